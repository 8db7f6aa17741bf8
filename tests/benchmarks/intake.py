"""The import beside `ocdskit compile` and sqlite-utils: `python -m tests.benchmarks.intake`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
import psutil

from tests.benchmarks.bots import BENCH, ROOT
from tests.benchmarks.intake_report import Intake, Run, as_markdown, as_text
from tests.benchmarks.releases import sources, told, write_lines, write_package

PAGE = ROOT / "docs" / "benchmarks" / "import.md"
SCHEMA = ROOT / "connectors" / "notices" / "schema" / "release-schema.json"
BESIDE, SIZES, ROUNDS = 10_000, (1_000, 10_000, 100_000), 3
HUGE = 1_000_000_000
QUICK_SIZES, QUICK_HUGE = (500, 1_000, 5_000), 20_000_000
_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class _Ended:
    """A process that has ended well: seconds by the clock, seconds of processor, what it said."""

    seconds: float
    processor: float
    said: str


@click.command()
@click.option("--quick", is_flag=True, help="Small files, one round; nothing is written to docs.")
def main(*, quick: bool) -> None:
    """Measure the import of notices; a number never makes this fail."""
    BENCH.mkdir(parents=True, exist_ok=True)
    releases = sources()
    sizes, huge, rounds = (QUICK_SIZES, QUICK_HUGE, 1) if quick else (SIZES, HUGE, ROUNDS)
    with TemporaryDirectory(prefix="intake-", dir=BENCH) as folder:
        measured = measure(Path(folder), releases, sizes, huge, rounds)
    click.echo(f"\n{as_text(measured)}")
    if not quick:
        PAGE.write_text(as_markdown(measured, told(releases)), encoding="utf-8")
        click.echo(f"\nWritten to {PAGE.relative_to(ROOT)}.")


def measure(
    folder: Path, releases: list[dict[str, Any]], sizes: Sequence[int], huge: int, rounds: int
) -> Intake:
    """All the measures, with files and databases in the folder; about eight minutes in full."""
    beside = write_lines(folder / "beside.jsonl", releases, min(BESIDE, sizes[-1]))
    _import(folder / "warm.sqlite3", write_lines(folder / "warm.jsonl", releases, 100))
    _compile_and_insert(folder / "warm.jsonl", folder)
    theirs: list[Run] = []
    first: list[Run] = []
    again: list[Run] = []
    for number in range(rounds):
        database = folder / f"round-{number}.sqlite3"
        click.echo(f"{_lines_in(beside):,} releases: round {number + 1} of {rounds}...")
        # Every second round the other way about, so that neither has always the warmer machine.
        if number % 2 == 0:
            theirs.append(_compile_and_insert(beside, folder))
        first.append(_import(database, beside))
        if number % 2:
            theirs.append(_compile_and_insert(beside, folder))
        again.append(_import(database, beside))
        _remove(folder.glob(f"{database.name}*"))
    growth = {size: _grown(folder, releases, size) for size in sizes}
    return Intake(theirs, first, again, growth, *_huge(folder, releases, huge))


def _grown(folder: Path, releases: list[dict[str, Any]], size: int) -> Run:
    click.echo(f"{size:,} releases...")
    file = write_lines(folder / f"{size}.jsonl", releases, size)
    run = _import(folder / f"{size}.sqlite3", file)
    _remove(folder.glob(f"{size}.*"))
    return run


def _huge(folder: Path, releases: list[dict[str, Any]], size: int) -> tuple[int, Run]:
    click.echo(f"One package of {size / 1e6:,.0f} MB...")
    file = folder / "huge.json"
    write_package(file, releases, size)
    run, weight = _import(folder / "huge.sqlite3", file), file.stat().st_size
    _remove(folder.glob("huge.*"))
    return weight, run


def _import(database: Path, file: Path) -> Run:
    """The whole process from its start, a fresh database made and migrated by it included."""
    module = "tests.benchmarks.import_only"
    ended = _run([sys.executable, "-m", module, str(database), str(file)], file.parent)
    tells = json.loads(ended.said.splitlines()[-1])
    return Run(ended.seconds, ended.processor, tells["read"], tells["seconds"], tells["peak"])


def _compile_and_insert(file: Path, folder: Path) -> Run:
    """The compiled releases to a file, then that into a fresh database: one after the other."""
    compiled, database = folder / "compiled.jsonl", folder / "compiled.sqlite3"
    compile_ = [str(_BIN / "ocdskit"), "compile", "--schema", str(SCHEMA)]
    insert = [str(_BIN / "sqlite-utils"), "insert", str(database), "compiled", str(compiled)]
    one = _run(compile_, folder, source=file, to=compiled)
    two = _run([*insert, "--nl", "--pk", "ocid", "--alter"], folder)
    _remove([compiled, database])
    spent = one.seconds + two.seconds
    return Run(spent, one.processor + two.processor, _lines_in(file), spent, 0)


def _run(
    command: Sequence[str], folder: Path, source: Path | None = None, to: Path | None = None
) -> _Ended:
    """Runs the command to its end; raises CalledProcessError if it ends badly."""
    output = to or folder / "said.txt"
    before, began = _children_processor(), time.perf_counter()
    with (source or Path("/dev/null")).open("rb") as given, output.open("wb") as out:
        subprocess.run(
            list(command),
            cwd=ROOT,
            env=_environment(),
            stdin=given,
            stdout=out,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    seconds = time.perf_counter() - began
    said = "" if to else output.read_text(encoding="utf-8")
    return _Ended(seconds, _children_processor() - before, said)


def _environment() -> dict[str, str]:
    """Modules stay compiled from one process to the next, as where a program is installed."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(BENCH / "compiled"), "PYTHONPATH": str(ROOT)}


def _children_processor() -> float:
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)


def _lines_in(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
