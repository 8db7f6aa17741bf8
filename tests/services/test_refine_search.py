"""Narrowing and changing a list."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.conversation import Criteria
from bot.domain.money import NOT_STATED
from bot.domain.opportunity import Opportunity
from bot.domain.place import Coverage, Point
from tests.examples import ALUM_ROCK, BORDESLEY, cpv, in_days, opportunity, pounds
from tests.services.desk import TALK, Desk, ids

CLEANING = Criteria(trades=("cleaning",), place=ALUM_ROCK)


def at(miles: float) -> Coverage:
    """A place so many miles north of Alum Rock."""
    assert ALUM_ROCK.point is not None
    middle = ALUM_ROCK.point
    return Coverage("B9 4AA", Point(middle.latitude + miles / 69.09, middle.longitude))


def job(name: str, pounds_: int | None, miles: float = 1, days: float = 20) -> Opportunity:
    """A cleaning job."""
    value = NOT_STATED if pounds_ is None else pounds(pounds_)
    return opportunity(name, value=value, coverage=at(miles), deadline=in_days(days))


def searched(*jobs: Opportunity) -> Desk:
    """A desk at which the jobs were looked for."""
    desk = Desk(*jobs)
    desk.find.find(TALK, CLEANING)
    return desk


@pytest.mark.parametrize(
    ("word", "left"),
    [("cheaper", {"small"}), ("larger", {"large"})],
)
def test_cheaper_and_larger_are_meant_against_the_middle_of_those_shown(
    word: str, left: set[str]
) -> None:
    desk = searched(job("small", 1_000), job("middle", 5_000), job("large", 9_000))
    assert set(ids(desk.refine.refine(TALK, Criteria(), f"something {word}"))) == left


def test_cheaper_again_is_cheaper_still() -> None:
    desk = searched(*(job(f"{n}000", n * 1_000, days=30 - n) for n in range(1, 6)))
    first = desk.refine.refine(TALK, Criteria(), "cheaper")
    assert ids(first) == ["3000", "2000", "1000"]
    second = desk.refine.refine(TALK, Criteria(), "cheaper")
    assert ids(second) == ["1000"]


def test_nearer_is_meant_against_the_farthest_shown() -> None:
    desk = searched(job("door", 5, miles=0.5), job("near", 5, miles=2), job("far", 5, miles=9))
    assert set(ids(desk.refine.refine(TALK, Criteria(), "nearer"))) == {"door", "near"}


def test_later_is_meant_against_the_earliest_deadline() -> None:
    desk = searched(job("soon", 5, days=9), job("late", 5, days=20), job("later", 5, days=30))
    assert set(ids(desk.refine.refine(TALK, Criteria(), "later"))) == {"late", "later"}


def test_a_sum_that_is_named_stands_over_the_word() -> None:
    desk = searched(job("small", 1_000), job("large", 9_000))
    change = Criteria(max_value=Decimal(9_500))
    page = desk.refine.refine(TALK, change, "cheaper, under 9500")
    assert page is not None
    assert page.criteria.max_value == 9_500
    assert len(ids(page)) == 2


def test_another_trade_keeps_the_place() -> None:
    desk = searched(job("a", 5), opportunity("food", title="Catering", cpv=cpv("55520000")))
    page = desk.refine.refine(TALK, Criteria(trades=("catering",)), "and catering?")
    assert ids(page) == ["food"]
    assert page is not None
    assert page.criteria.place == ALUM_ROCK


def test_another_place_keeps_the_trade() -> None:
    page = searched(job("a", 5)).refine.refine(TALK, Criteria(place=BORDESLEY), "in Bordesley")
    assert page is not None
    assert page.criteria == Criteria(trades=("cleaning",), place=BORDESLEY)


def test_anywhere_drops_the_place_and_the_distance() -> None:
    desk = searched(job("door", 5, miles=0.5), job("far", 5, miles=9))
    desk.refine.refine(TALK, Criteria(), "nearer")
    page = desk.refine.refine(TALK, Criteria(), "anywhere")
    assert page is not None
    assert (page.criteria.place, page.criteria.within_miles) == (None, None)
    assert set(ids(page)) == {"door", "far"}


def test_any_price_drops_the_limits() -> None:
    desk = searched(job("small", 1_000), job("large", 9_000))
    desk.refine.refine(TALK, Criteria(max_value=Decimal(2_000)), "under 2000")
    page = desk.refine.refine(TALK, Criteria(), "any price")
    assert len(ids(page)) == 2


def test_a_change_that_leaves_nothing_lets_the_list_stand() -> None:
    desk = searched(job("a", 5_000), job("b", 6_000))
    page = desk.refine.refine(TALK, Criteria(max_value=Decimal(1)), "under a pound")
    assert page is not None
    assert (page.total, page.criteria.max_value) == (0, Decimal(1)), "it tells what was asked"
    second = desk.describe.describe(TALK, ordinal=2)
    assert second is not None
    assert second.opportunity.id == "b"
    assert second.match is not None, "it is judged by the search that stands"


def test_without_a_search_before_it_a_change_is_a_search() -> None:
    desk = Desk(job("a", 5))
    assert ids(desk.refine.refine(TALK, CLEANING, "cheaper cleaning")) == ["a"]


def test_nothing_is_cheaper_than_what_states_no_value() -> None:
    desk = searched(job("a", None), job("b", None))
    assert desk.refine.refine(TALK, Criteria(), "cheaper") is None


def test_nearer_means_nothing_to_who_named_no_place() -> None:
    desk = Desk(job("a", 5))
    desk.find.find(TALK, Criteria(trades=("cleaning",)))
    assert desk.refine.refine(TALK, Criteria(), "nearer") is None


@pytest.mark.parametrize("text", ["hmm", "any price", "anything else"])
def test_what_changes_nothing_lets_the_list_stand(text: str) -> None:
    desk = searched(job("a", 5), job("b", 6))
    assert desk.refine.refine(TALK, Criteria(trades=("cleaning",)), text) is None
    assert desk.describe.describe(TALK, ordinal=2) is not None
