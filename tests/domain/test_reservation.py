"""Which buyer may reserve what for which area, and when."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.errors import InvalidInputError
from bot.domain.opportunity import Opportunity
from bot.domain.reservation import Reservation, ReservedArea, areas_open_to, check_reservation
from tests.examples import COUNCIL, NOW, in_days, opportunity

UK = Reservation(ReservedArea.UK, None, in_days(-1))
HOSPITAL = Buyer("Eastside Hospitals NHS Foundation Trust", BuyerClass.CENTRAL, s17=False)
UNIVERSITY = Buyer("Eastside University", BuyerClass.SUB_CENTRAL, s17=None)
SCHOOL = Buyer("Eastside Primary School", BuyerClass.SCHOOL, s17=None)
LOCAL = {
    area: Reservation(area, "Eastside", in_days(-1))
    for area in ReservedArea
    if area is not ReservedArea.UK
}


def check(reservation: Reservation, need: Opportunity, *, is_shown: bool = False) -> None:
    check_reservation(reservation, need, NOW, is_shown=is_shown)


@pytest.mark.parametrize("reservation", [UK, *LOCAL.values()])
def test_a_council_may_reserve_for_the_uk_its_area_its_county_and_those_bordering(
    reservation: Reservation,
) -> None:
    check(reservation, opportunity(buyer=COUNCIL))


@pytest.mark.parametrize("buyer", [HOSPITAL, UNIVERSITY, SCHOOL])
def test_others_may_reserve_for_the_uk_or_a_county_alone(buyer: Buyer) -> None:
    assert areas_open_to(buyer) == {ReservedArea.UK, ReservedArea.COUNTY}
    check(LOCAL[ReservedArea.COUNTY], opportunity(buyer=buyer))
    with pytest.raises(InvalidInputError):
        check(LOCAL[ReservedArea.OWN_AREA], opportunity(buyer=buyer))


def test_no_area_is_smaller_than_an_authoritys_own() -> None:
    assert {area.value for area in ReservedArea} == {"uk", "own_area", "county", "bordering"}


def test_a_decision_comes_before_anybody_is_shown() -> None:
    with pytest.raises(InvalidInputError, match="shown already"):
        check(UK, opportunity(), is_shown=True)


def test_a_decision_that_is_still_to_come_is_none() -> None:
    with pytest.raises(InvalidInputError, match="not decided"):
        check(Reservation(ReservedArea.UK, None, in_days(1)), opportunity())


def test_what_is_above_the_threshold_cannot_be_reserved_by_place() -> None:
    check(UK, opportunity(above_threshold=False))
    with pytest.raises(InvalidInputError, match="threshold"):
        check(UK, opportunity(above_threshold=True))


@pytest.mark.parametrize(
    ("decided", "allowed"),
    [
        (datetime(2026, 2, 3, 23, 59, tzinfo=UTC), False),
        (datetime(2026, 2, 4, 0, 0, tzinfo=UTC), True),
    ],
)
def test_a_council_could_not_before_the_order_was_in_force(
    decided: datetime, *, allowed: bool
) -> None:
    reservation = Reservation(ReservedArea.OWN_AREA, "Eastside", decided)
    if allowed:
        check(reservation, opportunity(buyer=COUNCIL))
        return
    with pytest.raises(InvalidInputError, match="4 February 2026"):
        check(reservation, opportunity(buyer=COUNCIL))


def test_a_central_body_could_before() -> None:
    early = Reservation(ReservedArea.UK, None, datetime(2025, 3, 1, tzinfo=UTC))
    check(early, opportunity(buyer=HOSPITAL))


@pytest.mark.parametrize(
    ("area", "place"),
    [(ReservedArea.UK, "Birmingham"), (ReservedArea.OWN_AREA, None), (ReservedArea.COUNTY, None)],
)
def test_the_area_and_its_name_go_together(area: ReservedArea, place: str | None) -> None:
    with pytest.raises(InvalidInputError):
        Reservation(area, place, NOW)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        Reservation(ReservedArea.UK, None, datetime(2026, 11, 1))  # noqa: DTZ001 - that is wrong
