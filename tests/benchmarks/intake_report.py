"""The import's numbers beside the goals, for the terminal and for the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median

from tests.benchmarks import report

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of the whole process, of its processor, and of the import alone.

    `peak` is the most bytes that were resident; 0 where nobody looked.
    """

    seconds: float
    processor: float
    releases: int
    alone: float
    peak: int


@dataclass(frozen=True, slots=True)
class Intake:
    """All runs: the rounds beside each other, the growing files, the huge file and its bytes."""

    theirs: Sequence[Run]
    first: Sequence[Run]
    again: Sequence[Run]
    growth: Mapping[int, Run]
    huge_bytes: int
    huge: Run


def tables(measured: Intake) -> list[list[list[str]]]:
    """Three tables, each a head and rows: beside the others, again, and as files grow."""
    return [_beside(measured), _again(measured), _growth(measured)]


def as_text(measured: Intake) -> str:
    """The tables for a terminal."""
    return "\n\n".join(report.as_text(one) for one in tables(measured))


def as_markdown(measured: Intake, data: str) -> str:
    """The page docs/benchmarks/import.md."""
    beside, again, growth = (_drawn(one) for one in tables(measured))
    return _PAGE.format(
        beside=beside,
        again=again,
        growth=growth,
        machine=report.machine(),
        rounds=len(measured.first),
        releases=f"{measured.first[0].releases:,}",
        data=data,
        ocdskit=version("ocdskit"),
        sqlite_utils=version("sqlite-utils"),
        date=f"{datetime.now(UTC):%d %B %Y}",
    )


def _beside(m: Intake) -> list[list[str]]:
    def row(name: str, of: Callable[[Run], float], goal: str) -> list[str]:
        pairs = list(zip(m.theirs, m.first, strict=True))
        ratios = [of(ours) / of(theirs) for theirs, ours in pairs]
        spread = f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        return [name, _seconds(map(of, m.theirs)), _seconds(map(of, m.first)), spread, goal]

    head = ["measure", "compile, then insert", "Doorstep", "ratio (of the rounds)", "goal"]
    return [
        head,
        row("whole process", lambda r: r.seconds, "<= 1.0"),
        row("whole process, processor time", lambda r: r.processor, ""),
    ]


def _again(m: Intake) -> list[list[str]]:
    def row(name: str, of: Callable[[Run], float], goal: str) -> list[str]:
        ratios = [of(a) / of(b) for a, b in zip(m.first, m.again, strict=True)]
        first, again = _seconds(map(of, m.first)), _seconds(map(of, m.again))
        return [name, first, again, f"{median(ratios):.1f}", goal]

    head = ["measure", "first", "again, unchanged", "times faster", "goal"]
    return [
        head,
        row("the import", lambda r: r.alone, ">= 5"),
        row("whole process, its start included", lambda r: r.seconds, ""),
    ]


def _growth(m: Intake) -> list[list[str]]:
    rows = [[f"{size:,} releases", *_weighed(run), ""] for size, run in m.growth.items()]
    name = f"{m.huge.releases:,} releases, one package of {m.huge_bytes / _MEGABYTE:,.0f} MB"
    head = ["file", "the import", "a thousand releases", "most memory", "goal"]
    return [head, *rows, [name, *_weighed(m.huge), "< 300 MB"]]


def _weighed(run: Run) -> list[str]:
    each = run.alone / run.releases * 1000
    return [f"{run.alone:.1f} s", f"{each:.2f} s", f"{run.peak / _MEGABYTE:.0f} MB"]


def _seconds(numbers: Iterable[float]) -> str:
    return f"{median(numbers):.2f} s"


def _drawn(lines: Sequence[Sequence[str]]) -> str:
    head, *rest = lines
    return "\n".join("| " + " | ".join(one) + " |" for one in (head, ["---"] * len(head), *rest))


_PAGE = """\
# Speed and size of the import

Written by `make bench`; do not edit. What is measured, and how: tests/benchmarks/README.md.
What was tried: [import-tried.md](import-tried.md).

## Beside ocdskit and sqlite-utils

{releases} releases, medians of {rounds} rounds in turns. On the left `ocdskit compile` of the file,
then `sqlite-utils insert` of what it compiled, one after the other. On the right Doorstep's import
of the same file into a fresh database, which it makes: every release kept, joined, read into an
opportunity, its findings, buyers and forecasts. The embedding is a job of its own, not counted.

{beside}

## The same file again

{again}

## As files grow

{growth}

- Date: {date}
- Machine: {machine}, ocdskit {ocdskit}, sqlite-utils {sqlite_utils}
- Releases: {data} under new ids, so that each repetition is new processes
"""
