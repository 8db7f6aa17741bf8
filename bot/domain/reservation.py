"""Reservations: a buyer's decision, made before it invites, that only firms of an area take part.

A council, a combined authority, police or fire may not take a firm's place into account (Local
Government Act 1988, section 17(5)(e)), nor in a list of whom to invite (section 17(4)(a)(ii)).
Since 4 February 2026 they may where they decided, before inviting, to reserve a contract below the
threshold for the UK or for their local area (Local Government (Exclusion of Non-commercial
Considerations) (England) Order 2026). Central bodies may for the UK or a county (PPN 005).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.buyer import Buyer
from bot.domain.errors import InvalidInputError
from bot.domain.opportunity import LONDON, Opportunity

ORDER_IN_FORCE = date(2026, 2, 4)


class ReservedArea(StrEnum):
    """For firms of where: the UK, or an area of the buyer's own. None is smaller than that."""

    UK = "uk"
    OWN_AREA = "own_area"
    COUNTY = "county"
    BORDERING = "bordering"


EVERY_BUYER_MAY = frozenset({ReservedArea.UK, ReservedArea.COUNTY})
"""What those whom section 17 does not bind, or of whom that is not known, may reserve for."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """A buyer's recorded decision on a need; `place` names its area or county, None for the UK."""

    area: ReservedArea
    place: str | None
    decided_at: datetime

    def __post_init__(self) -> None:
        """Raises InvalidInputError where the area and its name do not go together."""
        if self.decided_at.tzinfo is None:
            raise InvalidInputError("The moment of a decision needs a time zone.")
        if (self.place is None) != (self.area is ReservedArea.UK):
            raise InvalidInputError("A reservation names its place, and for the UK none.")


def check_reservation(
    reservation: Reservation, opportunity: Opportunity, now: datetime, *, is_shown: bool
) -> None:
    """Raises InvalidInputError, saying why, unless the buyer could so decide on this need.

    `is_shown` is whether firms for it were shown already: then it is too late to decide.
    """
    if reservation.decided_at > now:
        raise InvalidInputError("A reservation that is not decided yet cannot be recorded.")
    if is_shown:
        raise InvalidInputError("Firms were shown already: a reservation must be decided before.")
    if opportunity.above_threshold:
        raise InvalidInputError("Only a contract below the threshold can be reserved by place.")
    if reservation.area not in areas_open_to(opportunity.buyer):
        raise InvalidInputError("That buyer cannot reserve for that sort of area.")
    decided_on = reservation.decided_at.astimezone(LONDON).date()
    if opportunity.buyer.s17 and decided_on < ORDER_IN_FORCE:
        raise InvalidInputError("Before 4 February 2026 that buyer could not reserve by place.")


def areas_open_to(buyer: Buyer) -> frozenset[ReservedArea]:
    """The sorts of area that the buyer may reserve a contract below the threshold for."""
    return frozenset(ReservedArea) if buyer.s17 else EVERY_BUYER_MAY
