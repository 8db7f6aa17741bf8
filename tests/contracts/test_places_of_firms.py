"""What is promised of whoever knows where firms are: which are inside an area, and to hide it."""

from __future__ import annotations

import pytest

from bot.bootstrap import CONTENT
from bot.domain.firm_place import ReservedFor
from bot.domain.place import Place
from bot.domain.reservation import Reservation, ReservedArea
from bot.ports import PlaceNames, ReservablePlaces, SaidPlaces
from connectors.places.gazetteer import Gazetteer
from connectors.places.place_names import GazetteerPlaceNames
from connectors.places.reservable_places import ContentReservablePlaces
from connectors.places.said_places import GazetteerSaidPlaces
from tests.examples import NOW
from tests.fake_suppliers import FakePlaceNames, FakeReservablePlaces, FakeSaidPlaces

COUNTY = Reservation(ReservedArea.COUNTY, "West Midlands", NOW)
UK = Reservation(ReservedArea.UK, None, NOW)


@pytest.fixture(params=["fake", "content"])
def places(request: pytest.FixtureRequest) -> ReservablePlaces:
    """Each fulfilment of the port, of which the county is known."""
    if request.param == "content":
        return ContentReservablePlaces(CONTENT)
    county = ReservedArea.COUNTY, "West Midlands"
    return FakeReservablePlaces({county: ["B9", "CV1"]}, {county: ["CV3"]})


@pytest.fixture(params=["fake", "content"])
def names(request: pytest.FixtureRequest) -> PlaceNames:
    """Each fulfilment of the port, which knows Saltley."""
    if request.param == "content":
        return GazetteerPlaceNames(Gazetteer(CONTENT))
    return FakePlaceNames("Saltley")


@pytest.fixture(params=["fake", "content"])
def said(request: pytest.FixtureRequest) -> SaidPlaces:
    """Each fulfilment of the port, which knows B9 and B33."""
    if request.param == "content":
        return GazetteerSaidPlaces(Gazetteer(CONTENT))
    return FakeSaidPlaces(Place("B9", None), Place("B33", None))


def test_a_firm_is_inside_outside_or_not_known(places: ReservablePlaces) -> None:
    assert places.is_inside(COUNTY, "B9 4AA") is True
    assert places.is_inside(COUNTY, "CV3 2AB") is None
    assert places.is_inside(COUNTY, "LS1 1AB") is False


def test_the_uk_is_always_known_and_has_no_islands_of_the_crown(places: ReservablePlaces) -> None:
    assert places.knows(UK)
    assert places.is_inside(UK, "LS1 1AB") is True
    assert places.is_inside(UK, "JE2 3AB") is False


def test_of_an_area_that_is_not_known_nobody_is_known_to_be_inside(
    places: ReservablePlaces,
) -> None:
    nowhere = Reservation(ReservedArea.OWN_AREA, "Nowhere", NOW)
    assert places.knows(COUNTY)
    assert not places.knows(nowhere)
    assert places.is_inside(nowhere, "B9 4AA") is None


def test_the_area_that_words_keep_a_contract_for_is_read(places: ReservablePlaces) -> None:
    county = places.named_in("small firms based in the West Midlands county")
    assert county == ReservedFor(ReservedArea.COUNTY, "West Midlands")
    assert places.named_in("UK firms") == ReservedFor(ReservedArea.UK, None)
    assert places.named_in("small and medium-sized businesses") is None


def test_a_place_is_held_against_that_area(places: ReservablePlaces) -> None:
    county = ReservedFor(ReservedArea.COUNTY, "West Midlands")
    assert places.holds(county, Place("B9 4AA", None)) is True
    assert places.holds(county, Place("CV3", None)) is None
    assert places.holds(county, Place("LS1 1AB", None)) is False
    assert places.holds(ReservedFor(ReservedArea.UK, None), Place("LS1", None)) is True


def test_where_a_firm_says_it_is_based_and_works_from_is_read(said: SaidPlaces) -> None:
    firm = said.read("based in B9 but we work from B33")
    assert [place.name for place in firm.based] == ["B9"]
    assert [place.name for place in firm.works] == ["B33"]
    assert not said.read("we are a small firm").all
    assert said.rest("we are in B9 now").split() == ["we", "are", "in", "now"]


def test_a_place_is_taken_out_of_a_text_and_all_else_stays(names: PlaceNames) -> None:
    left = names.without_places("Curtains made in Saltley, and hung")
    assert "Saltley" not in left
    assert left.startswith("Curtains made in ")
    assert left.endswith(", and hung")
    assert names.without_places("Curtains") == "Curtains"
