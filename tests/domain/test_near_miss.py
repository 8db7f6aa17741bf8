"""Where nothing good is found, what would have to give is told in true counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Criteria
from bot.domain.matching import judge
from bot.domain.near_miss import (
    Giving,
    NearMiss,
    loosened,
    missed_by,
    nearest_elsewhere,
    of_wider_trade,
    only_planned,
    worth_telling,
)
from bot.domain.opportunity import State
from bot.domain.place import Reach
from bot.domain.remarks import Match
from tests.domain.guesses import MATCHES
from tests.examples import ALUM_ROCK, NOW, candidate, in_days, opportunity, pounds, wanted

LIMITED = Criteria(
    trades=("cleaning",),
    min_value=Decimal(1),
    max_value=Decimal(9),
    within_miles=2.0,
    closes_after=in_days(2),
    buyer="eastside council",
)


def match(amount: int | None = 20_000, **own: Any) -> Match:
    """A match near Alum Rock of that value, with facts of the candidate."""
    value = {} if amount is None else {"value": pounds(amount)}
    found = judge(candidate(opportunity(**value), **own), wanted(place=ALUM_ROCK), NOW)
    assert found is not None
    return found


def test_each_limit_is_lifted_alone_and_all_at_once() -> None:
    lifted = loosened(LIMITED)
    assert set(lifted) == {
        Giving.MAX_VALUE, Giving.MIN_VALUE, Giving.DISTANCE, Giving.CLOSING, Giving.BUYER,
        Giving.ALL_LIMITS,
    }  # fmt: skip
    assert lifted[Giving.MAX_VALUE] == replace(LIMITED, max_value=None)
    assert lifted[Giving.ALL_LIMITS] == Criteria(trades=("cleaning",))


def test_who_asked_for_no_limit_has_none_to_lift() -> None:
    assert loosened(Criteria(words="cleaning")) == {}


@pytest.mark.parametrize(
    ("amounts", "missed"),
    [
        ([28_000, 29_000, 48_000], NearMiss(Giving.MAX_VALUE, 2, Decimal(30_000))),
        ([50_000], NearMiss(Giving.MAX_VALUE, 1, Decimal(50_000))),
        ([2_000_000], NearMiss(Giving.MAX_VALUE, 1, None)),
        ([], None),
    ],
)
def test_a_value_gives_up_to_the_next_round_sum(
    amounts: list[int], missed: NearMiss | None
) -> None:
    assert missed_by(Giving.MAX_VALUE, [match(one) for one in amounts]) == missed


@pytest.mark.parametrize(
    ("miles", "missed"),
    [
        ([5.2, 5.9, 7.0], NearMiss(Giving.DISTANCE, 2, Decimal(6))),
        ([92.4], NearMiss(Giving.DISTANCE, 1, Decimal(100))),
        ([None], None),
        ([400.0], None),
    ],
)
def test_a_distance_gives_up_to_the_next_round_one(
    miles: list[float | None], missed: NearMiss | None
) -> None:
    found = [match(miles=one, reach=Reach.ELSEWHERE) for one in miles]
    assert missed_by(Giving.DISTANCE, found) == missed
    assert nearest_elsewhere(found) == missed


@given(st.lists(MATCHES, max_size=8), st.sampled_from(Giving))
def test_a_count_is_never_more_than_there_are(found: list[Match], giving: Giving) -> None:
    missed = missed_by(giving, found)
    assert missed is None or 0 < missed.count <= len(found)


@given(st.lists(MATCHES, max_size=8))
def test_what_is_counted_up_to_a_limit_keeps_it(found: list[Match]) -> None:
    missed = missed_by(Giving.MAX_VALUE, found)
    if missed and missed.upto is not None:
        within = [m for m in found if m.reach is not Reach.ELSEWHERE]
        amounts = [m.opportunity.value.amount for m in within]
        assert missed.count == sum(one is not None and one <= missed.upto for one in amounts)


def test_what_lies_elsewhere_does_not_count_where_the_place_stays() -> None:
    assert missed_by(Giving.BUYER, [match(reach=Reach.ELSEWHERE)]) is None
    assert of_wider_trade("cleaning", [match(reach=Reach.ELSEWHERE)]) is None
    assert of_wider_trade("cleaning", [match()]) == NearMiss(Giving.TRADE, 1, trade="cleaning")


@pytest.mark.parametrize(
    ("states", "missed"),
    [
        ([State.PLANNED, State.PLANNED], NearMiss(Giving.OPEN_NOW, 2)),
        ([State.PLANNED, State.OPEN], None),
        ([], None),
    ],
)
def test_only_what_is_all_planned_is_called_so(
    states: list[State], missed: NearMiss | None
) -> None:
    assert only_planned(states) == missed


def test_that_all_would_have_to_give_is_told_only_where_nothing_gives_alone() -> None:
    one, everything = NearMiss(Giving.BUYER, 2), NearMiss(Giving.ALL_LIMITS, 9)
    assert worth_telling([one, everything, None]) == [one]
    assert worth_telling([None, everything]) == [everything]
    assert worth_telling([one] * 5) == [one] * 3
