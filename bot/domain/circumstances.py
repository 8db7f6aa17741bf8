"""What speaks for or against a fitting opportunity besides the work: place, time, value, who may.

The factors are gentle on purpose: between two opportunities of equal circumstances the fit decides,
and only what cannot be answered any more falls behind everything that can.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.domain.match import LISTS, SHORT_NOTICE_DAYS, days_left
from bot.domain.opportunity import Opportunity, State, can_be_answered
from bot.domain.place import Reach

PLACES = {
    Reach.NEAR: 1.0,
    Reach.REGION_WIDE: 0.95,
    Reach.NATIONWIDE: 0.9,
    Reach.UNKNOWN: 0.85,
    Reach.ELSEWHERE: 0.5,
}
OVER = 0.01
"""What is over counts a hundredth at most; a ranking puts it after all that is not."""

NOT_OPEN_YET, SHORT_NOTICE, ABOVE_LIMIT, RESERVED = 0.9, 0.8, 0.5, 0.6


def circumstances(
    opportunity: Opportunity, reach: Reach | None, max_value: Decimal | None, now: datetime
) -> float:
    """A factor in (0, 1]; `reach` and `max_value` (pounds) are None where nothing was said."""
    place = PLACES[reach] if reach else 1.0
    reserved = RESERVED if opportunity.reserved_for else 1.0
    return place * reserved * _size(opportunity, max_value) * _time(opportunity, now)


def is_over(opportunity: Opportunity, now: datetime) -> bool:
    """Whether nobody can answer it at the moment: over, or not published yet."""
    return not can_be_answered(opportunity.state_at(now)) or not opportunity.is_known_at(now)


def is_above(opportunity: Opportunity, limit: Decimal | None) -> bool:
    """Whether its value is above what somebody would take on, in pounds; False if not known.

    The value of a list is that of all its work together: it says nothing of one firm's share.
    """
    amount = opportunity.value.amount
    if limit is None or amount is None or opportunity.kind in LISTS:
        return False
    return amount > limit


def _size(opportunity: Opportunity, limit: Decimal | None) -> float:
    return ABOVE_LIMIT if is_above(opportunity, limit) else 1.0


def _time(opportunity: Opportunity, now: datetime) -> float:
    if is_over(opportunity, now):
        return OVER
    if opportunity.state_at(now) is State.PLANNED:
        return NOT_OPEN_YET
    days = days_left(opportunity, now)
    return SHORT_NOTICE if days is not None and days < SHORT_NOTICE_DAYS else 1.0
