"""When a person may be told: quiet hours, days of peace and rounds, by London's clocks."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.subscription import Often, Rhythm

LONDON = ZoneInfo("Europe/London")
LONGEST_WAIT = timedelta(days=60)
"""So far ahead bank holidays must be known; longer nobody waits for a day that may be used."""

_A_DAY = timedelta(days=1)


def is_quiet(moment: datetime, rhythm: Rhythm, holidays: AbstractSet[date]) -> bool:
    """Whether nothing may be told at the moment (aware)."""
    here = moment.astimezone(LONDON)
    open_day = _may_be_used(here.date(), rhythm, holidays)
    return not (open_day and rhythm.opens <= here.time() < rhythm.closes)


def first_unquiet(after: datetime, rhythm: Rhythm, holidays: AbstractSet[date]) -> datetime:
    """The first moment, in UTC, from `after` on at which something may be told."""
    if not is_quiet(after, rhythm, holidays):
        return after.astimezone(UTC)
    day = after.astimezone(LONDON).date()
    opening = _opening(_next_day(day, rhythm, holidays), rhythm)
    return (
        opening if opening >= after else _opening(_next_day(day + _A_DAY, rhythm, holidays), rhythm)
    )


def next_round(after: datetime, rhythm: Rhythm, holidays: AbstractSet[date]) -> datetime:
    """When news that came at `after` is told by the rhythm, in UTC.

    At once is the first moment that is not quiet. A daily or weekly text comes when the day opens;
    where its day is one of peace it comes on the next that is not.
    """
    if rhythm.often is Often.AT_ONCE:
        return first_unquiet(after, rhythm, holidays)
    day = after.astimezone(LONDON).date()
    while True:
        due = _opening(_next_day(_day_of_round(day, rhythm), rhythm, holidays), rhythm)
        if due >= after:
            return due
        day = _day_of_round(day, rhythm) + _A_DAY


def _day_of_round(day: date, rhythm: Rhythm) -> date:
    if rhythm.often is Often.DAILY:
        return day
    return day + timedelta(days=(rhythm.weekday - day.weekday()) % 7)


def _next_day(day: date, rhythm: Rhythm, holidays: AbstractSet[date]) -> date:
    """The first day from that one on that may be used."""
    while not _may_be_used(day, rhythm, holidays):
        day += _A_DAY
    return day


def _may_be_used(day: date, rhythm: Rhythm, holidays: AbstractSet[date]) -> bool:
    return day.weekday() in rhythm.days and (rhythm.on_holidays or day not in holidays)


def _opening(day: date, rhythm: Rhythm) -> datetime:
    return datetime.combine(day, rhythm.opens, LONDON).astimezone(UTC)
