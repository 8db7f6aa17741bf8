"""`doorstep complaints`: what people complain of, and the operator's answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from bot.domain.complaint import Complaint, Outcome

if TYPE_CHECKING:
    from bot.services.handle_complaints import HandleComplaints

_OUTCOMES = click.Choice([one.value for one in Outcome])


@click.group()
def complaints() -> None:
    """List complaints, show one, tell how far it has got, answer or forget it."""


@complaints.command(name="list")
@click.option("--open", "only_open", is_flag=True, help="Only those without an answer.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON each.")
def list_(*, only_open: bool, as_json: bool) -> None:
    """List all complaints, those received first first; nobody's name or words."""
    handle = _handle()
    shown = [one for one in handle.all() if not (only_open and one.answer)]
    for one in shown:
        told = _summary(handle, one)
        click.echo(json.dumps(told) if as_json else _line(told))
    if not shown and not as_json:
        click.echo("There are no complaints." if not only_open else "No complaint waits.")


@complaints.command()
@click.argument("reference")
def show(reference: str) -> None:
    """Show one complaint whole, as a JSON object."""
    handle = _handle()
    click.echo(json.dumps(_whole(handle, handle.get(reference)), ensure_ascii=False, indent=2))


@complaints.command()
@click.argument("reference")
@click.option("--words", required=True, help="What the person reads on its page.")
def tell(reference: str, words: str) -> None:
    """Tell the person on its page how far it has got."""
    told = _handle().tell(reference, words)
    click.echo(f"{told.id}: told. Answer it by {told.due:%d %B %Y}.")


@complaints.command()
@click.argument("reference")
@click.option("--outcome", type=_OUTCOMES, required=True, help="What came of it.")
@click.option("--words", required=True, help="The answer, as the person reads it on its page.")
def answer(reference: str, outcome: str, words: str) -> None:
    """Answer a complaint, once; the answer stands on its page at once."""
    answered = _handle().answer(reference, Outcome(outcome), words)
    click.echo(f"{answered.id}: answered. Tell them too where they asked: {answered.form.reach}")


@complaints.command()
@click.argument("references", nargs=-1, required=True)
def forget(references: tuple[str, ...]) -> None:
    """Delete complaints for good, with their answers."""
    click.echo(json.dumps({"forgotten": _handle().forget(references)}))


def _handle() -> HandleComplaints:
    from bot.bootstrap import make_complaints, make_storage
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    return make_complaints(make_storage(settings))


def _summary(handle: HandleComplaints, one: Complaint) -> dict[str, Any]:
    return {
        "reference": one.id,
        "about": one.form.about.value,
        "received_at": one.received_at.isoformat(),
        "due": one.due.isoformat(),
        "state": _state(handle, one),
        "outcome": one.answer.outcome.value if one.answer else None,
    }


def _state(handle: HandleComplaints, one: Complaint) -> str:
    if one.answer:
        return "answered"
    return "overdue" if handle.is_overdue(one) else "open"


def _line(told: dict[str, Any]) -> str:
    outcome = f" ({told['outcome']})" if told["outcome"] else ""
    received = told["received_at"][:10]
    return (
        f"{told['reference']}  {told['state']:<8}  {told['about']:<7}"
        f"  received {received}  due {told['due']}{outcome}"
    )


def _whole(handle: HandleComplaints, one: Complaint) -> dict[str, Any]:
    return {
        **_summary(handle, one),
        "name": one.form.name,
        "reach": one.form.reach,
        "words": one.form.words,
        "progress": [{"at": p.at.isoformat(), "words": p.words} for p in one.progress],
        "answer": one.answer.words if one.answer else None,
        "answered_at": one.answer.at.isoformat() if one.answer else None,
    }
