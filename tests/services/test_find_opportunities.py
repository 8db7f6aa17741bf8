"""Searching, paging, and what is never found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from threading import Thread
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.conversation import Criteria
from bot.domain.money import NOT_STATED
from bot.domain.opportunity import Kind, State, Visibility
from bot.domain.place import Coverage, Reach
from bot.services.find_opportunities import PAGE, Page
from tests.examples import (
    ALUM_ROCK,
    BORDESLEY,
    COUNCIL,
    LEEDS,
    cpv,
    in_days,
    opportunity,
    pounds,
)
from tests.services.desk import OTHER, TALK, Desk, ids

CLEANING = Criteria(trades=("cleaning",))
FAR = Coverage("LS1", LEEDS)
WIDE = Coverage(regions=("West Midlands",))


def several(count: int) -> list[Any]:
    """So many cleaning jobs, the dearer the later in the ranking."""
    return [
        opportunity(f"n{n}", value=pounds(20_000 if n < 5 else 300_000), deadline=in_days(10 + n))
        for n in range(count)
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"deadline": in_days(0)},
        {"deadline": in_days(-1)},
        {"deadline": None},
        {"cancelled_at": in_days(-1)},
        {"awarded_at": in_days(0)},
        {"published_at": in_days(1)},
        {"visibility": Visibility.INVITED},
        {"title": "Catering", "description": "Food.", "cpv": cpv("55520000")},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_what_is_closed_secret_unpublished_or_of_another_trade_is_never_found(
    facts: dict[str, Any],
) -> None:
    desk = Desk(opportunity("good"), opportunity("bad", **facts))
    assert ids(desk.find.find(TALK, CLEANING)) == ["good"]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.none() | st.floats(-5, 30), st.sampled_from(Kind)), max_size=6),
    st.floats(0, 30),
)
def test_whatever_the_hour_nothing_found_is_over(
    stored: list[tuple[float | None, Kind]], later: float
) -> None:
    desk = Desk(
        *(
            opportunity(f"n{n}", kind=kind, deadline=None if d is None else in_days(d))
            for n, (d, kind) in enumerate(stored)
        )
    )
    desk.find.find(TALK, CLEANING)
    desk.clock.pass_by(days=later)
    states = {m.opportunity.state_at(desk.clock.now()) for m in desk.find.match(CLEANING)}
    assert states <= {State.OPEN, State.PLANNED}


def test_what_closes_while_the_index_is_in_memory_is_no_longer_found() -> None:
    desk = Desk(opportunity("short", deadline=in_days(1)), opportunity("long"))
    assert set(ids(desk.find.find(TALK, CLEANING))) == {"short", "long"}
    desk.clock.pass_by(days=1)
    assert ids(desk.find.find(TALK, CLEANING)) == ["long"]


def test_what_is_published_while_the_index_is_in_memory_is_found() -> None:
    desk = Desk(opportunity("new", published_at=in_days(1)))
    assert ids(desk.find.find(TALK, CLEANING)) == []
    desk.clock.pass_by(days=1)
    assert ids(desk.find.find(TALK, CLEANING)) == ["new"]


def test_what_is_stored_after_a_search_is_in_the_next() -> None:
    desk = Desk(opportunity("one"))
    desk.find.find(TALK, CLEANING)
    desk.store(opportunity("two", value=NOT_STATED))
    assert ids(desk.find.find(TALK, CLEANING)) == ["one", "two"]


def test_the_texts_are_indexed_once_while_nothing_changes() -> None:
    desk = Desk(opportunity("one"))
    first = desk.index.current(desk.clock.now())
    assert desk.index.current(desk.clock.now()) is first
    desk.store(opportunity("two"))
    assert desk.index.current(desk.clock.now()) is not first


def test_the_index_can_be_asked_from_many_threads() -> None:
    desk, found = Desk(*several(9)), []
    threads = [
        Thread(target=lambda: found.append([m.opportunity.id for m in desk.find.match(CLEANING)]))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(one == found[0] for one in found)


def test_what_is_not_embedded_yet_is_found_by_its_words() -> None:
    desk = Desk(opportunity("one"))
    assert ids(desk.find.find(TALK, Criteria(words="classrooms halls daily"))) == ["one"]


def test_what_lies_elsewhere_is_shown_only_where_nothing_else_is() -> None:
    desk = Desk(opportunity("near"), opportunity("far", coverage=FAR))
    assert ids(desk.find.find(TALK, replace(CLEANING, place=ALUM_ROCK))) == ["near"]
    only_far = Desk(opportunity("far", coverage=FAR))
    page = only_far.find.find(TALK, replace(CLEANING, place=ALUM_ROCK))
    assert ids(page) == ["far"]
    assert page.best_reach is Reach.ELSEWHERE


@pytest.mark.parametrize(
    ("stored", "reach"),
    [
        ([], None),
        ([Coverage()], Reach.UNKNOWN),
        ([Coverage(), WIDE], Reach.REGION_WIDE),
        ([WIDE, Coverage("Bordesley Green", BORDESLEY.point)], Reach.NEAR),
    ],
)
def test_a_page_tells_how_near_its_best_is(stored: list[Coverage], reach: Reach | None) -> None:
    desk = Desk(*(opportunity(f"n{n}", coverage=c) for n, c in enumerate(stored)))
    assert desk.find.find(TALK, CLEANING).best_reach is reach


def test_who_names_no_place_is_taken_to_be_at_home_and_told_no_distance() -> None:
    desk = Desk(opportunity("one"))
    page = desk.find.find(TALK, CLEANING)
    assert not page.place_was_said
    assert [m.miles for m in page.matches] == [None]


def test_who_names_a_place_is_told_the_distance() -> None:
    desk = Desk(opportunity("one"))
    page = desk.find.find(TALK, replace(CLEANING, place=BORDESLEY))
    assert page.place_was_said
    assert [m.miles for m in page.matches] == [0]


def test_a_trade_takes_in_the_trades_within_it() -> None:
    windows = opportunity("w", title="Windows", description="Panes.", cpv=cpv("90911300"))
    assert ids(Desk(windows).find.find(TALK, CLEANING)) == ["w"]


def test_a_trade_that_nobody_knows_finds_by_words_or_nothing() -> None:
    page = Desk(opportunity("one")).find.find(TALK, Criteria("sorcery", ("sorcery",)))
    assert ids(page) == []
    assert (page.total, page.left) == (0, 0)


class TestPages:
    def test_a_page_is_what_a_phone_shows_and_tells_how_many_are_left(self) -> None:
        page = Desk(*several(7)).find.find(TALK, CLEANING)
        assert (len(page.matches), page.total, page.left) == (PAGE, 7, 4)

    def test_more_goes_on_where_the_page_ended_until_all_were_shown_once(self) -> None:
        desk = Desk(*several(7))
        seen: list[str] = []
        page: Page | None = desk.find.find(TALK, CLEANING)
        while page and page.matches:
            seen += ids(page)
            page = desk.find.more(TALK)
        assert sorted(seen) == [f"n{n}" for n in range(7)]
        assert page is not None
        assert page.left == 0
        assert desk.shown() == seen

    def test_the_pages_are_the_ranking(self) -> None:
        desk = Desk(*several(7))
        ranked = [str(m.opportunity.id) for m in desk.find.match(CLEANING)]
        assert ids(desk.find.find(TALK, CLEANING)) + ids(desk.find.more(TALK)) == ranked[:6]

    def test_there_is_no_more_without_a_search(self) -> None:
        desk = Desk(*several(7))
        assert desk.find.more(TALK) is None
        desk.find.find(OTHER, CLEANING)
        assert desk.find.more(TALK) is None

    def test_after_the_end_more_is_empty_however_often_it_is_asked(self) -> None:
        desk = Desk(*several(2))
        desk.find.find(TALK, CLEANING)
        for _ in range(3):
            page = desk.find.more(TALK)
            assert ids(page) == []
            assert page is not None
            assert page.left == 0

    def test_what_has_closed_meanwhile_leaves_no_gap(self) -> None:
        soon = [opportunity(f"soon{n}", deadline=in_days(8)) for n in range(6)]
        late = [opportunity(f"late{n}", deadline=in_days(30), value=NOT_STATED) for n in range(2)]
        desk = Desk(*soon, *late)
        assert ids(desk.find.find(TALK, CLEANING)) == ["soon0", "soon1", "soon2"]
        desk.clock.pass_by(days=9)
        page = desk.find.more(TALK)
        assert ids(page) == ["late0", "late1"]
        assert page is not None
        assert page.left == 0

    def test_what_is_new_meanwhile_does_not_shift_the_pages(self) -> None:
        desk = Desk(*several(5))
        first = ids(desk.find.find(TALK, CLEANING))
        desk.store(opportunity("first of all", value=pounds(1), deadline=in_days(9)))
        second = ids(desk.find.more(TALK))
        assert sorted(first + second) == [f"n{n}" for n in range(5)]

    def test_a_new_search_begins_at_the_first_page(self) -> None:
        desk = Desk(*several(7))
        first = ids(desk.find.find(TALK, CLEANING))
        desk.find.more(TALK)
        assert ids(desk.find.find(TALK, CLEANING)) == first


class TestGoingOn:
    def test_a_bare_place_after_a_search_without_one_is_its_answer(self) -> None:
        desk = Desk(*several(2), opportunity("food", title="Catering", cpv=cpv("55520000")))
        desk.find.find(TALK, CLEANING)
        page = desk.find.find(TALK, Criteria(place=ALUM_ROCK))
        assert page.criteria == replace(CLEANING, place=ALUM_ROCK)

    def test_other_work_is_looked_for_at_the_place_last_named(self) -> None:
        desk = Desk(*several(2))
        desk.find.find(TALK, replace(CLEANING, place=ALUM_ROCK))
        page = desk.find.find(TALK, Criteria(trades=("catering",)))
        assert page.criteria == Criteria(trades=("catering",), place=ALUM_ROCK)

    def test_old_limits_do_not_hang_on_to_a_new_search(self) -> None:
        desk = Desk(*several(2))
        desk.find.find(TALK, replace(CLEANING, max_value=pounds(5).amount, buyer=COUNCIL.name))
        page = desk.find.find(TALK, CLEANING)
        assert page.criteria == CLEANING

    def test_a_value_alone_is_of_the_work_last_named(self) -> None:
        desk = Desk(*several(2))
        desk.find.find(TALK, replace(CLEANING, place=ALUM_ROCK))
        five = pounds(5).amount
        page = desk.find.find(TALK, Criteria(max_value=five))
        assert page.criteria == replace(CLEANING, place=ALUM_ROCK, max_value=five)

    def test_any_work_that_is_asked_for_in_so_many_words_is_any(self) -> None:
        desk = Desk(*several(2))
        desk.find.find(TALK, replace(CLEANING, place=ALUM_ROCK))
        five = pounds(5).amount
        page = desk.find.find(TALK, Criteria(max_value=five), CLEANING, any_work=True)
        assert page.criteria == Criteria(place=ALUM_ROCK, max_value=five)

    def test_another_conversation_knows_nothing_of_it(self) -> None:
        desk = Desk(*several(2))
        desk.find.find(TALK, replace(CLEANING, place=ALUM_ROCK))
        assert desk.find.find(OTHER, CLEANING).criteria == CLEANING


class TestChange:
    def test_a_change_that_leaves_nothing_lets_the_last_search_stand(self) -> None:
        desk = Desk(*several(7))
        desk.find.find(TALK, CLEANING)
        assert desk.find.change(TALK, replace(CLEANING, max_value=pounds(1).amount)).total == 0
        page = desk.find.more(TALK)
        assert page is not None
        assert page.criteria == CLEANING
        assert len(ids(page)) == PAGE

    def test_a_change_that_leaves_something_is_the_new_search(self) -> None:
        desk = Desk(*several(7))
        desk.find.find(TALK, CLEANING)
        changed = replace(CLEANING, min_value=pounds(100_000).amount)
        page = desk.find.change(TALK, changed)
        assert set(ids(page)) == {"n5", "n6"}


def test_one_opportunity_is_judged_as_the_search_would() -> None:
    one = opportunity("one")
    desk = Desk(one, opportunity("two"))
    judged = desk.find.judge_one(one, CLEANING)
    assert judged is not None
    assert judged.score == next(m.score for m in desk.find.match(CLEANING) if m.opportunity == one)
    assert desk.find.judge_one(one, Criteria(trades=("catering",))) is None


def test_the_index_can_be_made_before_the_first_owner_comes() -> None:
    desk = Desk(opportunity("one"))
    desk.find.warm()
    assert desk.index.current(desk.clock.now()).held.ids == ["one"]


def test_an_empty_storage_finds_nothing_and_does_not_mind() -> None:
    page = Desk().find.find(TALK, CLEANING)
    assert (page.matches, page.total, page.left, page.best_reach) == ((), 0, 0, None)


def test_searches_are_dated_by_the_domains_clock() -> None:
    desk = Desk(opportunity("one"))
    desk.find.find(TALK, CLEANING)
    with desk.storage.transaction() as work:
        search = work.searches.latest(TALK)
        (_talk, one, position, at) = work.searches.shown[0]
    moment: datetime = desk.clock.now()
    assert search is not None
    assert (search.at, at, one, position) == (moment, moment, "one", 1)
