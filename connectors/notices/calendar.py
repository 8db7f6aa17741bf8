"""The bank holidays of England and Wales, and those of Scotland.

Those of some decades stand in a table that the library `holidays` wrote, as to load the library
takes a fifth of a second: `python -m connectors.notices.calendar`. Other years are asked of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

ENGLAND, SCOTLAND = "ENG", "SCT"
TABLE = Path(__file__).with_name("bank_holidays.txt")
FIRST_YEAR, LAST_YEAR = 1990, 2060


def is_bank_holiday(day: date, *, in_scotland: bool = False) -> bool:
    """Whether England and Wales, or Scotland, keep the day as a bank holiday."""
    where = SCOTLAND if in_scotland else ENGLAND
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day.isoformat() in _table()[where]
    return day in _of_year(day.year, where)


class EnglishBankHolidays:
    """The bank holidays of England and Wales, years ahead."""

    def between(self, first: date, last: date) -> frozenset[date]:
        """The bank holidays from the first day to the last, both included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return frozenset(day for day in days if is_bank_holiday(day))


def table_of(first: int, last: int) -> Iterator[str]:
    """A line for each year and country, from the library: country and days."""
    for year in range(first, last + 1):
        for where in (ENGLAND, SCOTLAND):
            yield " ".join([where, *(day.isoformat() for day in sorted(_of_year(year, where)))])


@cache
def _of_year(year: int, where: str) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - it loads the calendars of all countries

    return frozenset(holidays.country_holidays("GB", subdiv=where, years=year))


@cache
def _table() -> dict[str, frozenset[str]]:
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return {
        where: frozenset(day for of, *days in lines if of == where for day in days)
        for where in (ENGLAND, SCOTLAND)
    }


if __name__ == "__main__":
    TABLE.write_text("\n".join(table_of(FIRST_YEAR, LAST_YEAR)) + "\n", encoding="utf-8")
