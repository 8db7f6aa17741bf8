"""The bank holidays of England and Wales, and those of Scotland."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

_ENGLAND = holidays.country_holidays("GB", subdiv="ENG")
_SCOTLAND = holidays.country_holidays("GB", subdiv="SCT")


def is_bank_holiday(day: date, *, in_scotland: bool = False) -> bool:
    """Whether England and Wales, or Scotland, keep the day as a bank holiday."""
    return day in (_SCOTLAND if in_scotland else _ENGLAND)


class EnglishBankHolidays:
    """The bank holidays of England and Wales, years ahead."""

    def between(self, first: date, last: date) -> frozenset[date]:
        """The bank holidays from the first day to the last, both included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return frozenset(day for day in days if is_bank_holiday(day))
