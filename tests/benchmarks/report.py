"""The table of both bots' numbers beside the goals, for the terminal and for the docs."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median

import psutil

from tests.benchmarks.measures import CALLERS, Measured

_GIBIBYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its name, its number in a round, its unit, and the ratio to reach."""

    name: str
    of: Callable[[Measured], float | None]
    form: str
    goal: str


ROWS = (
    Row("time to first answer", lambda m: m.first_answer, "{:.1f} s", "<= 0.6"),
    Row("memory, resident", lambda m: m.memory.resident, "{:.0f} MiB", "<= 0.8"),
    Row("memory, proportional", lambda m: m.memory.proportional, "{:.0f} MiB", ""),
    Row("processes", lambda m: float(m.memory.processes), "{:.0f}", ""),
    Row("a turn, median", lambda m: m.turn_p50, "{:.1f} ms", "<= 1.0"),
    Row("a turn, 95th percentile", lambda m: m.turn_p95, "{:.1f} ms", ""),
    Row("a turn, processor time", lambda m: m.turn_processor, "{:.1f} ms", ""),
    Row(f"turns a second, {CALLERS} callers", lambda m: m.turns_a_second, "{:.1f}", ">= 2.0"),
)
Rounds = Mapping[str, Sequence[Measured]]


def table(rounds: Rounds) -> list[list[str]]:
    """Head and rows; each number is the median of its rounds, the ratio is last to first bot."""
    head = ["measure", *rounds, *(["ratio"] if len(rounds) > 1 else []), "goal"]
    return [head, *(_row(row, list(rounds.values())) for row in ROWS)]


def as_text(lines: Sequence[Sequence[str]]) -> str:
    """Columns for a terminal."""
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def as_markdown(rounds: Rounds, data: str) -> str:
    """The page docs/benchmarks/service.md."""
    head, *rest = table(rounds)
    lines = [head, ["---"] * len(head), *rest]
    drawn = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    count = len(next(iter(rounds.values())))
    return _PAGE.format(
        table=drawn,
        machine=machine(),
        rounds=count,
        data=data,
        date=f"{datetime.now(UTC):%d %B %Y}",
    )


def machine() -> str:
    """What the numbers were measured on."""
    memory = psutil.virtual_memory().total / _GIBIBYTE
    made_with = f"Python {platform.python_version()}, Rasa {version('rasa')}"
    where = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, {where}, {made_with}"


def _row(row: Row, bots: Sequence[Sequence[Measured]]) -> list[str]:
    numbers = [_median(row, rounds) for rounds in bots]
    told = ["-" if one is None else row.form.format(one) for one in numbers]
    return [row.name, *told, *([_ratio(numbers)] if len(numbers) > 1 else []), row.goal]


def _median(row: Row, rounds: Sequence[Measured]) -> float | None:
    numbers = [one for one in map(row.of, rounds) if one is not None]
    return median(numbers) if numbers else None


def _ratio(numbers: Sequence[float | None]) -> str:
    first, last = numbers[0], numbers[-1]
    return "-" if first is None or last is None else f"{last / first:.2f}"


_PAGE = """\
# Speed and memory beside a plain Rasa bot

Written by `make bench`; do not edit. What is measured, and how: tests/benchmarks/README.md

{table}

- Date: {date}
- Machine: {machine}; both bots in the same run, in turns, medians of {rounds} rounds
- Doorstep's opportunities: {data}
"""
