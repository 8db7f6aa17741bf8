"""What owners say of how work went after a win, in their own words."""

from __future__ import annotations

import pytest

from bot.domain.after_winning import FollowUp, Side, Went, is_trouble, latest_open
from bot.domain.after_words import HowItWent, read_how_it_went
from bot.domain.introduction import IntroductionId
from tests.examples import NOW, in_days

W = Went


@pytest.mark.parametrize(
    ("text", "delivered", "paid"),
    [
        ("yes and yes", W.YES, W.YES),
        ("Yes to both", W.YES, W.YES),
        ("all good", W.YES, W.YES),
        ("done and paid on time", W.YES, W.YES),
        ("we finished it, paid within 2 weeks", W.YES, W.YES),
        ("the job is done but they haven't paid", W.YES, W.NO),
        ("done, still waiting for the money", W.YES, W.NO),
        ("finished but paid late", W.YES, W.LATE),
        ("They paid us after 45 days", None, W.LATE),
        ("it took them two months to be paid", None, W.LATE),
        ("paid after ten days", None, W.YES),
        ("all good, they paid in the end but after 8 weeks", W.YES, W.LATE),
        ("they paid and we finished it in 8 weeks", W.YES, W.YES),
        ("not paid yet", None, W.NO),
        ("no payment", None, W.NO),
        ("they still owe us £400", None, W.NO),
        ("paid half of it", None, W.PART),
        ("we haven't sent the invoice", None, W.NOT_YET),
        ("not invoiced yet", None, W.NOT_YET),
        ("not finished yet", W.NOT_YET, None),
        ("we start next week", W.NOT_YET, None),
        ("it starts next week", W.NOT_YET, None),
        ("half done", W.PART, None),
        ("nearly finished, not invoiced", W.PART, W.NOT_YET),
        ("ongoing", W.PART, None),
        ("they called it off", W.NO, None),
        ("it fell through and nobody paid us", W.NO, W.NO),
        ("hello", None, None),
        ("yes", None, None),
        ("no", None, None),
        ("find me cleaning work in B8", None, None),
    ],
)
def test_each_is_read_apart(text: str, delivered: Went | None, paid: Went | None) -> None:
    assert read_how_it_went(text) == HowItWent(delivered, paid)


def asked(days: int, **said: object) -> FollowUp:
    return FollowUp(IntroductionId("one"), days, Side.OWNER, in_days(days), **said)  # type: ignore[arg-type]


def test_the_question_that_was_put_last_is_the_one_that_waits() -> None:
    first, second = asked(30), asked(90)
    assert latest_open([]) is None
    assert latest_open([first]) == first
    assert latest_open([second, first]) == second
    assert latest_open([first, asked(90, answered_at=NOW)]) is None


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ({"paid": W.LATE}, True),
        ({"paid": W.NO}, True),
        ({"delivered": W.NO}, True),
        ({"delivered": W.YES, "paid": W.YES}, False),
        ({"delivered": W.PART, "paid": W.NOT_YET}, False),
        ({}, False),
    ],
)
def test_late_pay_and_work_that_fell_through_are_trouble(
    said: dict[str, Went], is_one: bool
) -> None:
    assert is_trouble(asked(30, **said)) is is_one
