"""A contract that is kept for firms of an area, and where a firm says that it is."""

from __future__ import annotations

import json

import pytest

from bot.bootstrap import CONTENT, make_phrases
from bot.domain.place import Place
from bot.services.hold_place import HoldPlace, Told
from bot.services.present_opportunity import PresentOpportunity
from connectors.places.gazetteer import Gazetteer
from connectors.places.reservable_places import ContentReservablePlaces
from connectors.places.said_places import GazetteerSaidPlaces
from tests.examples import opportunity

PHRASES = make_phrases()
HOLD = HoldPlace(
    PHRASES,
    PresentOpportunity(PHRASES, ""),
    ContentReservablePlaces(CONTENT),
    GazetteerSaidPlaces(Gazetteer(CONTENT)),
)
OF_BIRMINGHAM = opportunity(reserved_for="“BIRMINGHAM BASED SMEs AND VCSEs ONLY”")
OF_THE_COUNTY = opportunity(reserved_for="firms of the West Midlands county")
OF_TWO = opportunity(reserved_for="firms in Birmingham or Solihull")
WITH_NEIGHBOURS = opportunity(reserved_for="the West Midlands and bordering counties")
OF_THE_UK = opportunity(reserved_for="UK suppliers")
BY_SIZE = opportunity(reserved_for="smeVcse")


@pytest.mark.parametrize(
    ("one", "said", "words"),
    [
        (
            OF_BIRMINGHAM,
            "we're in Solihull",
            "Solihull: that is not in Birmingham. So by its notice",
        ),
        (OF_BIRMINGHAM, "based in Solihull but we work from Saltley", "Solihull: that is not in"),
        (OF_BIRMINGHAM, "based in Saltley but we work from Solihull", "but Solihull is not in it"),
        (OF_BIRMINGHAM, "we're in Saltley", "only the buyer can say so"),
        (OF_BIRMINGHAM, "East Birmingham", "only the buyer can say so"),
        (OF_BIRMINGHAM, "our office is in B9 4AA", "Do you work from there too?"),
        (OF_BIRMINGHAM, "we work from Tyseley", "Are you based there too?"),
        (OF_BIRMINGHAM, "we're in B14", "I cannot tell if that is in Birmingham"),
        (OF_BIRMINGHAM, "the West Midlands", "I cannot tell"),
        (OF_BIRMINGHAM, "can I go for it?", "Where is your firm based"),
        (OF_THE_COUNTY, "we're in Solihull", "in the West Midlands. That may count"),
        (OF_THE_COUNTY, "we're in Redditch", "is not in the West Midlands"),
        (WITH_NEIGHBOURS, "we're in Redditch", "That may count"),
        (OF_TWO, "we're in Solihull", "I cannot tell"),
        (OF_TWO, "we're in Saltley", "That may count"),
        (OF_THE_UK, "we're in Redditch", "That may count"),
    ],
)
def test_where_a_firm_is_is_held_against_where_the_contract_is_kept_for(
    one: object, said: str, words: str
) -> None:
    line = HOLD.line(one, Told(said))  # type: ignore[arg-type]
    assert line is not None
    assert words in line


def test_where_its_owner_looked_for_work_is_asked_about_and_not_taken_for_where_it_is() -> None:
    line = HOLD.line(OF_BIRMINGHAM, Told("can I?", looked_near=Place("Solihull", None)))
    assert line == "You looked near Solihull. Is your firm based there, and do you work from there?"


@pytest.mark.parametrize("one", [BY_SIZE, opportunity()])
def test_of_a_contract_that_is_kept_for_no_area_nothing_is_said_of_place(one: object) -> None:
    assert HOLD.line(one, Told("we're in Solihull")) is None  # type: ignore[arg-type]
    assert HOLD.choices("eligibility", one, Told("")) == []  # type: ignore[arg-type]


def test_the_question_can_be_answered_by_pressing() -> None:
    inside, outside = HOLD.choices("eligibility", OF_BIRMINGHAM, Told("can I?"))
    assert inside["title"] == "Based and working in Birmingham"
    carried = json.loads(
        outside["payload"].partition("{")[1] + outside["payload"].partition("{")[2]
    )
    assert carried["topic"] == "eligibility"
    assert "only the buyer can say so" in str(HOLD.line(OF_BIRMINGHAM, Told(inside="yes"))).lower()
    assert "it is not for you" in str(HOLD.line(OF_BIRMINGHAM, Told(inside=carried["inside"])))
    assert HOLD.choices("eligibility", OF_BIRMINGHAM, Told(inside="no")) == []


def test_it_is_asked_only_where_it_is_open_and_where_it_matters() -> None:
    assert HOLD.choices("payment", OF_BIRMINGHAM, Told("")) == []
    assert HOLD.choices("eligibility", OF_BIRMINGHAM, Told("we're in Solihull")) == []
    assert len(HOLD.choices("reserved_contracts", OF_BIRMINGHAM, Told("based in Saltley"))) == 2


@pytest.mark.parametrize("said", ["", "we're in Saltley", "based in Solihull", "we're in B14"])
def test_nothing_promises_that_a_firm_may_take_part(said: str) -> None:
    for inside in (None, "yes", "no"):
        line = str(HOLD.line(OF_BIRMINGHAM, Told(said, inside=inside))).lower()
        for promise in (
            "you may bid",
            "you can bid",
            "definitely",
            "you qualify",
            "reserved for you",
        ):
            assert promise not in line
