"""What an owner thinks of an opportunity, and what may be learnt of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.consent import Answer, Channel, Consent, Purpose, given
from bot.domain.feedback import (
    Feedback,
    Lesson,
    Seen,
    Verdict,
    Why,
    lessons_of,
    seen_of,
    standing,
)
from bot.domain.matching import judge, trade_fit
from bot.domain.money import NOT_STATED, Value
from bot.domain.opportunity import Kind, Opportunity, OpportunityId
from bot.domain.trade import PlainText
from tests.examples import (
    BORDESLEY,
    CLEANING,
    NOW,
    candidate,
    cpv,
    in_days,
    opportunity,
    pounds,
    wanted,
)

SCHOOL, DEPOT = OpportunityId("school"), OpportunityId("depot")


def said(verdict: Verdict, of: OpportunityId = SCHOOL, why: Why | None = None) -> Feedback:
    return Feedback(of, verdict, NOW, why)


def test_the_last_word_on_each_opportunity_stands() -> None:
    history = [said(Verdict.NOT_FOR_ME), said(Verdict.WON, DEPOT), said(Verdict.INTERESTED)]
    stands = standing(history)
    assert {key: one.verdict for key, one in stands.items()} == {
        DEPOT: Verdict.WON,
        SCHOOL: Verdict.INTERESTED,
    }
    assert list(stands) == [DEPOT, SCHOOL], "the one spoken of last comes last"


def test_what_was_taken_back_does_not_stand() -> None:
    assert standing([said(Verdict.NOT_FOR_ME), said(Verdict.TAKEN_BACK)]) == {}


@pytest.mark.parametrize(
    ("verdict", "why", "hides"),
    [
        (Verdict.NOT_FOR_ME, None, True),
        (Verdict.REPORTED, Why.CLOSED, True),
        (Verdict.REPORTED, Why.DUPLICATE, True),
        (Verdict.REPORTED, Why.WRONG_FACTS, False),
        (Verdict.INTERESTED, None, False),
        (Verdict.LOST, None, False),
    ],
)
def test_only_what_is_not_for_them_or_is_gone_is_hidden(
    verdict: Verdict, why: Why | None, hides: bool
) -> None:
    assert said(verdict, why=why).hides is hides


def test_what_ranking_knew_is_kept_with_it() -> None:
    one = opportunity(cpv=cpv("90910000", "90620000"), deadline=in_days(10))
    match = judge(candidate(one, miles=2.25, fits=()), wanted(place=BORDESLEY, words="school"), NOW)
    seen = seen_of(one, match)
    assert (seen.amount, seen.miles, seen.working_days) == (Decimal(20_000), 2.25, 8)
    assert seen.title == one.title
    assert seen.score == pytest.approx(match.score if match else None, abs=1e-4)
    assert seen.features


def test_the_kinds_of_work_searched_for_are_not_what_was_wrong_with_it() -> None:
    one = opportunity(cpv=cpv("90910000", "90620000"))
    by_words = judge(candidate(one), wanted(words="school"), NOW)
    assert seen_of(one, by_words).kinds == ("90910000", "90620000")
    fit = trade_fit(one, PlainText(one.title), PlainText(one.description), CLEANING)
    assert fit is not None
    found = judge(candidate(one, fits=(fit,)), wanted(CLEANING), NOW)
    assert seen_of(one, found).kinds == ("90620000",)
    assert seen_of(one, found).trades == ("cleaning",)


def test_miles_are_kept_only_from_a_place_that_was_named() -> None:
    match = judge(candidate(opportunity(), miles=2.0), wanted(words="school"), NOW)
    assert seen_of(opportunity(), match).miles is None


@pytest.mark.parametrize(
    "one",
    [
        opportunity(value=NOT_STATED),
        opportunity(value=Value(Decimal(9_000_000), currency="EUR")),
        opportunity(value=pounds(9_000_000), kind=Kind.OPEN_FRAMEWORK),
    ],
)
def test_a_value_that_is_no_one_firms_in_pounds_sets_no_limit(one: Opportunity) -> None:
    assert seen_of(one, None).amount is None


def test_a_lesson_tells_nothing_of_whose_it_was() -> None:
    seen = Seen(title="Cleaning", trades=("cleaning",), miles=2.4, score=0.5)
    told = Feedback(SCHOOL, Verdict.NOT_FOR_ME, NOW, Why.TOO_FAR, "my mum lives there", seen)
    kept = Seen(trades=("cleaning",), miles=2.0, score=0.5)
    expected = Lesson(SCHOOL, Verdict.NOT_FOR_ME, Why.TOO_FAR, kept, "2026-11", "v1")
    assert lessons_of([told], "v1") == [expected]


def test_of_a_change_of_mind_only_the_last_word_is_a_lesson() -> None:
    lessons = lessons_of([said(Verdict.NOT_FOR_ME), said(Verdict.INTERESTED)], "v1")
    assert [one.verdict for one in lessons] == [Verdict.INTERESTED]
    assert lessons_of([said(Verdict.INTERESTED), said(Verdict.TAKEN_BACK)], "v1") == []


def step(answer: Answer) -> Consent:
    return Consent(Purpose.LEARNING, answer, "May we?", "1", Channel.WEB_CHAT, NOW)


@pytest.mark.parametrize(
    ("answers", "holds"),
    [
        ([], False),
        ([Answer.ASKED], False),
        ([Answer.ASKED, Answer.NO], False),
        ([Answer.ASKED, Answer.YES], True),
        ([Answer.ASKED, Answer.YES, Answer.WITHDRAWN], False),
        ([Answer.ASKED, Answer.NO, Answer.YES], True),
    ],
)
def test_only_a_yes_that_stands_is_a_consent(answers: list[Answer], holds: bool) -> None:
    assert (given([step(one) for one in answers]) is not None) is holds
