"""What a search asks for, and how a later message changes it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Criteria
from tests.examples import ALUM_ROCK, BORDESLEY, in_days

MAYBE_POUNDS = st.none() | st.decimals(0, 10**6, places=2, allow_nan=False)
CRITERIA = st.builds(
    Criteria,
    words=st.sampled_from(["", "deep clean", "buffet"]),
    trades=st.sampled_from([(), ("cleaning",), ("catering", "cleaning")]),
    place=st.sampled_from([None, ALUM_ROCK, BORDESLEY]),
    min_value=MAYBE_POUNDS,
    max_value=MAYBE_POUNDS,
    buyer=st.sampled_from([None, "Eastside Council", "Westside Council"]),
    within_miles=st.none() | st.floats(0, 50),
    closes_after=st.sampled_from([None, in_days(3)]),
    closes_before=st.sampled_from([None, in_days(9)]),
    goes_miles=st.sampled_from([None, 7.0]),
)
FULL = Criteria("deep clean", ("cleaning",), ALUM_ROCK, Decimal(1), Decimal(9), "Eastside Council")


@given(CRITERIA)
def test_a_change_that_says_nothing_changes_nothing(asked: Criteria) -> None:
    assert asked.refined_by(Criteria()) == asked


@given(CRITERIA, CRITERIA)
def test_the_same_change_twice_is_the_change_once(asked: Criteria, change: Criteria) -> None:
    once = asked.refined_by(change)
    assert once.refined_by(change) == once


@given(CRITERIA, CRITERIA)
def test_what_the_change_says_stands(asked: Criteria, change: Criteria) -> None:
    refined = asked.refined_by(change)
    assert not change.trades or refined.trades == change.trades
    assert change.place is None or refined.place == change.place
    assert change.buyer is None or refined.buyer == change.buyer
    if change.names_a_value:
        assert (refined.min_value, refined.max_value) == (change.min_value, change.max_value)


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (Criteria(place=BORDESLEY), "trades"),
        (Criteria(trades=("catering",)), "place"),
        (Criteria(max_value=Decimal(5)), "place"),
        (Criteria(buyer="Westside Council"), "max_value"),
        (Criteria(words="urgent"), "words"),
    ],
)
def test_what_the_change_does_not_say_stays(change: Criteria, kept: str) -> None:
    assert getattr(FULL.refined_by(change), kept) == getattr(FULL, kept)


def test_a_new_upper_limit_takes_the_old_lower_one_away() -> None:
    refined = FULL.refined_by(Criteria(max_value=Decimal(5)))
    assert (refined.min_value, refined.max_value) == (None, Decimal(5))


def test_another_trade_brings_its_own_words() -> None:
    assert FULL.refined_by(Criteria("buffet", ("catering",))).words == "buffet"


@pytest.mark.parametrize("limit", ["min_value", "max_value"])
def test_a_limit_of_nought_is_a_limit(limit: str) -> None:
    assert Criteria(**{limit: Decimal(0)}).names_a_value  # type: ignore[arg-type]
    assert not Criteria().names_a_value
