"""Reminders: when somebody is told again of something they kept, before it closes."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.working_days import LONDON, is_working_day

DAYS_BEFORE = 3
"""Working days from the reminder to the deadline's own day, where there are so many."""

_AT = time(9)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminder:
    """That an owner is reminded of one opportunity; moments are aware."""

    owner: Owner
    opportunity: OpportunityId
    at: datetime
    deadline: datetime


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A deadline for a calendar; the same `uid` again replaces what was put in before."""

    uid: str
    title: str
    about: str
    url: str
    closes: datetime


def remind_at(
    deadline: datetime, now: datetime, holidays: AbstractSet[date], days: int = DAYS_BEFORE
) -> datetime | None:
    """Nine in the morning, in London, some working days before it closes; fewer if that is past.

    None where no morning is left on which somebody could still act: it closes today or is over.
    """
    closes = deadline.astimezone(LONDON).date()
    for count in range(days, 0, -1):
        moment = datetime.combine(_before(closes, count, holidays), _AT, LONDON).astimezone(UTC)
        if moment > now and moment < deadline:
            return moment
    return None


def _before(day: date, count: int, holidays: AbstractSet[date]) -> date:
    while count:
        day -= _A_DAY
        count -= is_working_day(day, holidays)
    return day
