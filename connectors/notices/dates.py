"""Moments as notices write them: with a zone, without one, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59, 59)

# Contracts Finder writes its "no date" as the first of January of the year 1.
_FIRST_BELIEVABLE_YEAR = 1990


def moment(text: object) -> datetime | None:
    """An ISO 8601 moment as aware UTC; without a zone it is London's. None if it is none."""
    return _moment(text) if isinstance(text, str) else None


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime | None:
    """The same moments are asked for again and again while one process is read."""
    try:
        read = _aware(datetime.fromisoformat(text.strip()))
        return read.astimezone(UTC) if read.year >= _FIRST_BELIEVABLE_YEAR else None
    except (ValueError, OverflowError):  # the last evening of the year 9999 has no UTC
        return None


def day_and_time(day: str, clock: str) -> datetime | None:
    """A moment from "21/11/2025" and "12:00" (London); the end of the day if there is no time."""
    try:
        on = datetime.strptime(day.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 - a date has no zone
        at = time.fromisoformat(clock.strip()) if clock.strip() else END_OF_DAY
    except ValueError:
        return None
    if on.year < _FIRST_BELIEVABLE_YEAR:
        return None
    return datetime.combine(on, at, LONDON).astimezone(UTC)


def london_day(at: datetime | None) -> date | None:
    """The calendar day in London of a moment."""
    return at.astimezone(LONDON).date() if at else None


def _aware(read: datetime) -> datetime:
    return read if read.tzinfo else read.replace(tzinfo=LONDON)
