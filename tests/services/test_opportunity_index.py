"""The index keeps up with the store: it reads what changed, and leaves alone all that did not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.conversation import Criteria
from bot.domain.money import NOT_STATED
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity
from bot.domain.place import Coverage
from bot.services.embed_opportunities import embed_opportunities
from bot.services.suiting import MOST
from bot.services.work_index import LOOKED_AT
from tests.examples import ALUM_ROCK, COUNCIL, LEEDS, NOW, cpv, in_days, opportunity, pounds
from tests.services.desk import Desk

CLEANING = Criteria(trades=("cleaning",))
FAR = Coverage("LS1", LEEDS)
ELSEWHERE = replace(COUNCIL, name="Westside Council")


def found(desk: Desk, criteria: Criteria = CLEANING) -> list[str]:
    """The ids of all that suits, best first."""
    return [str(match.opportunity.id) for match in desk.find.match(criteria)]


def live(desk: Desk) -> list[str]:
    """The ids of the rows that were not taken out."""
    held = desk.index.current(desk.clock.now()).held
    return [str(held.ids[row]) for row in np.flatnonzero(held.index.rows.live)]


def joined(desk: Desk, *keys: str) -> None:
    """Makes the processes one, the first of them shown."""
    group = tuple(ProcessKey(key) for key in keys)
    with desk.storage.transaction() as work:
        work.joins.regroup(group, [group])


def test_adding_one_adds_its_row_to_the_same_index() -> None:
    desk = Desk(opportunity("one"), opportunity("two"))
    before = desk.index.current(NOW)
    desk.store(opportunity("three"))
    after = desk.index.current(NOW)
    assert after.held is before.held
    assert (before.size, after.size) == (2, 3)
    assert after.held.ids == ["one", "two", "three"]


def test_what_is_embedded_afterwards_gets_a_row_with_its_meaning_in_place_of_its_words() -> None:
    desk = Desk(opportunity("one"), opportunity("two"))
    rows = desk.index.current(NOW).held.index.rows
    assert rows.facts["unread"].all()
    embed_opportunities(desk.storage, desk.vocabulary)
    assert sorted(live(desk)) == ["one", "two"]
    assert not rows.facts["unread"][rows.live].any()
    assert sorted(found(desk)) == ["one", "two"]


def test_what_changed_is_found_as_it_is_now_and_once() -> None:
    desk = Desk(opportunity("one"))
    assert found(desk) == ["one"]
    desk.store(opportunity("one", title="Catering", description="Food.", cpv=cpv("55520000")))
    assert found(desk) == []
    assert found(desk, Criteria(trades=("catering",))) == ["one"]
    assert live(desk) == ["one"]


def test_what_is_gone_is_found_no_more() -> None:
    desk = Desk(opportunity("one"), opportunity("two"))
    assert sorted(found(desk)) == ["one", "two"]
    with desk.storage.transaction() as work:
        work.opportunities.remove([ProcessKey("one")])
    assert found(desk) == ["two"]
    assert live(desk) == ["two"]


def test_what_is_joined_is_found_once_and_apart_again_when_it_is_taken_apart() -> None:
    desk = Desk(opportunity("one"), opportunity("two"))
    desk.index.current(NOW)
    joined(desk, "one", "two")
    assert found(desk) == ["one"]
    with desk.storage.transaction() as work:
        work.joins.regroup([ProcessKey("one"), ProcessKey("two")], [])
    assert sorted(found(desk)) == ["one", "two"]


def test_a_value_that_only_the_other_notice_of_one_process_states_counts() -> None:
    desk = Desk(opportunity("one", value=NOT_STATED), opportunity("two", value=pounds(50_000)))
    joined(desk, "one", "two")
    embed_opportunities(desk.storage, desk.vocabulary)
    assert found(desk, replace(CLEANING, min_value=pounds(40_000).amount)) == ["one"]
    assert found(desk, replace(CLEANING, min_value=pounds(60_000).amount)) == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["save", "remove", "embed", "look"]), st.integers(0, 5)),
        max_size=12,
    )
)
def test_whatever_happened_on_the_way_the_answer_is_that_of_an_index_made_now(
    steps: list[tuple[str, int]],
) -> None:
    desk = Desk()
    for number, (what, which) in enumerate(steps):
        if what == "save":
            desk.store(opportunity(f"n{which}", deadline=in_days(10 + number)))
        elif what == "remove":
            with desk.storage.transaction() as work:
                work.opportunities.remove([ProcessKey(f"n{which}")])
        elif what == "embed":
            embed_opportunities(desk.storage, desk.vocabulary)
        else:
            found(desk)
    fresh = Desk()
    fresh.storage = desk.storage
    fresh.index._storage = desk.storage  # noqa: SLF001 - the same store, and an index of its own
    fresh.find._storage = desk.storage  # noqa: SLF001
    one, other = desk.find.match(CLEANING), fresh.find.match(CLEANING)
    assert [m.opportunity for m in one] == [m.opportunity for m in other]
    assert [m.score for m in one] == pytest.approx([m.score for m in other], abs=1e-5)


@pytest.fixture(scope="module")
def crowd() -> Desk:
    """More cleaning jobs in Leeds than are ever looked at closely, and one that differs."""
    many: list[Opportunity] = [
        opportunity(f"n{n}", coverage=FAR, title="Cleaning cleaning", value=pounds(9_000))
        for n in range(LOOKED_AT + 50)
    ]
    return Desk(*many, opportunity("the one", buyer=ELSEWHERE, value=pounds(800_000)))


@pytest.mark.parametrize(
    "criteria",
    [
        replace(CLEANING, place=ALUM_ROCK),
        replace(CLEANING, buyer="westside council"),
        replace(CLEANING, min_value=pounds(500_000).amount),
        replace(CLEANING, place=ALUM_ROCK, within_miles=5.0),
        Criteria(place=ALUM_ROCK),
    ],
    ids=["place", "buyer", "value", "miles", "no work named"],
)
def test_what_suits_is_not_crowded_out_by_a_thousand_that_do_not(
    crowd: Desk, criteria: Criteria
) -> None:
    assert found(crowd, criteria) == ["the one"]


def test_a_search_goes_through_no_more_than_somebody_could_read(crowd: Desk) -> None:
    assert len(found(crowd, replace(CLEANING, max_value=pounds(10_000).amount))) == MOST
