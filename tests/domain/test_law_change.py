"""The log of what changed in the law."""

from __future__ import annotations

from datetime import date

from bot.domain.law_change import LawChange, changes_until
from bot.domain.threshold_table import LegalSource


def change(day: date, plain: str = "Now {sub_central_limit}.") -> LawChange:
    return LawChange("New limits", plain, LegalSource("An Act", "s", "https://example.org", day))


ACT, LIMITS, TO_COME = (
    change(date(2025, 2, 24)),
    change(date(2026, 1, 1), "From {sub_central_limit_before} to {sub_central_limit}."),
    change(date(2028, 1, 1)),
)


def test_a_figure_is_that_of_the_day_and_the_one_before_that_of_the_day_before() -> None:
    assert LIMITS.said == "From £214,904 to £207,720."


def test_those_to_come_are_not_told_and_the_latest_comes_first() -> None:
    told = changes_until([ACT, TO_COME, LIMITS], date(2026, 11, 25), most=5)
    assert told == [LIMITS, ACT]


def test_a_change_holds_on_its_first_day() -> None:
    assert changes_until([ACT], date(2025, 2, 24), most=5) == [ACT]
    assert changes_until([ACT], date(2025, 2, 23), most=5) == []


def test_no_more_are_told_than_asked_for() -> None:
    assert changes_until([ACT, LIMITS], date(2026, 11, 25), most=1) == [LIMITS]
