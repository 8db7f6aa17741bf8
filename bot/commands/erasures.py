"""`doorstep erasures`: what was erased, and the repeating of it on a restored backup."""

from __future__ import annotations

import json

import click

from bot.domain.held import Erasure


@click.group()
def erasures() -> None:
    """Receipts of what was erased; `replay` erases again what a backup brought back."""


@erasures.command()
def replay() -> None:
    """Look through everything for what the list of erasures names, and erase it again."""
    from bot.bootstrap import make_erase_held
    from bot.settings import read_settings
    from connectors.dialogue.tracker_store import TrackerStore
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    TrackerStore(settings.tracker_url).prepare()
    again = make_erase_held(settings).replay(thorough=True)
    click.echo(json.dumps({"erased_again": again}))


@erasures.command()
@click.argument("number")
def show(number: str) -> None:
    """Print the receipt of that number as JSON."""
    from bot.bootstrap import make_erase_held
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    click.echo(json.dumps(_told(make_erase_held(settings).receipt(number)), ensure_ascii=False))


def _told(done: Erasure) -> dict[str, object]:
    return {
        "number": done.number,
        "at": done.at.isoformat(),
        "removed": dict(done.removed),
        "buyers_with_a_copy": list(done.buyers),
    }
