"""Forecasts: a contract that ends will probably be bought again, and when to look."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

from bot.domain.money import NOT_STATED
from bot.domain.named_id import named_id
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Kind, Opportunity, OpportunityId

MONTHS_BEFORE_THE_END = 4
"""Months before a contract's end from which its buyer is taken to look again.

Doorstep's own rule, not the law's: a below-threshold competition takes a buyer some weeks to
prepare, some to run, and a new firm some to take over.
"""

_IDS = uuid.UUID("f3f0c8a2-0c63-4a0f-9d0e-3f7a1f4f2b1c")
_MONTHS_A_YEAR = 12
_CAN_COME_AGAIN = frozenset({Kind.TENDER, Kind.QUICK_QUOTE})


def forecast_of(awarded: Opportunity) -> Opportunity | None:
    """The forecast that an awarded contract gives ground for, or None.

    It needs an award that stands and the day on which the contract ends. What was bought, where
    and by whom is carried over; the value only as what it was. Nobody is named in it: neither
    the officer of the past notice nor the firm that won.
    """
    a = awarded
    if a.kind not in _CAN_COME_AGAIN or a.awarded_at is None or a.cancelled_at or a.ends_on is None:
        return None
    if a.ends_on <= a.awarded_at.date():
        return None
    return replace(
        a,
        id=OpportunityId(named_id(_IDS, a.id)),
        ocid=None,
        kind=Kind.RE_LET,
        value=a.value if a.value.is_stated else NOT_STATED,
        deadline=None,
        awarded_at=None,
        starts_on=None,
        procurement_method=None,
        above_threshold=None,
        suitable_for=frozenset(),
        reserved_for=None,
        how_to_respond=None,
        contact=None,
    )


def forecast_key(process_key: ProcessKey) -> ProcessKey:
    """The key under which the forecast that a process gives ground for is stored."""
    return ProcessKey(f"{process_key}/re-let")


def looks_again_from(forecast: Opportunity) -> date | None:
    """The first day of the month from which its buyer probably looks again."""
    if forecast.ends_on is None:
        return None
    months = forecast.ends_on.year * _MONTHS_A_YEAR + forecast.ends_on.month - 1
    year, month = divmod(months - MONTHS_BEFORE_THE_END, _MONTHS_A_YEAR)
    return date(year, month + 1, 1)
