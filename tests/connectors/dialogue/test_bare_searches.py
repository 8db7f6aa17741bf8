"""Who names a trade and little else looks for work; who surely does not is still turned away."""

from __future__ import annotations

import pytest

from connectors.dialogue.bare_searches import LIKELY_BESIDE, searches_first

ERRAND = [("out_of_scope", 0.6), ("find_opportunities", 0.1), ("greet", 0.05)]


@pytest.mark.parametrize(
    "masked", ["xtradex near xplacex", " xtradex  in  xplacex ", "any xtradex work?", "xtradex"]
)
def test_a_trade_and_a_place_alone_are_a_search(masked: str) -> None:
    assert searches_first(ERRAND, masked)[0][0] == "find_opportunities"


@pytest.mark.parametrize(
    "masked",
    ["is xplacex nice", "my xtradex broke the window", "where can i buy xtradex tools", ""],
)
def test_other_words_or_no_trade_leave_it_as_it_was(masked: str) -> None:
    assert searches_first(ERRAND, masked) == ERRAND


def test_a_search_nearly_as_likely_comes_first_and_the_errand_stays_behind_it() -> None:
    near = [("out_of_scope", 0.5), ("find_opportunities", 0.5 * LIKELY_BESIDE), ("greet", 0.1)]
    turned = searches_first(near, "my xtradex firm in xplacex")
    assert [goal for goal, _ in turned] == ["find_opportunities", "out_of_scope", "greet"]
    assert searches_first(near, "my firm in xplacex") == near


def test_what_is_no_errand_stands() -> None:
    other = [("refine_search", 0.5), ("find_opportunities", 0.4)]
    assert searches_first(other, "xtradex") == other
    assert searches_first([], "xtradex") == []


@pytest.mark.parametrize("masked", ["near xplacex", "xplacex", "round xplacex or xplacex please"])
def test_a_place_and_no_more_says_where_to_look(masked: str) -> None:
    turned = searches_first(ERRAND, masked)
    assert turned[0] == ("refine_search", 0.6)
    assert turned[1:] == ERRAND


def test_a_place_that_is_taken_for_a_search_stays_one() -> None:
    search = [("find_opportunities", 0.4), ("refine_search", 0.3)]
    assert searches_first(search, "in xplacex") == search
