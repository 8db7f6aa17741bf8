"""Which postcodes are in an area that a contract may be reserved for; and texts without places."""

from __future__ import annotations

import pytest

from bot.bootstrap import CONTENT
from bot.domain.reservation import Reservation, ReservedArea
from connectors.places.gazetteer import Gazetteer
from connectors.places.place_names import GazetteerPlaceNames
from connectors.places.reservable_places import ContentReservablePlaces
from tests.examples import NOW

PLACES = ContentReservablePlaces(CONTENT)
NAMES = GazetteerPlaceNames(Gazetteer(CONTENT))
UK = Reservation(ReservedArea.UK, None, NOW)
BIRMINGHAM = Reservation(ReservedArea.OWN_AREA, "Birmingham", NOW)
COUNTY = Reservation(ReservedArea.COUNTY, "West Midlands", NOW)
BORDERING = Reservation(ReservedArea.BORDERING, "West Midlands", NOW)


@pytest.mark.parametrize(
    ("postcode", "uk", "birmingham", "county", "bordering"),
    [
        ("B9 4AA", True, True, True, True),
        ("B33 8TH", True, True, True, True),
        ("B91 3QQ", True, False, True, True),  # Solihull
        ("CV1 2AB", True, False, True, True),  # Coventry
        ("CV3 2AB", True, False, None, True),  # Coventry, or just outside
        ("CV31 1AB", True, False, False, True),  # Leamington Spa
        ("DE13 1AB", True, False, False, None),  # Staffordshire, or Derbyshire
        ("LS1 1AB", True, False, False, False),
        ("BT1 1AB", True, False, False, False),
        ("JE2 3AB", False, False, False, False),
    ],
)
def test_a_postcode_is_inside_outside_or_not_known(
    postcode: str, *, uk: bool, birmingham: bool, county: bool | None, bordering: bool | None
) -> None:
    reserved = (UK, BIRMINGHAM, COUNTY, BORDERING)
    answers = [PLACES.is_inside(one, postcode) for one in reserved]
    assert answers == [uk, birmingham, county, bordering]


def test_a_district_of_the_city_is_not_known_to_be_inside_whole() -> None:
    assert PLACES.is_inside(BIRMINGHAM, "B9") is None
    assert PLACES.is_inside(BIRMINGHAM, "M1") is False


def test_what_is_no_postcode_area_is_not_known() -> None:
    assert PLACES.is_inside(UK, "XX1 1AA") is None


def test_only_areas_that_are_listed_are_known() -> None:
    assert all(PLACES.knows(one) for one in (UK, BIRMINGHAM, COUNTY, BORDERING))
    for place in ("East Birmingham", "Small Heath", "Saltley"):
        assert not PLACES.knows(Reservation(ReservedArea.OWN_AREA, place, NOW))
    nowhere = Reservation(ReservedArea.COUNTY, "Rutland", NOW)
    assert not PLACES.knows(nowhere)
    assert PLACES.is_inside(nowhere, "B9 4AA") is None


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("I clean offices in Small Heath and Birmingham.", "I clean offices in … and …."),
        ("Based at B9 4AA, we paint schools", "Based at …, we paint schools"),
        ("Halal catering for parties", "Halal catering for parties"),
        ("", ""),
    ],
)
def test_a_text_keeps_everything_but_its_places(said: str, left: str) -> None:
    assert NAMES.without_places(said) == left
    assert NAMES.without_places(left) == left
