"""How long a Monday's digests take, and how much memory: `python -m tests.benchmarks.digest`.

Writes docs/benchmarks/digest.md. Each measurement is a process of its own: few buyers and many,
with as many leads each, so that memory can be seen to stay or to grow.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
import psutil

from bot.settings import ROOT
from tests.standins.digests import WEEK, make_leads, run_of, settings_of

PAGE = ROOT / "docs" / "benchmarks" / "digest.md"
LEADS, FEW, MANY = 100, 20, 200
ALLOWED = 60
_MB = 1_000_000
_WORDS = """# A Monday's digests

Written by `python -m tests.benchmarks.digest`, which `make bench` runs: so many buyers with one
mailbox and {leads} new leads each, on SQLite; mails laid out whole (words, page, table), shown in
the outbox. To be reached: {many} buyers and {all:,} leads in under {allowed} seconds, memory flat.

| buyers | leads | seconds | milliseconds a mail | memory grown by, MB |
|---|---|---|---|---|
"""
_AFTER = """
Ten times the buyers take {times:.1f} times as long: one contact is told after the other, in a
transaction of its own. A run keeps the names of buyers and what new firms say in memory, no mails.
"""


@click.command()
@click.option("--buyers", type=int, help="Measure that many in this process, and print JSON.")
def main(buyers: int | None) -> None:
    """Measure, and write the page; a number never makes this fail."""
    if buyers:
        click.echo(json.dumps(_measure(buyers)))
        return
    few, many = (_measured(number) for number in (FEW, MANY))
    PAGE.write_text(_page(few, many), encoding="utf-8")
    click.echo(f"{few}\n{many}\nWritten to {PAGE.relative_to(ROOT)}.")


def _measure(buyers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_of(Path(folder))
        make_leads(settings, buyers, LEADS)
        digests, process = run_of(settings), psutil.Process()
        # One is looked at first, so that what is loaded once is counted with neither.
        next(digests.preview(WEEK))
        before, begun = process.memory_info().rss, time.perf_counter()
        counts = digests.run()
        seconds = time.perf_counter() - begun
        grown = process.memory_info().rss - before
    assert counts == {"told": buyers}, counts
    return {"buyers": buyers, "seconds": seconds, "grown": grown / _MB}


def _measured(buyers: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.digest", "--buyers", str(buyers)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return measured


def _page(few: dict[str, float], many: dict[str, float]) -> str:
    rows = "\n".join(
        f"| {one['buyers']:.0f} | {one['buyers'] * LEADS:,.0f} | {one['seconds']:.1f} | "
        f"{1000 * one['seconds'] / one['buyers']:.0f} | {one['grown']:.0f} |"
        for one in (few, many)
    )
    times = many["seconds"] / few["seconds"]
    words = _WORDS.format(leads=LEADS, many=MANY, all=MANY * LEADS, allowed=ALLOWED)
    return f"{words}{rows}\n{_AFTER.format(times=times)}"


if __name__ == "__main__":
    main()
