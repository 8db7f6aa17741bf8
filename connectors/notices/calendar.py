"""The bank holidays of England."""

from __future__ import annotations

from datetime import date

import holidays

_ENGLAND = holidays.country_holidays("GB", subdiv="ENG")


def is_bank_holiday(day: date) -> bool:
    """Whether England keeps the day as a bank holiday."""
    return day in _ENGLAND
