"""Changes in a word, at once, and taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.profile_facts import HeldPaper, JobSize, Part, Travel
from tests.services.profile_talk import TALK, Owner


@pytest.fixture
def owner() -> Owner:
    """A caterer of Saltley with a few facts."""
    made = Owner()
    made.desk.keep.note(
        TALK,
        {
            Part.WORK: "catering for schools",
            Part.TRADES: ("catering",),
            Part.PLACE: "Saltley",
            Part.NAME: "Zaytoun",
            Part.PAPERS: (HeldPaper("a DBS check"),),
        },
    )
    return made


def test_a_move_is_taken_at_once_and_can_be_undone(owner: Owner) -> None:
    told = owner.change("we moved to B9")
    assert "based in B9" in told
    assert "Undo" in owner.labels
    assert owner.profile.place == "B9"
    assert "based in Saltley" in owner.desk.update.undo(TALK).text
    assert owner.profile.place == "Saltley"
    assert "no change to take back" in owner.desk.update.undo(TALK).text


def test_of_two_places_the_one_moved_to_counts(owner: Owner) -> None:
    owner.change("we moved from Saltley to Bordesley Green")
    assert owner.profile.place == "Bordesley Green"


def test_a_trade_too_is_added_with_its_words(owner: Owner) -> None:
    owner.change("I do plastering now too")
    assert owner.profile.trades == ("catering", "plastering")
    assert owner.profile.work == "catering for schools, plastering"


def test_only_another_trade_takes_the_place_of_the_others(owner: Owner) -> None:
    owner.change("I only do plastering these days")
    assert owner.profile.trades == ("plastering",)
    assert "catering" not in (owner.profile.work or "")


def test_a_trade_that_is_taken_off_leaves_the_words_too(owner: Owner) -> None:
    owner.change("I do plastering now too")
    owner.change("take catering off")
    assert owner.profile.trades == ("plastering",)
    assert "catering" not in (owner.profile.work or "")


def test_the_only_trade_that_is_taken_off_leaves_nothing_behind(owner: Owner) -> None:
    assert "taken out" in owner.change("take catering off")
    assert (owner.profile.trades, owner.profile.work) == (None, None)


def test_a_name_with_a_trade_in_it_changes_no_trade(owner: Owner) -> None:
    owner.change("call us Bright Roofs")
    assert (owner.profile.name, owner.profile.trades) == ("Bright Roofs", ("catering",))


def test_a_paper_is_added_to_those_there_are(owner: Owner) -> None:
    owner.change("we have public liability for 5 million now")
    names = [one.name for one in owner.profile.papers or ()]
    assert names == ["a DBS check", "public liability insurance"]


@pytest.mark.parametrize(
    ("words", "part", "value"),
    [
        ("put 15 miles", Part.TRAVEL, Travel(15)),
        ("we can do up to 20k now", Part.SIZE, JobSize(None, Decimal(20_000))),
        ("our PPON is PABC-1234-DEFG", Part.PPON, "PABC-1234-DEFG"),
    ],
)
def test_a_new_fact_is_taken_as_it_is(owner: Owner, words: str, part: Part, value: object) -> None:
    owner.change(words)
    assert owner.profile.get(part) == value


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("fix my postcode", Part.PLACE),
        ("can I change our name", Part.NAME),
        ("took on two apprentices", Part.PEOPLE),
        ("please up my radius", Part.TRAVEL),
        ("our insurance changed", Part.PAPERS),
        ("what would you like", None),
    ],
)
def test_a_part_without_its_new_value_is_asked_about(
    owner: Owner, words: str, part: Part | None
) -> None:
    updated = owner.desk.update.update(TALK, words, [])
    assert (updated.reply, updated.asks_for) == (None, part)


def test_a_part_can_be_taken_out(owner: Owner) -> None:
    assert "name taken out" in owner.change("take the name out")
    assert owner.profile.name is None


def test_the_same_again_is_said_to_be_there(owner: Owner) -> None:
    assert "already" in owner.change("we are in Saltley")


@pytest.mark.parametrize("words", ["undo", "Undo that!", "no, take that back", "put it back"])
def test_undoing_is_asked_for_in_several_ways(owner: Owner, words: str) -> None:
    assert owner.desk.update.is_undoing(words)


@pytest.mark.parametrize("words", ["undo the wiring in B9", "take catering back on"])
def test_other_words_are_no_undoing(owner: Owner, words: str) -> None:
    assert not owner.desk.update.is_undoing(words)


def test_a_paper_whose_last_day_is_told_is_one_that_the_firm_has() -> None:
    owner = Owner()
    owner.desk.update.update(TALK, "our public liability insurance runs until 31 March 2028", ())
    [paper] = owner.profile.papers or ()
    assert paper.name == "public liability insurance"
    assert paper.ends_on == date(2028, 3, 31)
