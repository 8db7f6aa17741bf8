"""What a check-up makes of what it saw: each thing both ways, at the edges of its limits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.checkup import Noticed, Verdict, is_broken, ok, warning
from tests.checkup_cases import (
    ANSWERED,
    CASES,
    LIMITS,
    NOT_ALONE,
    NOT_OF_A_PART,
    NOW,
    TODAY,
    WAITING,
    complaints,
    days,
    law,
    of_reviews,
    of_settings,
)


@pytest.mark.parametrize("case", CASES)
def test_a_part_is_judged(case: str) -> None:
    verdict, noticed, looked = CASES[case]
    assert [(one.verdict, one.noticed) for one in looked()] == [(verdict, noticed)]


def test_everything_that_may_be_noticed_has_a_case() -> None:
    alone = {noticed for _, noticed, _ in CASES.values()}
    assert alone | set(NOT_ALONE) | set(NOT_OF_A_PART) == set(Noticed)


def test_of_several_texts_each_that_is_due_is_named_the_oldest_first() -> None:
    texts = [("New", TODAY), ("Old", TODAY - days(400)), ("Older", TODAY - days(500))]
    assert [one.facts["name"] for one in of_reviews(texts, TODAY, LIMITS)] == ["Older", "Old"]


def test_two_things_that_are_wrong_are_both_said() -> None:
    found = of_settings("0.0.0.0", "", NOW)
    assert [one.noticed for one in found] == [Noticed.CLOCK_FIXED, Noticed.NO_PUBLIC_ADDRESS]


def test_changes_of_the_law_stand_in_their_order() -> None:
    found = law(TODAY + days(300), TODAY + days(3), TODAY - days(3))
    assert [one.facts["day"] for one in found] == [TODAY + days(3), TODAY + days(300)]


def test_an_overdue_complaint_is_named_and_nobody_in_it() -> None:
    (found,) = complaints(NOW + days(1), WAITING)
    assert dict(found.facts) == {"reference": WAITING.id, "day": TODAY}


def test_a_complaint_that_was_to_be_deleted_is_named_and_one_that_was_not_is_not() -> None:
    kept = [one.noticed for one in complaints(datetime(2028, 11, 30, tzinfo=UTC), ANSWERED)]
    assert kept == [Noticed.COMPLAINTS_NONE]
    gone = list(complaints(datetime(2028, 12, 1, tzinfo=UTC), ANSWERED))
    assert [one.noticed for one in gone] == [Noticed.COMPLAINT_KEPT_LONG, Noticed.COMPLAINTS_NONE]
    assert gone[0].facts["reference"] == ANSWERED.id


def test_warnings_break_nothing() -> None:
    assert not is_broken([ok(Noticed.DISK_FINE), warning(Noticed.DISK_LOW)])
    assert is_broken([ok(Noticed.DISK_FINE), NOT_OF_A_PART[Noticed.DATABASE_AWAY]])
    assert list(Verdict) == ["ok", "unseen", "warning", "broken"]
