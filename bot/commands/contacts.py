"""`doorstep contacts`: coordinators enrol, list, end and forget mailboxes of buyers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import click

from bot.domain.buyer_contact import BuyerContact, Frequency
from bot.domain.notification import Withheld
from bot.domain.working_days import LONDON

if TYPE_CHECKING:
    from bot.services.enrol_contacts import EnrolContacts

_OFTEN = click.Choice([one.value for one in Frequency])


@click.group()
def contacts() -> None:
    """Enrol buyers' mailboxes with what they agreed to; list, end or forget them."""


@contacts.command()
def wording() -> None:
    """Print the words that a buyer must agree to before its mailbox is enrolled."""
    click.echo(_contacts().wording)


@contacts.command()
@click.option("--buyer", required=True, help="Its name, as the register or a notice has it.")
@click.option("--mailbox", required=True, help="A team's address.")
@click.option("--agreed-by", required=True, help="Who agreed: name and role.")
@click.option(
    "--agreed-on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day: 2026-11-20."
)
@click.option("--enrolled-by", required=True, help="Who notes it: you.")
@click.option("--evidence", default="", help="Where that can be looked up.")
@click.option("--category", "categories", multiple=True, help="A trade it deals with; repeatable.")
@click.option("--every", type=_OFTEN, default="weekly", show_default=True)
@click.option("--answers-within", type=int, default=5, show_default=True, help="Working days.")
@click.option("--personal", is_flag=True, help="One person's mailbox is meant.")
def enrol(agreed_on: datetime, every: str, *, personal: bool, **said: Any) -> None:
    """Enrol a mailbox that agreed to `doorstep contacts wording`, and ask it to confirm."""
    from bot.services.enrol_contacts import Enrolling

    day = datetime.combine(agreed_on.date(), time(), LONDON).astimezone(UTC)
    asked = Enrolling(**said, agreed_on=day, frequency=Frequency(every), allow_personal=personal)
    done = _contacts().enrol(asked)
    click.echo(f"{done.contact.id}: {done.contact.buyer}, {done.contact.address.value}.")
    if isinstance(done.mail, Withheld):
        click.echo(f"The mail that asks it to confirm did not go: {done.mail.value}.", err=True)
    else:
        click.echo("It was asked to confirm. Until it does, nothing else goes there.")


@contacts.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON each, with the agreement.")
def list_(*, as_json: bool) -> None:
    """List all mailboxes by buyer, with how each stands."""
    shown = _contacts().all()
    for one in shown:
        click.echo(json.dumps(_whole(one), ensure_ascii=False) if as_json else _line(one))
    if not shown and not as_json:
        click.echo("No mailbox is enrolled.")


@contacts.command()
@click.argument("contact")
def end(contact: str) -> None:
    """End all mails to a mailbox, by its id or address; its agreement stays as evidence."""
    done = _contacts().end(contact)
    click.echo(f"{done.id}: {_state(done)}.")


@contacts.command()
@click.argument("contact")
def forget(contact: str) -> None:
    """Delete a mailbox for good, by its id or address, with what was sent to it."""
    done = _contacts().forget(contact)
    click.echo(json.dumps({"forgotten": done.id}))


def _contacts() -> EnrolContacts:
    from bot.bootstrap import make_services
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    return make_services(settings).digests.contacts


def _state(one: BuyerContact) -> str:
    if one.ended:
        return one.ended.value
    return "stands" if one.stands else "waits for its confirmation"


def _line(one: BuyerContact) -> str:
    told = (one.id, one.buyer, one.address.value, _state(one), one.frequency.value)
    return "  ".join((*told, f"answers within {one.answers_within} working days"))


def _whole(one: BuyerContact) -> dict[str, Any]:
    agreed = one.enrolment
    return {
        "id": one.id,
        "buyer": one.buyer,
        "mailbox": one.address.value,
        "state": _state(one),
        "frequency": one.frequency.value,
        "categories": list(one.categories),
        "answers_within": one.answers_within,
        "agreed_by": agreed.agreed_by,
        "agreed_at": agreed.agreed_at.isoformat(),
        "wording": agreed.wording,
        "version": agreed.version,
        "enrolled_by": agreed.enrolled_by,
        "enrolled_at": agreed.enrolled_at.isoformat(),
        "evidence": agreed.evidence,
        "confirmed_at": one.confirmed_at.isoformat() if one.confirmed_at else None,
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
    }
