"""Narrowing the list for everybody, its order, its pages, and what is never in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.browsing import NOTHING, Browse, Filter, Order
from bot.domain.money import NOT_STATED
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Kind, SuitableFor, Visibility
from bot.domain.place import Coverage
from bot.services.browse_columns import KeepColumns
from bot.services.browse_opportunities import PAGE, BrowseOpportunities
from bot.services.embed_opportunities import embed_opportunities
from tests.examples import (
    ALUM_ROCK,
    BORDESLEY,
    COUNCIL,
    HOME,
    LEEDS,
    cpv,
    in_days,
    opportunity,
    pounds,
)
from tests.fake_listing import FakeWardMap
from tests.services.desk import Desk

WARDS = FakeWardMap({"Bordesley Green": ["B9 4AA"], "Alum Rock": ["B8 3AA"]})
FAR = Coverage("LS1", LEEDS)
ANYWHERE_HERE = Coverage(regions=("West Midlands",))
FOOD = {"title": "Catering", "description": "School food.", "cpv": cpv("55520000")}


def browsing(desk: Desk) -> BrowseOpportunities:
    """The list of what the desk has stored."""
    columns = KeepColumns(desk.storage, WARDS)
    return BrowseOpportunities(desk.storage, desk.index, desk.vocabulary, columns, desk.clock, HOME)


def found(desk: Desk, browse: Browse = NOTHING) -> list[str]:
    """The ids on the first page, in order."""
    return [str(one.opportunity.id) for one in browsing(desk).page(browse).shown]


@pytest.mark.parametrize(
    "facts",
    [
        {"deadline": in_days(0)},
        {"deadline": None},
        {"cancelled_at": in_days(-1)},
        {"awarded_at": in_days(0)},
        {"published_at": in_days(1)},
        {"visibility": Visibility.INVITED},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_what_is_over_unpublished_or_for_invited_firms_is_never_listed(
    facts: dict[str, Any],
) -> None:
    desk = Desk(opportunity("one", **facts), opportunity("two"))
    assert found(desk) == ["two"]
    assert browsing(desk).everything() == ["two"]


@pytest.mark.parametrize(
    ("browse", "facts"),
    [
        (Browse(words="school food"), FOOD),
        (Browse(trade="catering"), FOOD),
        (Browse(code="5552"), FOOD),
        (Browse(buyer="westside"), {"buyer": replace(COUNCIL, name="Westside Trust")}),
        (Browse(kind=Kind.QUICK_QUOTE), {"kind": Kind.QUICK_QUOTE}),
        (Browse(least=Decimal(50_000)), {"value": pounds(50_000)}),
        (Browse(most=Decimal(5_000)), {"value": pounds(5_000)}),
        (Browse(closes_by=date(2026, 11, 25)), {"deadline": in_days(2)}),
        (Browse(place=ALUM_ROCK, miles=5), {"coverage": Coverage("B8 3AA", ALUM_ROCK.point)}),
        (Browse(ward="Alum Rock"), {"coverage": Coverage("B8 3AA", ALUM_ROCK.point)}),
        (Browse(for_small=True), {"suitable_for": frozenset({SuitableFor.SME})}),
        (Browse(reserved=True), {"reserved_for": "smeVcse"}),
    ],
    ids=lambda value: value.filters[0] if isinstance(value, Browse) else "",
)
def test_each_filter_lets_through_what_it_names(browse: Browse, facts: dict[str, Any]) -> None:
    desk = Desk(opportunity("other", coverage=FAR), opportunity("one", **facts))
    assert found(desk, browse) == ["one"]
    embed_opportunities(desk.storage, desk.vocabulary)
    assert found(desk, browse) == ["one"]


def test_what_may_be_anywhere_about_a_place_is_listed_with_what_is_near_it() -> None:
    desk = Desk(
        opportunity("wide", coverage=ANYWHERE_HERE),
        opportunity("near"),
        opportunity("far", coverage=FAR),
    )
    listing = browsing(desk).page(Browse(place=BORDESLEY, miles=1))
    assert {str(s.opportunity.id): s.miles for s in listing.shown} == {"wide": None, "near": 0.0}


def test_a_value_that_is_not_stated_may_be_below_any_limit_but_above_none() -> None:
    desk = Desk(opportunity("unstated", value=NOT_STATED))
    assert found(desk, Browse(most=Decimal(10))) == ["unstated"]
    assert found(desk, Browse(least=Decimal(10))) == []


def test_words_that_nothing_says_find_nothing_and_half_of_them_is_not_enough() -> None:
    desk = Desk(opportunity("one"))
    assert found(desk, Browse(words="cleaning of submarines")) == []
    assert found(desk, Browse(words="cleaning of")) == ["one"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.CLOSING, ["soon", "dear", "unstated"]),
        (Order.NEWEST, ["unstated", "soon", "dear"]),
        (Order.LARGEST, ["dear", "soon", "unstated"]),
        (Order.SMALLEST, ["soon", "dear", "unstated"]),
    ],
)
def test_the_order_is_as_asked_and_what_is_not_stated_comes_last(
    order: Order, expected: list[str]
) -> None:
    desk = Desk(
        opportunity("dear", value=pounds(90_000), deadline=in_days(8), published_at=in_days(-3)),
        opportunity("soon", deadline=in_days(3), published_at=in_days(-2)),
        opportunity(
            "unstated", kind=Kind.PLANNED, value=NOT_STATED, deadline=None, published_at=in_days(-1)
        ),
    )
    assert found(desk, Browse(order=order)) == expected


def test_unasked_what_is_near_comes_first_and_of_that_the_small() -> None:
    unplaced = Coverage()
    desk = Desk(
        opportunity("far and small", coverage=FAR, value=pounds(900), deadline=in_days(2)),
        opportunity("somewhere", coverage=unplaced, value=pounds(900)),
        opportunity("around", coverage=ANYWHERE_HERE, value=pounds(900)),
        opportunity("near and large", value=pounds(90_000), deadline=in_days(3)),
        opportunity("near, no sum", value=NOT_STATED),
        opportunity("near and small", value=pounds(2_000)),
    )
    assert found(desk) == [
        *("near and small", "near, no sum", "near and large"),
        *("around", "somewhere", "far and small"),
    ]


def test_pages_hold_everything_once_and_one_that_is_not_there_is_the_last() -> None:
    desk = Desk(*(opportunity(f"n{n}") for n in range(2 * PAGE + 3)))
    browse = browsing(desk)
    pages = [browse.page(NOTHING, number) for number in (1, 2, 3)]
    seen = [one.opportunity.id for page in pages for one in page.shown]
    assert len(seen) == len(set(seen)) == 2 * PAGE + 3
    assert {(page.total, page.pages) for page in pages} == {(2 * PAGE + 3, 3)}
    assert browse.page(NOTHING, 99) == pages[2]
    assert browse.page(NOTHING, -5) == pages[0]


def test_an_empty_list_has_one_empty_page() -> None:
    listing = browsing(Desk()).page(NOTHING)
    assert (listing.total, listing.page, listing.pages, listing.shown) == (0, 1, 1, ())


def test_what_each_filter_costs_is_counted() -> None:
    desk = Desk(opportunity("one"), opportunity("two", **FOOD))
    browse = Browse(words="submarines", trade="catering")
    assert browsing(desk).with_one_less(browse) == {Filter.WORDS: 1}


def test_wards_are_counted_whichever_ward_is_asked_for() -> None:
    desk = Desk(opportunity("one"), opportunity("two"), opportunity("wide", coverage=FAR))
    counts, total = browsing(desk).by_ward(Browse(ward="Alum Rock"))
    assert (counts, total) == ({"Bordesley Green": 2}, 3)


def test_the_list_follows_what_changes() -> None:
    desk = Desk(opportunity("one"))
    browse = browsing(desk)
    assert browse.page(Browse(reserved=True)).total == 0
    desk.store(opportunity("one", reserved_for="smeVcse"), opportunity("two"))
    assert [s.opportunity.id for s in browse.page(Browse(reserved=True)).shown] == ["one"]
    assert browse.page(NOTHING).total == 2
    with desk.storage.transaction() as work:
        work.opportunities.remove([ProcessKey("two")])
    assert browse.page(NOTHING).total == 1


def test_trades_that_the_words_name_are_offered() -> None:
    assert browsing(Desk()).trades_named("a caterer wanted") == ["catering"]
