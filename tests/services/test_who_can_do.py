"""A buyer's "who can do this?": who is shown, how often, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.errors import NotFoundError
from bot.domain.fit_limit import INTERRUPT_FROM
from bot.domain.opportunity import OpportunityId, Visibility
from bot.domain.rotation import PLACES
from bot.domain.same_firm import FirmPair, PairState
from bot.domain.supplier import Agreement, SupplierId
from tests.examples import NOW, in_days, opportunity, pounds, supplier
from tests.services.firms import Desk

CATERS = "Halal catering for schools and parties"


@pytest.fixture
def desk() -> Desk:
    """A need for cleaning, and nobody registered yet."""
    desk = Desk()
    desk.ask_for(opportunity())
    return desk


def cleaners(count: int) -> list[str]:
    return [f"cleaner {n}" for n in range(count)]


def test_firms_of_the_trade_are_shown_and_others_are_not(desk: Desk) -> None:
    desk.register(supplier("ada"), supplier("ben", text=CATERS))
    assert desk.who() == ["ada"]


def test_a_firm_that_another_stands_for_takes_no_place_of_its_own(desk: Desk) -> None:
    desk.register(supplier("ada"), supplier("ben"))
    pair = FirmPair(SupplierId("ada"), SupplierId("ben"), frozenset(), PairState.JOINED, NOW)
    with desk.storage.transaction() as work:
        work.firm_pairs.note(pair)
    assert desk.who() == ["ada"]
    with desk.storage.transaction() as work:
        work.firm_pairs.note(replace(pair, state=PairState.APART))
    assert sorted(desk.who()) == ["ada", "ben"]


def test_nobody_is_shown_who_did_not_agree(desk: Desk) -> None:
    later = Agreement(in_days(1), "2026-11")
    desk.register(
        supplier("ada"),
        supplier("ben", shown_to_buyers=None),
        supplier("cy", shown_to_buyers=later),
    )
    assert desk.who() == ["ada"]
    with desk.storage.transaction() as work:
        due = work.showings.turns_of([SupplierId(name) for name in ("ada", "ben", "cy")])
    assert set(due) == {"ada"}, "and nobody competes who did not"


def test_whoever_takes_the_agreement_back_is_off_the_list_at_once_and_the_next_moves_up(
    desk: Desk,
) -> None:
    desk.register(*(supplier(name) for name in cleaners(PLACES + 1)))
    before = desk.who()
    (waiting,) = set(cleaners(PLACES + 1)) - set(before)
    desk.register(supplier(before[2], shown_to_buyers=None))
    assert desk.who() == [*before[:2], *before[3:], waiting]


def test_a_firm_that_was_removed_is_off_the_list(desk: Desk) -> None:
    desk.register(supplier("ada"), supplier("ben"))
    assert set(desk.who()) == {"ada", "ben"}
    desk.forget("ada")
    assert desk.who() == ["ben"]


def test_a_firm_that_does_something_else_now_is_off_the_list(desk: Desk) -> None:
    desk.register(supplier("ada"), supplier("ben"))
    assert len(desk.who()) == 2
    desk.register(supplier("ada", text=CATERS))
    assert desk.who() == ["ben"]


def test_a_firm_is_not_asked_for_more_than_it_would_take_on(desk: Desk) -> None:
    desk.ask_for(opportunity("large", value=pounds(60_000)))
    desk.register(supplier("ada", max_value=Decimal(50_000)), supplier("ben"))
    assert set(desk.who()) == {"ada", "ben"}
    assert desk.who("large") == ["ben"]


def test_a_list_is_short(desk: Desk) -> None:
    desk.register(*(supplier(name) for name in cleaners(30)))
    assert len(desk.who()) == PLACES == 5


def test_asking_again_shows_the_same_and_counts_once(desk: Desk) -> None:
    desk.register(*(supplier(name) for name in cleaners(12)))
    first = desk.who()
    assert [desk.who() for _ in range(4)] == [first] * 4
    with desk.storage.transaction() as work:
        ids = [one.id for one in work.suppliers.get_many(list(work.showings.hold(need())))]
        turns = work.showings.turns_of(ids)
    assert {one.shown for one in turns.values()} == {1}


def need(name: str = "one") -> OpportunityId:
    return OpportunityId(name)


def test_free_places_are_filled_when_firms_join(desk: Desk) -> None:
    desk.register(supplier("ada"))
    assert desk.who() == ["ada"]
    desk.register(*(supplier(name) for name in cleaners(9)))
    assert desk.who()[0] == "ada"
    assert len(desk.who()) == PLACES


def test_equals_take_turns_from_need_to_need(desk: Desk) -> None:
    names = cleaners(15)
    desk.register(*(supplier(name) for name in names))
    needs = [opportunity(f"need {n}") for n in range(30)]
    desk.ask_for(*needs)
    shown = Counter(name for one in needs for name in desk.who(one.id))
    assert set(shown) == set(names)
    assert max(shown.values()) - min(shown.values()) <= 1


def test_saying_the_same_trade_more_often_moves_nobody_up(desk: Desk) -> None:
    loud = supplier("loud", text="cleaning cleaner office cleaning window cleaning " * 20)
    desk.register(loud, *(supplier(name) for name in cleaners(14)))
    needs = [opportunity(f"need {n}") for n in range(30)]
    desk.ask_for(*needs)
    shown = Counter(name for one in needs for name in desk.who(one.id))
    assert shown["loud"] <= 1.2 * 30 * PLACES / 15


def test_a_name_says_what_the_firm_says_and_what_was_asked_and_that_nobody_checked(
    desk: Desk,
) -> None:
    desk.register(supplier("ada", max_value=Decimal(25_000)))
    (shown,) = desk.who_can_do.who(need()).shown
    told = {remark.key: remark.facts for remark in shown.reasons}
    assert told["who.own_words"] == {"words": "Office cleaning, cleaning"}
    assert told["who.your_title"] == {"words": "Cleaning of a primary school"}
    assert told["who.up_to"] == {"pounds": Decimal(25_000)}
    assert "who.unchecked" in told


def test_what_only_invited_firms_may_see_is_not_found(desk: Desk) -> None:
    desk.ask_for(opportunity("secret", visibility=Visibility.INVITED))
    for name in ("secret", "nothing"):
        with pytest.raises(NotFoundError):
            desk.who_can_do.who(need(name))


class TestWhomToTell:
    def test_firms_are_told_whether_or_not_buyers_may_see_them(self, desk: Desk) -> None:
        desk.register(supplier("ada"), supplier("ben", shown_to_buyers=None))
        told = desk.who_can_do.suppliers_to_tell(opportunity())
        assert {one.supplier for one in told} == {"ada", "ben"}
        assert all(INTERRUPT_FROM <= one.fit <= 1 for one in told)

    def test_only_firms_that_it_fits_and_that_would_take_it_on_are_told(self, desk: Desk) -> None:
        desk.register(
            supplier("ada"),
            supplier("ben", text=CATERS),
            supplier("cy", max_value=Decimal(19_999)),
        )
        told = desk.who_can_do.suppliers_to_tell(opportunity())
        assert [one.supplier for one in told] == ["ada"]

    def test_nobody_is_told_of_what_only_invited_firms_may_see(self, desk: Desk) -> None:
        desk.register(supplier("ada"))
        secret = opportunity(visibility=Visibility.INVITED)
        assert desk.who_can_do.suppliers_to_tell(secret) == []

    def test_telling_shows_nobody_to_a_buyer(self, desk: Desk) -> None:
        desk.register(supplier("ada"))
        desk.who_can_do.suppliers_to_tell(opportunity())
        with desk.storage.transaction() as work:
            assert work.showings.hold(need()) == []


def test_the_moment_of_a_list_is_the_clocks(desk: Desk) -> None:
    later = Agreement(in_days(1), "2026-11")
    desk.register(supplier("ada", shown_to_buyers=later))
    assert desk.who() == []
    desk.clock.pass_by(days=1)
    assert desk.clock.now() > NOW
    assert desk.who() == ["ada"]
