"""`doorstep hand-overs`: conversations that their owners asked to have passed to a person."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import click

from bot.domain.errors import InvalidInputError
from bot.domain.hand_over import HandOver, HandOverId, HandOverState
from bot.domain.opportunity import LONDON
from bot.ports import Storage

_SHORT = 8


@click.group("hand-overs")
def hand_overs() -> None:
    """Conversations passed to a person: list them, read one, mark it as dealt with."""


@hand_overs.command("list")
@click.option("--all", "all_of_them", is_flag=True, help="Those answered and closed too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_them(*, all_of_them: bool, as_json: bool) -> None:
    """List those that wait for an answer, oldest first."""
    states = tuple(HandOverState) if all_of_them else (HandOverState.WAITING,)
    with _storage().transaction() as work:
        found = work.hand_overs.in_state(states)
    if as_json:
        for one in found:
            click.echo(json.dumps(_told(one), ensure_ascii=False))
    elif not found:
        click.echo("Nobody waits for an answer." if not all_of_them else "There are none.")
    else:
        click.echo("\n".join(_line(one) for one in found))


@hand_overs.command()
@click.argument("hand_over")
def show(hand_over: str) -> None:
    """Show all that was passed on; HAND_OVER is an id, or as much of it as is unlike others."""
    one = _found(_storage(), hand_over)
    click.echo(_line(one))
    for line in one.transcript:
        click.echo(f"\n[{_when(line.at)}] Owner: {line.said}")
        click.echo(f"Doorstep: {line.answered}")


@hand_overs.command()
@click.argument("hand_over")
@click.option("--unanswered", is_flag=True, help="It needs no answer.")
def close(hand_over: str, *, unanswered: bool) -> None:
    """Mark one as answered, so that it is no longer listed and its owner may ask again."""
    storage = _storage()
    one = _found(storage, hand_over)
    state = HandOverState.CLOSED if unanswered else HandOverState.ANSWERED
    with storage.transaction() as work:
        work.hand_overs.move(one.id, state, datetime.now(UTC))
    click.echo(f"{one.id[:_SHORT]} is {state}.")


def _storage() -> Storage:
    from bot.bootstrap import make_storage
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    return make_storage(settings)


def _found(storage: Storage, named: str) -> HandOver:
    with storage.transaction() as work:
        exact = work.hand_overs.get(HandOverId(named))
        everything = [] if exact else work.hand_overs.in_state(tuple(HandOverState))
    found = [exact] if exact else [one for one in everything if one.id.startswith(named)]
    if not found or not named:
        raise InvalidInputError(f"There is no hand-over {named}: see `doorstep hand-overs list`.")
    if len(found) > 1:
        raise InvalidInputError(f"{len(found)} ids begin with {named}: write more of it.")
    return found[0]


def _told(one: HandOver) -> dict[str, str]:
    return {
        "id": one.id,
        "at": one.at.isoformat(),
        "state": one.state.value,
        "about": one.about,
        "contact": one.contact,
    }


def _line(one: HandOver) -> str:
    reach = one.contact or "gave no number or address"
    about = one.about or "gave no question"
    return f"{one.id[:_SHORT]}  {_when(one.at)}  {one.state}  {reach}\n  {about}"


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%-d %b %Y %H:%M}"
