"""What would have to give is counted by searching again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.domain.conversation import Criteria
from bot.domain.opportunity import Kind, Opportunity
from bot.domain.place import Coverage
from bot.domain.trade import Trades
from bot.services.tell_near_misses import TellNearMisses
from connectors.text.phrasebook import Phrasebook
from tests.examples import ALUM_ROCK, BORDESLEY, CLEANING, LEEDS, WINDOWS, opportunity, pounds
from tests.running import ROOT
from tests.services.desk import TALK, Desk

PHRASES = Phrasebook(ROOT / "content" / "phrases")
ASKED = Criteria(trades=("cleaning",), place=ALUM_ROCK)
FAR = Coverage("LS1 1AA", LEEDS)


def told(stored: list[Opportunity], **asked: Any) -> list[str]:
    """What is told after a search with these criteria."""
    desk = Desk(*stored)
    tell = TellNearMisses(desk.find, Trades([CLEANING, WINDOWS]), PHRASES, desk.clock)
    criteria = Criteria(**({"trades": ("cleaning",), "place": ALUM_ROCK} | asked))
    return tell.lines(tell.of(desk.find.find(TALK, criteria)))


def ways(stored: list[Opportunity], **asked: Any) -> list[tuple[str, str]]:
    """What can be pressed after such a search, and what it means."""
    desk = Desk(*stored)
    tell = TellNearMisses(desk.find, Trades([CLEANING, WINDOWS]), PHRASES, desk.clock)
    criteria = Criteria(**({"trades": ("cleaning",), "place": ALUM_ROCK} | asked))
    found = tell.ways(tell.of(desk.find.find(TALK, criteria)))
    return [(one.label, one.payload) for one in found]


def job(name: str, amount: int = 20_000, **facts: Any) -> Opportunity:
    """A cleaning job of that value."""
    return opportunity(name, value=pounds(amount), **facts)


def test_where_something_good_is_found_nothing_has_to_give() -> None:
    assert told([job("a")]) == []


def test_none_under_a_sum_is_followed_by_what_there_is_under_a_larger_one() -> None:
    found = told([job("a", 45_000), job("b", 48_000)], max_value=Decimal(20_000))
    assert found == ["Worth up to £50,000: 2"]


def test_none_near_is_followed_by_how_far_the_nearest_are() -> None:
    assert told([job("a", coverage=FAR)]) == ["Within 100 miles: 1"]


def test_none_within_some_miles_is_followed_by_what_there_is_within_more() -> None:
    near = Coverage("B9 4AA", BORDESLEY.point)
    assert told([job("a", coverage=near)], within_miles=0.1) == ["Within 2 miles: 1"]


def test_none_from_a_buyer_is_followed_by_what_others_want() -> None:
    assert told([job("a")], buyer="westside council") == ["From other buyers: 1"]


def test_none_for_a_part_of_a_trade_is_followed_by_the_whole() -> None:
    found = told([job("a", title="Cleaning of halls")], trades=("window cleaning",))
    assert found == ["For cleaning as a whole: 1"]


def test_where_all_is_only_planned_it_says_so() -> None:
    found = told([job("a", kind=Kind.PLANNED, deadline=None)])
    assert found == ["Nothing is open now, but planned: 1"]


def test_who_asked_for_what_is_planned_is_not_told_that_it_is() -> None:
    assert told([job("a", kind=Kind.PLANNED, deadline=None)], coming_up=True) == []


@pytest.mark.parametrize(
    "stored", [[], [opportunity("a", title="Catering", description="x", cpv=())]]
)
def test_where_nothing_helps_nothing_is_told(stored: list[Opportunity]) -> None:
    assert told(stored, max_value=Decimal(5)) == []


def test_a_wider_trade_and_a_larger_sum_are_one_press_away() -> None:
    wider = ways([job("a", title="Cleaning of halls")], trades=("window cleaning",))
    assert wider == [("Show cleaning", '/refine_search{"trade": "cleaning"}')]
    dearer = ways([job("a", 45_000)], max_value=Decimal(20_000))
    assert dearer == [("Up to £50,000", '/refine_search{"max_value": 50000.0}')]
    assert ways([job("a")]) == []
