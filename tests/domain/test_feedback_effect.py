"""What feedback changes in what its owner is shown next."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.feedback import Feedback, Seen, Verdict, Why
from bot.domain.feedback_effect import (
    LEAST,
    LONGEST_NOTICE,
    effect_on,
    effect_told,
    heeded,
    leaning_of,
    short_title,
    with_effect,
)
from bot.domain.match import Case
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.place import Reach
from bot.domain.remarks import Match
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

BIG = Seen("Cleaning of a hospital", amount=Decimal(81_500))
FAR = Seen("Cleaning in Solihull", miles=6.04)
LATE = Seen("Cleaning this week", working_days=4)
WRONG = Seen("Gritting of roads and paths", kinds=("90620000",))


def match(one: Opportunity | None = None, score: float = 0.8, **facts: Any) -> Match:
    """A match for an owner in Bordesley Green who cleans."""
    found = candidate(one or opportunity(), **facts)
    return Match(Case(found, wanted(CLEANING, place=BORDESLEY), None, Reach.NEAR, 20, NOW), score)


def no(why: Why, seen: Seen, name: str = "refused") -> Feedback:
    return Feedback(OpportunityId(name), Verdict.NOT_FOR_ME, NOW, why, "", seen)


def liked(seen: Seen, name: str = "liked") -> Feedback:
    return Feedback(OpportunityId(name), Verdict.INTERESTED, NOW, None, "", seen)


def keys(changed: Match) -> list[str]:
    return [one.key for one in changed.said]


def test_without_feedback_nothing_changes() -> None:
    found = [match(opportunity("a"), 0.5), match(opportunity("b"), 0.9)]
    assert heeded(found, leaning_of([])) == found


def test_what_is_not_for_them_is_not_shown_again() -> None:
    refused = Feedback(OpportunityId("a"), Verdict.NOT_FOR_ME, NOW)
    left = heeded([match(opportunity("a")), match(opportunity("b"))], leaning_of([refused]))
    assert [m.opportunity.id for m in left] == ["b"]


@pytest.mark.parametrize(
    ("amount", "counts_less"), [(81_500, True), (200_000, True), (81_499, False)]
)
def test_too_big_counts_against_what_is_as_big_or_bigger(amount: int, counts_less: bool) -> None:
    changed = with_effect(
        match(opportunity(value=pounds(amount))), leaning_of([no(Why.TOO_BIG, BIG)])
    )
    assert (changed.score < 0.8) is counts_less
    assert ("against.said_too_big" in [one.key for one in changed.against]) is counts_less


@pytest.mark.parametrize(("miles", "counts_less"), [(6.04, True), (9.0, True), (6.0, False)])
def test_too_far_counts_against_what_is_as_far_or_farther(miles: float, counts_less: bool) -> None:
    changed = with_effect(match(miles=miles), leaning_of([no(Why.TOO_FAR, FAR)]))
    assert keys(changed) == (["against.said_too_far"] if counts_less else [])


@pytest.mark.parametrize(("days", "counts_less"), [(3, True), (4, True), (14, False)])
def test_too_late_counts_against_what_closes_as_soon(days: int, counts_less: bool) -> None:
    changed = with_effect(
        match(opportunity(deadline=in_days(days))), leaning_of([no(Why.TOO_LATE, LATE)])
    )
    assert keys(changed) == (["against.said_too_late"] if counts_less else [])


def test_however_long_was_too_late_a_month_is_not() -> None:
    leaning = leaning_of([no(Why.TOO_LATE, Seen(working_days=60))])
    assert keys(with_effect(match(opportunity(deadline=in_days(30))), leaning)) == []
    assert effect_told(Why.TOO_LATE, leaning).facts == {"working": LONGEST_NOTICE}


@pytest.mark.parametrize(
    ("code", "counts_less"),
    [("90620000", True), ("90621000", True), ("90910000", False), ("90600000", False)],
)
def test_the_wrong_trade_counts_against_work_of_that_code_or_below(
    code: str, counts_less: bool
) -> None:
    changed = with_effect(
        match(opportunity(cpv=cpv(code))), leaning_of([no(Why.WRONG_TRADE, WRONG)])
    )
    assert keys(changed) == (["against.said_wrong_trade"] if counts_less else [])


def test_where_its_code_was_searched_for_the_wrong_trade_is_known_by_its_title() -> None:
    leaning = leaning_of([no(Why.WRONG_TRADE, Seen("Asbestos removal from garages"))])
    alike = match(opportunity(title="Removal of asbestos, council garages"))
    other = match(opportunity(title="Cleaning of council garages"))
    assert keys(with_effect(alike, leaning)) == ["against.said_wrong_trade"]
    assert keys(with_effect(other, leaning)) == []


def test_the_work_searched_for_is_no_likeness() -> None:
    leaning = leaning_of([no(Why.WRONG_TRADE, Seen("Cleaning services"))])
    assert keys(with_effect(match(opportunity(title="Cleaning services")), leaning)) == []


@pytest.mark.parametrize(
    ("refusal", "like"),
    [
        (no(Why.TOO_BIG, BIG), Seen(amount=Decimal(90_000))),
        (no(Why.TOO_FAR, FAR), Seen(miles=7.0)),
        (no(Why.TOO_LATE, LATE), Seen(working_days=2)),
        (no(Why.WRONG_TRADE, WRONG), Seen(kinds=("90620000",))),
    ],
)
def test_who_likes_one_beyond_a_limit_lifts_it(refusal: Feedback, like: Seen) -> None:
    beyond = opportunity(value=pounds(95_000), deadline=in_days(2), cpv=cpv("90620000"))
    leaning = leaning_of([refusal, liked(like)])
    assert keys(with_effect(match(beyond, miles=9.0), leaning)) == []


def test_taking_it_back_lifts_what_it_set() -> None:
    back = Feedback(OpportunityId("refused"), Verdict.TAKEN_BACK, NOW)
    assert leaning_of([no(Why.TOO_BIG, BIG), back]) == leaning_of([])


def test_what_they_liked_themselves_counts_in_full() -> None:
    leaning = leaning_of([no(Why.TOO_BIG, BIG), liked(Seen(), name="one")])
    big = match(opportunity(value=pounds(500_000)))
    assert effect_on(big, leaning).factor == 1.0


def test_the_smaller_of_two_that_were_too_big_is_the_limit() -> None:
    small = Seen(amount=Decimal(30_000))
    leaning = leaning_of([no(Why.TOO_BIG, small, "a"), no(Why.TOO_BIG, BIG, "b")])
    assert effect_told(Why.TOO_BIG, leaning).facts == {"pounds": Decimal(30_000)}


@pytest.mark.parametrize(
    ("why", "seen", "facts"),
    [
        (Why.TOO_BIG, BIG, {"pounds": Decimal(82_000)}),
        (Why.TOO_FAR, FAR, {"miles": 6.0}),
        (Why.TOO_LATE, LATE, {"working": 4}),
        (Why.WRONG_TRADE, WRONG, {"title": WRONG.title}),
        (Why.TOO_BIG, Seen(), {}),
        (Why.TOO_FAR, Seen(), {}),
        (Why.OTHER, BIG, {}),
    ],
)
def test_what_changes_is_told_with_its_limit(
    why: Why, seen: Seen, facts: dict[str, object]
) -> None:
    told = effect_told(why, leaning_of([no(why, seen)]))
    assert told.facts == facts
    assert told.key == (f"effect.{why}" if facts else f"effect.none.{why}")


def test_a_long_title_is_cut_at_a_word() -> None:
    assert short_title("Cleaning " * 12) == "Cleaning Cleaning Cleaning Cleaning Cleaning Cleaning…"


SEEN = st.builds(
    Seen,
    title=st.sampled_from(["Cleaning of a primary school", "Gritting of roads and paths", ""]),
    kinds=st.sampled_from([(), ("90910000",), ("90620000",)]),
    amount=st.none() | st.decimals(min_value=1, max_value=10**7, places=2),
    miles=st.none() | st.floats(0, 300),
    working_days=st.none() | st.integers(0, 90),
)
FEEDBACK = st.builds(
    Feedback,
    opportunity=st.sampled_from([OpportunityId(name) for name in ("a", "b", "c", "one")]),
    verdict=st.sampled_from(Verdict),
    at=st.just(NOW),
    why=st.none() | st.sampled_from(Why),
    seen=SEEN,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(FEEDBACK, max_size=8), st.integers(1, 10**6), st.floats(0, 50))
def test_whatever_was_said_an_effect_is_bounded_and_says_why(
    history: list[Feedback], amount: int, miles: float
) -> None:
    leaning = leaning_of(history)
    effect = effect_on(match(opportunity(value=pounds(amount)), miles=miles), leaning)
    assert LEAST <= effect.factor <= 1
    assert (effect.factor < 1) == bool(effect.remarks)


@settings(max_examples=200, deadline=None)
@given(st.lists(FEEDBACK, max_size=8))
def test_whatever_was_said_taking_all_of_it_back_changes_nothing(history: list[Feedback]) -> None:
    back = [Feedback(one.opportunity, Verdict.TAKEN_BACK, NOW) for one in history]
    assert leaning_of([*history, *back]) == leaning_of([])
