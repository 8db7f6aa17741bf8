"""Runs the benchmark: `make bench`, or `python -m tests.benchmarks.run --help`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.benchmarks.baseline import PlainRasa
from tests.benchmarks.bots import BENCH, ROOT, Bot
from tests.benchmarks.measures import Effort, Measured, measure
from tests.benchmarks.report import as_markdown, as_text, table
from tests.benchmarks.service import Doorstep

PAGE = ROOT / "docs" / "benchmarks" / "service.md"
NOTICES = ROOT.parent / "shared" / "notices" / "raw"
NOTICES_AS_OF = "2025-11-08"
FULL, ROUNDS = Effort(turns=200, seconds=20), 3
QUICK, QUICK_ROUNDS = Effort(turns=60, seconds=5), 1
NAMES = {"baseline": PlainRasa.name, "doorstep": Doorstep.name}


@click.command()
@click.option("--quick", is_flag=True, help="One short round; nothing is written to docs.")
@click.option("--only", type=click.Choice(list(NAMES)), help="One of the two, without ratios.")
@click.option("--notices", envvar="NOTICES", help="Notices to fill Doorstep with.")
@click.option("--as-of", envvar="AS_OF", help="Doorstep's date, for example 2025-11-08.")
def main(*, quick: bool, only: str | None, notices: str | None, as_of: str | None) -> None:
    """Measure Doorstep beside a plain Rasa bot; a number never makes this fail."""
    folder = Path(notices) if notices else NOTICES if NOTICES.is_dir() else None
    if folder == NOTICES:
        as_of = as_of or NOTICES_AS_OF
    every: list[Bot] = [PlainRasa(), Doorstep(folder, as_of)]
    bots = [bot for bot in every if only is None or bot.name == NAMES[only]]
    effort, rounds = (QUICK, QUICK_ROUNDS) if quick else (FULL, ROUNDS)
    measured = asyncio.run(_measure(bots, effort, rounds))
    click.echo(f"\n{as_text(table(measured))}")
    if not quick and not only:
        data = f"real notices, as of {as_of or 'today'}" if folder else "the samples"
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(as_markdown(measured, data), encoding="utf-8")
        click.echo(f"\nWritten to {PAGE.relative_to(ROOT)}.")


async def _measure(bots: Sequence[Bot], effort: Effort, rounds: int) -> dict[str, list[Measured]]:
    for bot in bots:
        click.echo(f"{bot.name}: preparing...")
        bot.prepare()
    measured: dict[str, list[Measured]] = {bot.name: [] for bot in bots}
    for number in range(rounds):
        # Every second round the other way about, so that neither has always the warmer machine.
        for bot in bots if number % 2 == 0 else bots[::-1]:
            click.echo(f"{bot.name}: round {number + 1} of {rounds}...")
            with TemporaryDirectory(prefix="round-", dir=BENCH) as folder:
                measured[bot.name].append(await measure(bot, Path(folder), effort))
    return measured


if __name__ == "__main__":
    main()
