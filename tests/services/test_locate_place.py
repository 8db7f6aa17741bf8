"""Where the place is that an owner names."""

from __future__ import annotations

import pytest

from bot.domain.place import LocatedPostcode, Place, Point
from bot.services.locate_place import KEPT_FOR, UNKNOWN_KEPT_FOR, LocatePlace
from tests.examples import NOW
from tests.fakes import FakeClock, FakeDirectory, FakeGazetteer, FakeStorage

MIDDLE = Point(52.48, -1.85)
EXACT = Point(52.4812, -1.8534)
SALTLEY = LocatedPostcode("B8 1DE", EXACT, "Alum Rock", "E05011120")


class Case:
    """A service with its surroundings."""

    def __init__(self, *known: LocatedPostcode, may_ask: bool = True) -> None:
        self.directory = FakeDirectory(*known)
        self.storage = FakeStorage()
        self.clock = FakeClock(NOW)
        gazetteer = FakeGazetteer({"B8 1DE": MIDDLE, "B8": MIDDLE, "Saltley": MIDDLE}, [], [])
        self.places = LocatePlace(
            gazetteer, self.storage, self.directory if may_ask else None, self.clock
        )


def test_a_full_postcode_has_its_own_position_and_ward_and_its_usual_spelling() -> None:
    case = Case(SALTLEY)
    assert case.places.find("i'm at b8 1de") == Place("B8 1DE", EXACT, "Alum Rock")


@pytest.mark.parametrize("text", ["in Saltley", "B8", "nowhere", ""])
def test_nothing_less_than_a_full_postcode_is_told_to_anybody(text: str) -> None:
    case = Case(SALTLEY)
    case.places.find(text)
    assert case.directory.asked == []


def test_the_directory_is_asked_once_for_all_who_name_a_postcode() -> None:
    case = Case(SALTLEY)
    assert case.places.find("B8 1DE") == case.places.find("B8 1DE")
    assert case.directory.asked == ["B8 1DE"]


def test_the_postcode_alone_is_told() -> None:
    case = Case(SALTLEY)
    case.places.find("cleaning near B8 1DE, I am Sam")
    assert case.directory.asked == ["B8 1DE"]


def test_after_a_quarter_it_is_asked_anew() -> None:
    case = Case(SALTLEY)
    case.places.find("B8 1DE")
    case.clock.pass_by(seconds=KEPT_FOR.total_seconds())
    case.places.find("B8 1DE")
    assert len(case.directory.asked) == 2


def test_that_a_postcode_is_unknown_is_kept_for_a_shorter_time() -> None:
    case = Case()
    assert case.places.find("B8 1DE") == Place("B8 1DE", MIDDLE)
    case.places.find("B8 1DE")
    assert len(case.directory.asked) == 1
    case.clock.pass_by(seconds=UNKNOWN_KEPT_FOR.total_seconds())
    case.places.find("B8 1DE")
    assert len(case.directory.asked) == 2
    assert UNKNOWN_KEPT_FOR < KEPT_FOR


def test_without_the_directory_the_small_table_answers() -> None:
    case = Case(SALTLEY)
    case.directory.is_away = True
    assert case.places.find("B8 1DE") == Place("B8 1DE", MIDDLE)


def test_what_was_told_before_is_better_than_nothing() -> None:
    case = Case(SALTLEY)
    case.places.find("B8 1DE")
    case.directory.is_away = True
    case.clock.pass_by(seconds=KEPT_FOR.total_seconds())
    assert case.places.find("B8 1DE") == Place("B8 1DE", EXACT, "Alum Rock")


def test_an_installation_that_may_ask_nobody_asks_nobody() -> None:
    case = Case(SALTLEY, may_ask=False)
    assert case.places.find("B8 1DE") == Place("B8 1DE", MIDDLE)
    assert case.directory.asked == []


def test_a_postcode_without_a_position_is_where_the_table_puts_it() -> None:
    case = Case(LocatedPostcode("B8 1DE", None))
    assert case.places.find("B8 1DE") == Place("B8 1DE", MIDDLE)


def test_an_owner_is_answered_even_if_nothing_can_be_kept() -> None:
    case = Case(SALTLEY)
    case.storage.is_away = True
    assert case.places.find("B8 1DE") == Place("B8 1DE", EXACT, "Alum Rock")


def test_old_answers_are_not_kept_for_ever() -> None:
    other = LocatedPostcode("B8", EXACT)
    case = Case(SALTLEY, other)
    with case.storage.transaction() as work:
        work.postcodes.keep("B9 4AA", SALTLEY, NOW)
    case.clock.pass_by(seconds=KEPT_FOR.total_seconds() + 1)
    case.places.find("B8 1DE")
    with case.storage.transaction() as work:
        assert work.postcodes.get("B9 4AA") is None
