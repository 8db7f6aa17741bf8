"""What would have to give where a search found nothing good, in counts of what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bot.domain.conversation import Criteria
from bot.domain.opportunity import State
from bot.domain.place import Reach
from bot.domain.remarks import Match

MOST_TOLD = 3
"""Near misses in one answer."""

_POUNDS = (5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1_000)
LIMITS = tuple(Decimal(thousands * 1_000) for thousands in _POUNDS)
"""Round sums in pounds, as people say them."""

MILES = (2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50, 100)
"""Round distances, as people say them."""


class Giving(StrEnum):
    """What would have to give."""

    MAX_VALUE = "max_value"
    MIN_VALUE = "min_value"
    DISTANCE = "distance"
    CLOSING = "closing"
    BUYER = "buyer"
    TRADE = "trade"
    ALL_LIMITS = "all_limits"
    OPEN_NOW = "open_now"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """So many are there if that gives; `upto` is the new limit: pounds or miles, None for none."""

    giving: Giving
    count: int
    upto: Decimal | None = None
    trade: str | None = None


def loosened(criteria: Criteria) -> dict[Giving, Criteria]:
    """The criteria with one limit lifted each, and with all lifted where there are several."""
    without: dict[Giving, Criteria] = {}
    if criteria.max_value is not None:
        without[Giving.MAX_VALUE] = replace(criteria, max_value=None)
    if criteria.min_value is not None:
        without[Giving.MIN_VALUE] = replace(criteria, min_value=None)
    if criteria.within_miles is not None or criteria.goes_miles is not None:
        without[Giving.DISTANCE] = replace(criteria, within_miles=None, goes_miles=None)
    if criteria.names_a_day:
        without[Giving.CLOSING] = replace(criteria, closes_after=None, closes_before=None)
    if criteria.buyer is not None:
        without[Giving.BUYER] = replace(criteria, buyer=None)
    if len(without) > 1:
        without[Giving.ALL_LIMITS] = replace(
            criteria,
            max_value=None,
            min_value=None,
            within_miles=None,
            goes_miles=None,
            closes_after=None,
            closes_before=None,
            buyer=None,
        )
    return without


def missed_by(giving: Giving, found: Sequence[Match]) -> NearMiss | None:
    """How much that gives: what was found once it was lifted, at the nearest round limit.

    What lies elsewhere does not count, for then the place would have to give too. None if there is
    nothing.
    """
    within = [m for m in found if m.reach is not Reach.ELSEWHERE]
    if giving is Giving.DISTANCE:
        return _nearest([m.miles for m in found])
    if giving is Giving.MAX_VALUE:
        return _cheapest([m.opportunity.value.amount for m in within])
    return NearMiss(giving, len(within)) if within else None


def nearest_elsewhere(found: Sequence[Match]) -> NearMiss | None:
    """Within how many miles the nearest lie, where all is out of reach; None if none has miles."""
    return _nearest([m.miles for m in found])


def only_planned(states: Sequence[State]) -> NearMiss | None:
    """That all of what was found is only planned; None if something is open, or nothing found."""
    if not states or any(state is not State.PLANNED for state in states):
        return None
    return NearMiss(Giving.OPEN_NOW, len(states))


def of_wider_trade(trade: str, found: Sequence[Match]) -> NearMiss | None:
    """How many there are within reach for the trade that the one asked for is part of."""
    within = [m for m in found if m.reach is not Reach.ELSEWHERE]
    return NearMiss(Giving.TRADE, len(within), trade=trade) if within else None


def worth_telling(found: Sequence[NearMiss | None]) -> list[NearMiss]:
    """The first few; that everything gives is told only where nothing gives alone."""
    there = [one for one in found if one]
    alone = [one for one in there if one.giving is not Giving.ALL_LIMITS]
    return (alone or there)[:MOST_TOLD]


def _nearest(miles: Sequence[float | None]) -> NearMiss | None:
    known = [one for one in miles if one is not None]
    limit = next((step for step in MILES if any(one <= step for one in known)), None)
    if limit is None:
        return None
    return NearMiss(Giving.DISTANCE, sum(one <= limit for one in known), Decimal(limit))


def _cheapest(amounts: Sequence[Decimal | None]) -> NearMiss | None:
    """Up to the first round sum that lets something in; without a limit where none is enough."""
    known = [one for one in amounts if one is not None]
    if not known:
        return None
    limit = next((step for step in LIMITS if any(one <= step for one in known)), None)
    fitting = [one for one in known if limit is None or one <= limit]
    return NearMiss(Giving.MAX_VALUE, len(fitting), limit)
