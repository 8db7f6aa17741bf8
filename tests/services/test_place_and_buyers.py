"""Where a firm is has no part in a buyer's list, unless the buyer reserved the contract before."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.opportunity import OpportunityId
from bot.domain.reservation import Reservation, ReservedArea
from bot.domain.supplier import Supplier
from tests.examples import COUNCIL, in_days, opportunity, supplier
from tests.services.firms import Desk

NEED = OpportunityId("one")
BUYERS = [
    Buyer(f"A {of.value} buyer", of, s17=s17) for of in BuyerClass for s17 in (True, False, None)
]
POSTCODES = ["B9 4AA", "CV1 2AB", "CV3 2AB", "CV31 1AB", "LS1 1AB", "JE2 3AB", None]
UK = Reservation(ReservedArea.UK, None, in_days(-1))
OWN_AREA = Reservation(ReservedArea.OWN_AREA, "Eastside", in_days(-1))
COUNTY = Reservation(ReservedArea.COUNTY, "Midlands", in_days(-1))
BORDERING = Reservation(ReservedArea.BORDERING, "Midlands", in_days(-1))


def firms(postcodes: Iterable[str | None]) -> list[Supplier]:
    return [supplier(f"firm {n}", postcode=code) for n, code in enumerate(postcodes)]


def a_desk(buyer: Buyer, *registered: Supplier) -> Desk:
    desk = Desk()
    desk.ask_for(opportunity(buyer=buyer))
    desk.register(*registered)
    return desk


@pytest.mark.parametrize("buyer", BUYERS, ids=lambda one: f"{one.buyer_class}-{one.s17}")
class TestEveryBuyer:
    def test_where_firms_are_changes_neither_who_is_shown_nor_the_order(self, buyer: Buyer) -> None:
        here = a_desk(buyer, *firms(POSTCODES)).who()
        elsewhere = a_desk(buyer, *firms(reversed(POSTCODES))).who()
        assert here == elsewhere
        assert len(here) == 5

    def test_a_firm_that_names_the_buyers_place_is_no_better_than_one_that_names_another(
        self, buyer: Buyer
    ) -> None:
        desk = Desk()
        desk.ask_for(opportunity(buyer=buyer, title="Cleaning of a school in Eastside"))
        says = "We do office cleaning around {}."
        desk.register(
            *(supplier(name, text=says.format(name)) for name in ("Eastside", "Leeds", "Saltley"))
        )
        told = desk.who_can_do.suppliers_to_tell(opportunity(title="Cleaning in Eastside"))
        assert len({one.fit for one in told}) == 1
        assert len(desk.who()) == 3

    def test_no_reason_tells_where_a_firm_is(self, buyer: Buyer) -> None:
        words = "Family firm in Saltley. Office cleaning, B9 4AA."
        only_by_words = "Daily cleaning of classrooms and halls in Saltley"
        desk = a_desk(
            buyer, supplier("ada", text=words), supplier("ben", text=f"{only_by_words} cleaner")
        )
        shown = desk.who_can_do.who(NEED).shown
        assert shown
        told = json.dumps([[r.facts for r in one.reasons] for one in shown], default=str)
        assert "Saltley" not in told
        assert "B9" not in told


@pytest.mark.parametrize(
    ("reservation", "inside", "not_placed"),
    [
        (UK, [0, 1, 2, 3, 4], 1),
        (OWN_AREA, [0], 1),
        (COUNTY, [0, 1], 2),
        (BORDERING, [0, 1, 3], 1),
    ],
    ids=lambda one: getattr(one, "area", None),
)
def test_after_a_recorded_decision_only_firms_inside_are_shown(
    reservation: Reservation, inside: list[int], not_placed: int
) -> None:
    desk = a_desk(COUNCIL, *firms(POSTCODES))
    desk.who_can_do.reserve(NEED, reservation)
    answer = desk.who_can_do.who(NEED)
    assert {str(one.supplier.id) for one in answer.shown} == {f"firm {n}" for n in inside}
    assert answer.not_placed == not_placed, "a firm that may be inside is told of, not guessed at"


def test_a_decision_on_one_need_says_nothing_of_another() -> None:
    desk = a_desk(COUNCIL, *firms(["B9 4AA", "LS1 1AB"]))
    desk.ask_for(opportunity("other"))
    desk.who_can_do.reserve(NEED, OWN_AREA)
    assert desk.who() == ["firm 0"]
    assert len(desk.who("other")) == 2


def test_among_firms_inside_place_orders_nobody() -> None:
    def shown(postcodes: list[str]) -> list[str]:
        desk = a_desk(COUNCIL, *firms(postcodes))
        desk.who_can_do.reserve(NEED, COUNTY)
        return desk.who()

    assert shown(["B9 4AA", "CV1 2AB", "B9 1AA"]) == shown(["CV1 2AB", "B9 1AA", "B9 4AA"])


def test_it_is_too_late_to_reserve_once_firms_were_shown() -> None:
    desk = a_desk(COUNCIL, *firms(["B9 4AA", "LS1 1AB"]))
    assert len(desk.who()) == 2
    with pytest.raises(InvalidInputError):
        desk.who_can_do.reserve(NEED, OWN_AREA)
    assert len(desk.who()) == 2


def test_recording_the_same_decision_again_changes_nothing_even_after_the_list() -> None:
    desk = a_desk(COUNCIL, *firms(["B9 4AA", "LS1 1AB"]))
    desk.who_can_do.reserve(NEED, OWN_AREA)
    assert desk.who() == ["firm 0"]
    desk.who_can_do.reserve(NEED, OWN_AREA)
    assert desk.who() == ["firm 0"]


def test_an_area_that_nobody_knows_or_a_need_that_is_none_is_refused() -> None:
    desk = a_desk(COUNCIL)
    ward = Reservation(ReservedArea.OWN_AREA, "Saltley", in_days(-1))
    with pytest.raises(InvalidInputError):
        desk.who_can_do.reserve(NEED, ward)
    with pytest.raises(NotFoundError):
        desk.who_can_do.reserve(OpportunityId("nothing"), UK)


@pytest.mark.parametrize("buyer", BUYERS, ids=lambda one: f"{one.buyer_class}-{one.s17}")
def test_only_buyers_that_section_17_binds_may_reserve_for_less_than_a_county(
    buyer: Buyer,
) -> None:
    desk = a_desk(buyer, *firms(["B9 4AA", "LS1 1AB"]))
    if buyer.s17:
        desk.who_can_do.reserve(NEED, OWN_AREA)
        assert desk.who() == ["firm 0"]
        return
    with pytest.raises(InvalidInputError):
        desk.who_can_do.reserve(NEED, OWN_AREA)
    assert len(desk.who()) == 2
