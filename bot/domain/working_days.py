"""Counts working days: no Saturday, no Sunday, no bank holiday; a deadline's own day counts."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_SATURDAY = 5
_MOMENT = timedelta(microseconds=1)


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Whether offices are open on the day."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_until(deadline: datetime, now: datetime, holidays: AbstractSet[date]) -> int:
    """Working days after today up to the deadline (both aware), as London counts them.

    The deadline itself is too late, so one at midnight does not give the day that it begins.
    """
    today = now.astimezone(LONDON).date()
    last = (deadline.astimezone(LONDON) - _MOMENT).date()
    days = (today + timedelta(days=n) for n in range(1, (last - today).days + 1))
    return sum(is_working_day(day, holidays) for day in days)
