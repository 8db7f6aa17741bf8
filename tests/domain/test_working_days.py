"""Working days left: no weekends, no bank holidays, and not the day that a midnight begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.working_days import LONDON, is_working_day, working_days_until

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


def on(day: date, hour: int = 12) -> datetime:
    """That hour of a day in London."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        (on(date(2026, 11, 23), 17), 0),
        (on(date(2026, 11, 24)), 1),
        (on(date(2026, 11, 27)), 4),
        (on(date(2026, 11, 29)), 4),
        (on(date(2026, 11, 30)), 5),
        (on(date(2026, 11, 30), 0), 4),
        (on(date(2026, 12, 29)), 24),
        (on(date(2026, 11, 20)), 0),
    ],
)
def test_a_deadline_leaves_so_many_working_days(deadline: datetime, days: int) -> None:
    assert working_days_until(deadline, MONDAY, CHRISTMAS) == days


def test_the_day_is_that_of_london() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert working_days_until(on(date(2026, 7, 1)), late, frozenset()) == 0


@given(MOMENTS, st.integers(0, 60), st.integers(0, 60))
def test_a_later_deadline_never_leaves_less(now: datetime, first: int, more: int) -> None:
    sooner, later = now + timedelta(days=first), now + timedelta(days=first + more)
    assert working_days_until(sooner, now, CHRISTMAS) <= working_days_until(later, now, CHRISTMAS)


@given(MOMENTS, st.integers(0, 90))
def test_there_are_never_more_than_five_in_seven(now: datetime, days: int) -> None:
    left = working_days_until(now + timedelta(days=days), now, frozenset())
    assert left <= 5 * (days // 7 + 1)


@given(st.dates())
def test_a_holiday_is_no_working_day(day: date) -> None:
    assert not is_working_day(day, {day})
