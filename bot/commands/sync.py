"""`doorstep sync`: fetches the live feeds from where the last sync got to."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime

import click

from bot.domain.errors import DoorstepError, InvalidInputError
from bot.domain.feed import FeedName
from bot.settings import LONDON, read_settings

NOT_DONE = 2
EARLIEST_YEAR = 2000
_STOPPED = "Stopped. What was taken in stays; the next sync goes on from there."


@click.command()
@click.option("--feed", type=click.Choice([name.value for name in FeedName]))
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="For example 2025-11-01.")
def sync(feed: str | None, since: datetime | None) -> None:
    """Fetch the live feeds; the last line of stdout is the summary as JSON."""
    from bot.bootstrap import make_clock, make_storage
    from bot.commands.embedding import embed_with_progress
    from bot.commands.sync_run import SyncRun
    from bot.services.join_processes import join_held
    from connectors.storage.migrate import migrate

    settings = read_settings()
    begin = _moment(since)
    migrate(settings.database_url)
    run = SyncRun(settings, make_storage(settings), begin)
    try:
        join_held(run.storage, make_clock(settings))
        asyncio.run(run.sync([FeedName(feed)] if feed else list(FeedName)))
        embed_with_progress(run.storage)
    except KeyboardInterrupt:
        run.stopped.append(_STOPPED)
    except DoorstepError as fault:
        run.stopped.append(str(fault))
    for sentence in run.stopped:
        click.echo(f"doorstep: {sentence}", err=True)
    click.echo(json.dumps(run.summary(), ensure_ascii=False))
    sys.exit(NOT_DONE if run.stopped else 0)


def _moment(day: datetime | None) -> datetime | None:
    """A day means 00:00 in London."""
    if day is None:
        return None
    moment = day.replace(tzinfo=LONDON).astimezone(UTC)
    if day.year < EARLIEST_YEAR:
        raise InvalidInputError(f"--since must not be before the year {EARLIEST_YEAR}.")
    if moment > datetime.now(UTC):
        raise InvalidInputError("--since must be a day that has begun.")
    return moment
