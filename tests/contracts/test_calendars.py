"""What every calendar of bank holidays promises."""

from __future__ import annotations

from datetime import date

import pytest

from bot.ports import BankHolidays
from connectors.notices.calendar import EnglishBankHolidays
from tests.fakes import FakeBankHolidays

YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture(params=[EnglishBankHolidays(), FakeBankHolidays()], ids=lambda c: type(c).__name__)
def calendar(request: pytest.FixtureRequest) -> BankHolidays:
    """Each calendar."""
    made: BankHolidays = request.param
    return made


def test_christmas_is_kept_every_year(calendar: BankHolidays) -> None:
    kept = calendar.between(date(2026, 1, 1), date(2030, 12, 31))
    assert {date(year, 12, 25) for year in range(2026, 2031)} <= kept


def test_only_days_of_the_span_are_told(calendar: BankHolidays) -> None:
    first, last = YEAR
    assert all(first <= day <= last for day in calendar.between(first, last))
    assert calendar.between(last, first) == frozenset()


def test_both_ends_are_within(calendar: BankHolidays) -> None:
    christmas = date(2026, 12, 25)
    assert calendar.between(christmas, christmas) == {christmas}


def test_england_keeps_easter_monday_and_substitute_days_but_not_saint_andrews() -> None:
    kept = EnglishBankHolidays().between(*YEAR)
    assert {date(2026, 4, 6), date(2026, 12, 28)} <= kept
    assert date(2026, 11, 30) not in kept
