"""The table of bank holidays is the library's; of other years the library is asked."""

from __future__ import annotations

from datetime import date

import pytest

from connectors.notices import calendar
from connectors.notices.calendar import is_bank_holiday


def test_the_table_is_what_the_library_writes() -> None:
    written = calendar.TABLE.read_text(encoding="utf-8").splitlines()
    assert written == list(calendar.table_of(calendar.FIRST_YEAR, calendar.LAST_YEAR))


@pytest.mark.parametrize("year", [1985, 2026, 2085])
def test_a_bank_holiday_is_known_in_any_year(year: int) -> None:
    assert is_bank_holiday(date(year, 12, 25))
    assert not is_bank_holiday(date(year, 11, 5))
