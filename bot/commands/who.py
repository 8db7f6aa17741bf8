"""`doorstep who`: which firms a buyer would be shown for an opportunity, as an operator sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.domain.reservation import Reservation

AREAS = ("uk", "own_area", "county", "bordering")


@click.command()
@click.argument("opportunity_id")
@click.option("--reserved", type=click.Choice(AREAS), help="Record the buyer's decision first.")
@click.option("--area", help="The area or county that it is reserved for, by its name.")
@click.option("--decided", help="When the buyer decided, such as 2026-11-20T10:00+00:00.")
@click.option("--as-of", help="Fix the domain's clock, for example 2025-11-08.")
def who(
    opportunity_id: str,
    reserved: str | None,
    area: str | None,
    decided: str | None,
    as_of: str | None,
) -> None:
    """Show the firms for an opportunity's buyer, a line of JSON each, and note that."""
    import json

    from bot.bootstrap import make_phrases, make_who_can_do
    from bot.domain.opportunity import OpportunityId
    from bot.services.present_opportunity import PresentOpportunity
    from bot.settings import read_settings
    from connectors.storage.migrate import migrate

    settings = read_settings({"now": as_of} if as_of else None)
    reservation = _reservation(reserved, area, decided)
    migrate(settings.database_url)
    who_can_do, need = make_who_can_do(settings), OpportunityId(opportunity_id)
    if reservation:
        who_can_do.reserve(need, reservation)
    answer = who_can_do.who(need)
    present = PresentOpportunity(make_phrases(), settings.public_address)
    for place, one in enumerate(answer.shown, start=1):
        firm = one.supplier
        row = {"place": place, "supplier": firm.id, "name": firm.name}
        click.echo(json.dumps({**row, "reasons": present.said(one.reasons)}, ensure_ascii=False))
    if answer.not_placed:
        said = f"{answer.not_placed} more may be inside the area, but their postcodes do not tell."
        click.echo(f"note: {said}", err=True)


def _reservation(reserved: str | None, area: str | None, decided: str | None) -> Reservation | None:
    from datetime import datetime

    from bot.domain.errors import InvalidInputError
    from bot.domain.reservation import Reservation, ReservedArea

    if reserved is None:
        if area or decided:
            raise InvalidInputError("--area and --decided go with --reserved.")
        return None
    if not decided:
        raise InvalidInputError("--reserved needs --decided: when the buyer decided.")
    try:
        moment = datetime.fromisoformat(decided)
    except ValueError as fault:
        raise InvalidInputError(f"--decided must be a moment, not {decided!r}.") from fault
    return Reservation(ReservedArea(reserved), area, moment)
