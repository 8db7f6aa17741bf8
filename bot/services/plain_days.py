"""Days as people write them, in London's calendar."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.working_days import LONDON


def day_of(moment: datetime) -> str:
    """As "Monday 16 November 2026"."""
    return plain_day(moment.astimezone(LONDON).date())


def plain_day(day: date) -> str:
    """As "Monday 16 November 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"
