"""`doorstep introductions`: firms put before buyers, how each stands, what was told by phone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import click

from bot.commands.after_wins import follow_ups_of, lines_of, told_of, troubles_of
from bot.commands.documents_seen import check, seen
from bot.commands.told_wins import wins
from bot.domain.errors import InvalidInputError
from bot.domain.introduction import (
    LIVE,
    REFUSALS,
    By,
    Introduction,
    IntroductionId,
    IntroductionState,
    Step,
    Why,
    moved,
)
from bot.domain.opportunity import LONDON
from bot.ports import Storage

_SHORT = 8
_AT_A_TIME = 500
_TOLD = ("sent", "seen", "invited", "declined", "quoted", "won", "lost", "no_answer", "withdrawn")


@click.group("introductions")
def introductions() -> None:
    """Firms put before buyers: list them, read one, note what was told by phone."""


for _command in (seen, check, wins):
    introductions.add_command(_command)


@introductions.command("list")
@click.option("--all", "all_of_them", is_flag=True, help="Those that have ended too.")
@click.option("--buyer", help="Of that buyer only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_them(*, all_of_them: bool, buyer: str | None, as_json: bool) -> None:
    """List those of which something may still come, by buyer."""
    states = frozenset(IntroductionState) if all_of_them else LIVE
    storage = _storage()
    found = _all(storage, states, buyer)
    if not found and not as_json:
        click.echo("There are none.")
    for one in found:
        after = follow_ups_of(storage, one)
        if as_json:
            told = {**_told(one), "after": [told_of(each) for each in after]}
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            click.echo("\n".join([_line(one), *troubles_of(after)]))


@introductions.command()
@click.argument("introduction")
def show(introduction: str) -> None:
    """Show one: what was shared, what the owner said yes to, and each step."""
    storage = _storage()
    one = _found(storage, introduction)
    click.echo(f"{_line(one)}\n  firm {one.supplier}")
    click.echo(f"\nAgreed {_when(one.agreed.at)} by {one.agreed.channel}:\n{one.agreed.wording}\n")
    for fact in one.shared:
        ends = f", until {fact.ends_on}" if fact.ends_on else ""
        click.echo(f"  {fact.key}: {fact.value}{ends} [{fact.mark}]")
    for step in one.history:
        why = f" ({step.why})" if step.why else ""
        until = f" until {_when(step.until)}" if step.until else ""
        said = f": {step.words}" if step.words else ""
        click.echo(f"{_when(step.at)}  {step.state}{why}{until} by {step.by} {step.who}{said}")
    for line in lines_of(follow_ups_of(storage, one)):
        click.echo(line)


@introductions.command()
@click.argument("introduction")
@click.argument("state", type=click.Choice(_TOLD))
@click.option("--by", "who", required=True, help="Who told it, and to whom.")
@click.option("--why", type=click.Choice(["not_now", *(one.value for one in REFUSALS)]))
@click.option("--days", type=click.IntRange(1, 366), default=30, help="For not_now: how long.")
@click.option("--words", default="", help="What they said.")
def mark(  # noqa: PLR0913, PLR0917 - a step has as many parts
    introduction: str, state: str, who: str, why: str | None, days: int, words: str
) -> None:
    """Note a step that was told by phone; the owner is told of it as of any other."""
    from bot.bootstrap import make_services
    from bot.settings import read_settings

    storage, services = _storage(), make_services(read_settings())
    one, now = _found(storage, introduction), datetime.now(UTC)
    until = now + timedelta(days=days) if why == Why.NOT_NOW else None
    reason = Why(why) if why else None
    step = Step(IntroductionState(state), now, By.COORDINATOR, who, reason, until, words)
    after, steps = moved(one, step), services.introducing.steps
    with services.storage.transaction() as work:
        if not work.introductions.advance(after):
            raise InvalidInputError("It was moved by somebody else just now: look at it again.")
        meant = steps.after_move(work, after)
    steps.deliver(meant)
    told = "Its owner is told." if meant else "Its owner has not agreed to be told by message."
    click.echo(f"{one.id[:_SHORT]} is {state}. {told}")


def _storage() -> Storage:
    from bot.bootstrap import make_storage
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    return make_storage(settings)


def _all(
    storage: Storage, states: frozenset[IntroductionState], buyer: str | None = None
) -> list[Introduction]:
    found: list[Introduction] = []
    last: IntroductionId | None = None
    with storage.transaction() as work:
        if buyer:
            return work.introductions.of_buyer(buyer, states)
        while some := work.introductions.page(states, last, _AT_A_TIME):
            found += some
            last = some[-1].id
    return sorted(found, key=lambda one: (one.buyer, one.requested_at))


def _found(storage: Storage, named: str) -> Introduction:
    with storage.transaction() as work:
        exact = work.introductions.get(IntroductionId(named))
    if exact:
        return exact
    found = [o for o in _all(storage, frozenset(IntroductionState)) if o.id.startswith(named)]
    if not found or not named:
        raise InvalidInputError(
            f"There is no introduction {named}: see `doorstep introductions list --all`."
        )
    if len(found) > 1:
        raise InvalidInputError(f"{len(found)} ids begin with {named}: write more of it.")
    return found[0]


def _told(one: Introduction) -> dict[str, str | None]:
    return {
        "id": one.id,
        "firm": one.firm,
        "buyer": one.buyer,
        "opportunity": one.opportunity,
        "title": one.title,
        "state": one.state.value,
        "since": one.last.at.isoformat(),
        "why": one.last.why.value if one.last.why else None,
        "answer_by": one.answer_by.isoformat() if one.answer_by else None,
    }


def _line(one: Introduction) -> str:
    about = f" for {one.title}" if one.title else " (what it does)"
    by = f", answer promised by {_when(one.answer_by)}" if one.answer_by else ""
    return (
        f"{one.id[:_SHORT]}  {one.state} since {_when(one.last.at)}{by}\n"
        f"  {one.firm} to {one.buyer}{about}"
    )


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%-d %b %Y %H:%M}"
