"""`doorstep joins`: what was recognised as one process published twice, and how to undo it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from bot.domain.notice import ProcessKey
from bot.domain.opportunity import LONDON, Opportunity
from bot.domain.process_marks import Feature
from bot.ports import Phrases
from bot.services.list_joins import ListedPair

Two = tuple[str, str]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as one JSON object.")
@click.option("--apart", nargs=2, metavar="ID ID", help="Keep these two apart for good.")
@click.option("--together", nargs=2, metavar="ID ID", help="Show these two as one.")
@click.option("--again", is_flag=True, help="Compare everything that is held anew.")
def joins(apart: Two | None, together: Two | None, *, as_json: bool, again: bool) -> None:
    """List what was joined as one process, with its evidence; undo or make a join by hand."""
    from bot.bootstrap import make_clock, make_phrases, make_storage
    from bot.services.join_processes import join_anew, join_by_hand, keep_apart
    from bot.services.list_joins import list_joins
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    storage, phrases, clock = make_storage(settings), make_phrases(), make_clock(settings)
    if again:
        join_anew(storage, clock)
        click.echo(phrases.say("joins.compared"))
        return
    with storage.transaction() as work:
        if apart:
            keep_apart(*apart, work, clock.now())
            click.echo(phrases.say("joins.undone"))
        if together:
            join_by_hand(*together, work, clock.now())
            click.echo(phrases.say("joins.done"))
        listed = [] if apart or together else list_joins(work)
    if as_json and not (apart or together):
        told = {"pairs": [one.as_json() for one in listed]}
        click.echo(json.dumps(told, ensure_ascii=False))
    elif not (apart or together):
        click.echo("\n".join(_lines(listed, phrases)))


def _lines(listed: list[ListedPair], phrases: Phrases) -> Iterator[str]:
    if not listed:
        yield phrases.say("joins.none")
        return
    apart = sum(one.pair.kept_apart_at is not None for one in listed)
    yield phrases.say("joins.count", pairs=len(listed), apart=apart)
    yield phrases.say("joins.legend")
    for number, one in enumerate(listed, start=1):
        shown = one.first if one.shown == one.pair.first else one.second
        yield phrases.say("joins.one", number=number, title=shown.title, buyer=shown.buyer.name)
        for line in _told(one, phrases):
            yield f"   {line}"


def _told(one: ListedPair, phrases: Phrases) -> Iterator[str]:
    yield _side(one.pair.first, one.first, one, phrases)
    yield _side(one.pair.second, one.second, one, phrases)
    yield _why(one, phrases)
    if one.pair.kept_apart_at:
        day = f"{one.pair.kept_apart_at.astimezone(LONDON):%-d %B %Y}"
        yield phrases.say("joins.kept_apart", day=day)
    elif one.shown is None:
        yield phrases.say("joins.separate")


def _side(key: ProcessKey, o: Opportunity, one: ListedPair, phrases: Phrases) -> str:
    sign = ">" if one.shown == key else "-"
    source = phrases.say(f"where.{o.source.name}")
    return phrases.say("joins.side", sign=sign, process=key, source=source, id=o.id)


def _why(one: ListedPair, phrases: Phrases) -> str:
    marks = one.pair.evidence.marks
    alike = [_named(feature, mark, phrases) for feature, mark in marks.items() if mark]
    unlike = [phrases.say(f"joins.feature.{f.value}") for f, mark in marks.items() if mark == 0]
    return phrases.say(
        "joins.why",
        ground=phrases.say(f"joins.ground.{one.pair.evidence.ground.value}"),
        alike=phrases.say("joins.alike", features=", ".join(alike)) if alike else "",
        unlike=phrases.say("joins.unlike", features=", ".join(unlike)) if unlike else "",
    ).rstrip()


def _named(feature: Feature, mark: float, phrases: Phrases) -> str:
    name = phrases.say(f"joins.feature.{feature.value}")
    if mark == 1:
        return name
    return phrases.say("joins.partly", feature=name, percent=round(mark * 100))
