from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.domain.buyer_contact import Frequency
from bot.domain.digest import Week, missed
from bot.domain.errors import InvalidInputError

WEEK = Week.read("2026-W47")


def test_a_week_is_named_by_the_monday_on_which_its_digest_goes() -> None:
    assert Week(date(2026, 11, 16)) == WEEK
    assert Week.read(" 2026-w47 ") == WEEK
    assert WEEK.name == "2026-W47"


@pytest.mark.parametrize("written", ["2026-47", "2026-W54", "2026-W00", "W47", "", "x" * 99])
def test_what_is_no_week_is_refused_with_how_to_write_one(written: str) -> None:
    with pytest.raises(InvalidInputError, match="2026-W47"):
        Week.read(written)


def test_weeks_follow_each_other_without_a_gap_or_an_overlap_also_when_the_clocks_change() -> None:
    week = Week.read("2026-W45")
    for _ in range(60):
        assert week.first == week.before.goes_at
        assert week.goes_at - week.first in {timedelta(days=7, hours=h) for h in (-1, 0, 1)}
        week = week.before


@pytest.mark.parametrize(("name", "hour"), [("2026-W47", 8), ("2026-W30", 7)])
def test_it_goes_at_eight_of_londons_clocks(name: str, hour: int) -> None:
    assert Week.read(name).goes_at.astimezone(UTC).hour == hour


@pytest.mark.parametrize(
    ("now", "week"),
    [
        (datetime(2026, 11, 16, 7, 59, tzinfo=UTC), "2026-W46"),
        (datetime(2026, 11, 16, 8, 0, tzinfo=UTC), "2026-W47"),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "2026-W47"),
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "2026-W53"),
        (datetime(2026, 5, 25, 7, 30, tzinfo=UTC), "2026-W22"),
    ],
)
def test_the_last_one_due_is_the_monday_before_a_bank_holiday_or_not(
    now: datetime, week: str
) -> None:
    assert Week.last_due(now).name == week


def test_weeks_that_were_missed_are_owed_the_oldest_first() -> None:
    assert [one.name for one in missed(Week.read("2026-W44"), WEEK)] == [
        "2026-W45",
        "2026-W46",
        "2026-W47",
    ]
    assert list(missed(WEEK, WEEK)) == []
    assert list(missed(None, WEEK)) == [WEEK]


def test_it_is_not_made_up_for_longer_than_anybody_would_read() -> None:
    owed = list(missed(Week.read("2024-W01"), WEEK))
    assert (owed[0].name, owed[-1].name, len(owed)) == ("2026-W39", "2026-W47", 9)


def weeks_of(frequency: Frequency) -> list[str]:
    days = (date(2026, 10, 5) + timedelta(days=7 * n) for n in range(9))
    return [Week(day).name for day in days if Week(day).is_due(frequency)]


def test_each_gets_it_as_often_as_it_wants() -> None:
    assert len(weeks_of(Frequency.WEEKLY)) == 9
    assert weeks_of(Frequency.MONTHLY) == ["2026-W41", "2026-W45"]
    assert weeks_of(Frequency.PAUSED) == []
    every_other = weeks_of(Frequency.FORTNIGHTLY)
    assert len(every_other) in {4, 5}
    assert all(int(b[-2:]) - int(a[-2:]) == 2 for a, b in pairwise(every_other))


def test_a_fortnight_goes_on_over_a_year_of_53_weeks() -> None:
    days = [date(2026, 12, 14) + timedelta(days=7 * n) for n in range(6)]
    due = [Week(day).is_due(Frequency.FORTNIGHTLY) for day in days]
    assert due in ([True, False] * 3, [False, True] * 3)
