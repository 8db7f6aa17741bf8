"""Where a firm is, held against where a contract is kept for."""

from __future__ import annotations

import pytest

from bot.domain.firm_place import FirmPlaces, PlaceStanding, sorted_by_use, standing_of_firm
from bot.domain.place import Place

SALTLEY, SOLIHULL, B14 = Place("Saltley", None), Place("Solihull", None), Place("B14", None)
ALL = (SALTLEY, SOLIHULL, B14)


def read(text: str) -> FirmPlaces:
    """The places of a text, found by their names."""
    found = [(text.find(p.name), text.find(p.name) + len(p.name), p) for p in ALL]
    return sorted_by_use(text, [one for one in found if one[0] >= 0])


def within(place: Place) -> bool | None:
    """Saltley is inside the area, Solihull is not, and its border runs through B14."""
    return None if place is B14 else place is SALTLEY


@pytest.mark.parametrize(
    ("said", "based", "works"),
    [
        ("Solihull", [SOLIHULL], [SOLIHULL]),
        ("we're in Solihull", [SOLIHULL], [SOLIHULL]),
        ("based in Solihull but we work from Saltley", [SOLIHULL], [SALTLEY]),
        ("our office is in Solihull, our kitchen in Saltley", [SOLIHULL], [SALTLEY]),
        ("based and working in Saltley", [SALTLEY], [SALTLEY]),
        ("registered in Saltley and Solihull", [SALTLEY, SOLIHULL], []),
        ("we work from Saltley", [], [SALTLEY]),
    ],
)
def test_a_place_is_where_a_firm_is_based_or_works_from_by_the_words_before_it(
    said: str, based: list[Place], works: list[Place]
) -> None:
    firm = read(said)
    assert (list(firm.based), list(firm.works)) == (based, works)


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ("", PlaceStanding.NOT_SAID),
        ("we're in Saltley", PlaceStanding.INSIDE),
        ("based in Saltley", PlaceStanding.BASED_INSIDE),
        ("we work from Saltley", PlaceStanding.WORKS_INSIDE),
        ("we're in Solihull", PlaceStanding.BASED_OUTSIDE),
        ("based in Solihull but we work from Saltley", PlaceStanding.BASED_OUTSIDE),
        ("based in Saltley but we work from Solihull", PlaceStanding.WORKS_OUTSIDE),
        ("we're in B14", PlaceStanding.UNSURE),
        ("based in Saltley, we work from B14", PlaceStanding.UNSURE),
        ("registered in Solihull and Saltley", PlaceStanding.BASED_INSIDE),
    ],
)
def test_both_where_it_is_based_and_where_it_works_from_count(
    said: str, standing: PlaceStanding
) -> None:
    assert standing_of_firm(read(said), within) is standing
