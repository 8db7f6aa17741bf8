"""Moments as notices write them, and what is none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.notices.dates import day_and_time, london_day, moment

NONE_AT_ALL = [
    None,
    5,
    True,
    [],
    {},
    "",
    "  ",
    "soon",
    "1",
    "2025-02-30",
    "2025-13-01T00:00:00Z",
    "21/11/2025",
    "2025-01-01T00:00:00+99:99",
]
BEYOND_BELIEF = ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+05:00", "1989-12-31T23:00:00Z"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-11-20T12:00:00Z", datetime(2025, 11, 20, 12, tzinfo=UTC)),
        (" 2025-11-20T12:00:00Z ", datetime(2025, 11, 20, 12, tzinfo=UTC)),
        ("2025-07-01T12:00:00+01:00", datetime(2025, 7, 1, 11, tzinfo=UTC)),
        ("2025-11-20T12:00:00.1234567Z", datetime(2025, 11, 20, 12, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_a_moment_with_a_zone_is_that_moment(written: str, meant: datetime) -> None:
    assert moment(written) == meant


def test_a_moment_without_a_zone_is_londons_in_summer_and_in_winter() -> None:
    assert moment("2025-07-01T12:00:00") == datetime(2025, 7, 1, 11, tzinfo=UTC)
    assert moment("2025-12-01T12:00:00") == datetime(2025, 12, 1, 12, tzinfo=UTC)


def test_a_day_alone_begins_at_midnight_in_london() -> None:
    assert moment("2025-07-01") == datetime(2025, 6, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize("written", NONE_AT_ALL)
def test_what_is_no_moment_is_none(written: object) -> None:
    assert moment(written) is None


@pytest.mark.parametrize("written", BEYOND_BELIEF)
def test_a_year_that_stands_for_no_date_is_none(written: str) -> None:
    assert moment(written) is None


@pytest.mark.parametrize("written", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+23:59"])
def test_a_moment_that_utc_cannot_hold_is_none(written: str) -> None:
    assert moment(written) is None


@given(st.one_of(st.text(), st.datetimes().map(datetime.isoformat), st.integers()))
def test_any_text_is_an_aware_moment_in_utc_or_none(written: object) -> None:
    read = moment(written)
    assert read is None or read.tzinfo is UTC


@pytest.mark.parametrize(
    ("day", "clock", "meant"),
    [
        ("21/11/2025", "12:00", datetime(2025, 11, 21, 12, tzinfo=UTC)),
        ("21/06/2025", "12:00", datetime(2025, 6, 21, 11, tzinfo=UTC)),
        (" 1/1/2026 ", " 09:30 ", datetime(2026, 1, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_day_and_a_time_of_the_export_are_londons(day: str, clock: str, meant: datetime) -> None:
    assert day_and_time(day, clock) == meant


def test_a_day_without_a_time_lasts_until_its_end() -> None:
    assert day_and_time("21/11/2025", "") == datetime(2025, 11, 21, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("01/01/1", ""),
        ("01/01/0001", "12:00"),
        ("31/02/2025", ""),
        ("", "12:00"),
        ("21/11/2025", "25:99"),
    ],
)
def test_a_day_that_is_none_is_none(day: str, clock: str) -> None:
    assert day_and_time(day, clock) is None


def test_the_calendar_day_is_londons_not_utcs() -> None:
    assert london_day(datetime(2025, 6, 30, 23, 30, tzinfo=UTC)) == date(2025, 7, 1)
    assert london_day(None) is None
