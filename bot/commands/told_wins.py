"""`doorstep introductions wins`: work that firms told they won, and how they say it went."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from bot.commands.after_wins import lines_of, told_of, troubles_of
from bot.domain.after_winning import FollowUp
from bot.domain.opportunity import LONDON
from bot.domain.won_work import Win, WinId
from bot.ports import Storage

_AT_A_TIME = 500


@click.command("wins")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def wins(*, as_json: bool) -> None:
    """List wins of firms that were not put forward for them, and what they said afterwards."""
    from bot.bootstrap import make_storage
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    found = list(_all(make_storage(settings)))
    if not found and not as_json:
        click.echo("There are none.")
    for one, after in found:
        if as_json:
            click.echo(json.dumps(_told(one, after), ensure_ascii=False))
        else:
            trouble = troubles_of(after)
            calm = [f"    {line}" for line in lines_of(after) if f"  ! {line}" not in trouble]
            click.echo("\n".join([_line(one), *trouble, *calm]))


def _all(storage: Storage) -> Iterator[tuple[Win, list[FollowUp]]]:
    last: WinId | None = None
    with storage.transaction() as work:
        while some := work.wins.page(last, _AT_A_TIME):
            yield from ((one, work.follow_ups.of(one.id)) for one in some)
            last = some[-1].id


def _line(one: Win) -> str:
    day = f"{one.won_at.astimezone(LONDON):%-d %b %Y}"
    return f"{one.firm} won from {one.buyer}, {day}: {one.title or 'work'}"


def _told(one: Win, after: list[FollowUp]) -> dict[str, object]:
    return {
        "id": one.id,
        "firm": one.firm,
        "supplier": one.supplier,
        "buyer": one.buyer,
        "title": one.title,
        "won_at": one.won_at.isoformat(),
        "after": [told_of(each) for each in after],
    }
