"""Counts of alerts by quarters of an hour, of which nobody is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.opportunity import OpportunityId
from bot.domain.told_counts import SMALLEST, QuarterHour, ToldAt, quarter_hours

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
ONE, OTHER = OpportunityId("one"), OpportunityId("other")


def told(minutes: float, people: int, opportunity: OpportunityId = ONE) -> ToldAt:
    return ToldAt(NINE + timedelta(minutes=minutes), opportunity, people)


def test_what_was_told_within_a_quarter_of_an_hour_is_counted_together() -> None:
    found = quarter_hours([told(0, 20), told(14.99, 10), told(15, 7), told(3, 6, OTHER)])
    assert found == [
        QuarterHour(NINE + timedelta(minutes=15), 1, 7, 7),
        QuarterHour(NINE, 2, 36, 30),
    ]


def test_a_count_from_which_somebody_could_be_known_is_not_told() -> None:
    (few,) = quarter_hours([told(0, SMALLEST - 1, ONE), told(0, 1, OTHER)])
    assert (few.jobs, few.alerts, few.together) == (2, SMALLEST, None)
    (one,) = quarter_hours([told(0, 1)])
    assert (one.alerts, one.together) == (None, None)


def test_of_nothing_there_are_no_quarters() -> None:
    assert quarter_hours([]) == []
