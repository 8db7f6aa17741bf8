"""`doorstep introductions seen` and `check`: documents of firms, and what registers say of them."""

from __future__ import annotations

import json
from datetime import datetime

import click

from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.supplier import SupplierId
from bot.services.note_seen import NoteSeen


@click.command()
@click.argument("supplier")
@click.argument("paper", nargs=-1, required=True)
@click.option("--by", "who", default="", help="Who saw it.")
@click.option("--source", default="certificate", help="What was seen, such as 'policy schedule'.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="Its last day: 2027-03-31.")
@click.option("--forget", is_flag=True, help="Take the note back.")
def seen(  # noqa: PLR0913 - a note has as many parts
    supplier: str,
    paper: tuple[str, ...],
    who: str,
    source: str,
    expires: datetime | None,
    *,
    forget: bool,
) -> None:
    """Note that the document of a paper was seen, so that buyers read what it stands on.

    SUPPLIER is the firm's id, as `doorstep introductions show` prints it; PAPER its name or some
    words of it, such as: public liability.
    """
    notes, firm, named = _notes(), SupplierId(supplier), " ".join(paper)
    if not forget and not who:
        raise InvalidInputError("Say who saw it: --by 'Sam Lee'.")
    try:
        if forget:
            click.echo(f"Taken back: {notes.forget(firm, named)} is the firm's own word again.")
            return
        check = notes.note(firm, named, who, source, expires.date() if expires else None)
    except NotFoundError as missing:
        raise InvalidInputError(_why(notes, firm, named, str(missing))) from missing
    until = f", valid to {check.ends_on:%-d %B %Y}" if check.ends_on else ", without a last day"
    click.echo(f"Noted: {check.value}, {check.source} seen by {check.by}{until}.")


@click.command()
def check() -> None:
    """Hold company numbers against the register and remind of papers; prints counts as JSON."""
    from bot.bootstrap import make_services
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    checks = make_services(settings).introducing.checks
    if checks.companies is None:
        click.echo("No key for Companies House is set: no number is looked up.", err=True)
    click.echo(json.dumps(checks.run()))


def _notes() -> NoteSeen:
    from bot.bootstrap import make_phrases, make_storage
    from bot.clock import SystemClock
    from bot.services.tell_profile import TellProfile
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings()
    migrate(settings.database_url)
    return NoteSeen(make_storage(settings), TellProfile(make_phrases()), SystemClock())


def _why(notes: NoteSeen, firm: SupplierId, named: str, missing: str) -> str:
    if "firm" in missing:
        return f"There is no firm {firm}: `doorstep introductions show ID` prints a firm's id."
    says = ", ".join(notes.papers(firm)) or "none"
    return f"The firm does not say that it has “{named}”. What it says it has: {says}."
