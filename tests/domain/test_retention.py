from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.retention import Retention, Rule
from tests.examples import NOW


def test_days_are_whole_days() -> None:
    assert Rule("x", days=90).ended_at(NOW) == NOW - timedelta(days=90)


@pytest.mark.parametrize(
    ("now", "months", "back"),
    [
        (datetime(2026, 11, 25, 9, tzinfo=UTC), 12, datetime(2025, 11, 25, 9, tzinfo=UTC)),
        (datetime(2026, 11, 25, 9, tzinfo=UTC), 24, datetime(2024, 11, 25, 9, tzinfo=UTC)),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), 1, datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), 12, datetime(2027, 2, 28, 9, tzinfo=UTC)),
        (datetime(2026, 1, 5, 9, tzinfo=UTC), 1, datetime(2025, 12, 5, 9, tzinfo=UTC)),
    ],
)
def test_months_are_the_calendars(now: datetime, months: int, back: datetime) -> None:
    assert Rule("x", months=months).ended_at(now) == back


def test_the_hour_is_londons_across_a_change_of_the_clocks() -> None:
    summer = datetime(2026, 4, 10, 8, tzinfo=UTC)  # nine in London
    assert Rule("x", months=1).ended_at(summer) == datetime(2026, 3, 10, 9, tzinfo=UTC)


def test_a_rule_is_found_by_what_it_is_for() -> None:
    rules = Retention([Rule("a", days=1), Rule("b", months=1)])
    assert rules["b"].months == 1
    assert [rule.of for rule in rules.all] == ["a", "b"]
    with pytest.raises(KeyError):
        rules["c"]
