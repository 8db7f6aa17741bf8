"""Going back to a list, to the first one shown, to the one beside; and putting a search right."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Criteria
from bot.domain.heard import Heard
from bot.domain.looking_back import Back
from bot.domain.payloads import read_meaning
from bot.services.find_opportunities import PAGE
from bot.services.look_back import LookBack
from tests.examples import ALUM_ROCK, in_days, opportunity
from tests.services.desk import TALK, Desk, ids

CLEANING = Criteria(trades=("cleaning",), place=ALUM_ROCK)
CATERING = Criteria(trades=("catering",), place=ALUM_ROCK)
FIVE = tuple(
    opportunity(name, title="Cleaning of offices", deadline=in_days(9 + n))
    for n, name in enumerate("abcde")
)


@pytest.fixture
def desk() -> Desk:
    """Five cleaning jobs were looked for, and the first page of them shown."""
    made = Desk(*FIVE)
    made.find.find(TALK, CLEANING)
    return made


def look(desk: Desk) -> LookBack:
    return LookBack(desk.storage, desk.find)


def shown(desk: Desk) -> list[str]:
    """What is on the list now."""
    with desk.storage.transaction() as work:
        search = work.searches.latest(TALK)
    assert search
    return list(search.last_page)


def focus_on(desk: Desk, number: int) -> None:
    desk.describe.describe(TALK, ordinal=number)


def test_the_page_before_comes_back_and_more_goes_on_from_it(desk: Desk) -> None:
    first = shown(desk)
    second = ids(desk.find.more(TALK))
    assert ids(look(desk).list(TALK, Back.LIST_BEFORE)) == first
    assert ids(desk.find.more(TALK)) == second


def test_the_search_before_comes_back_with_what_it_asked_for(desk: Desk) -> None:
    first = shown(desk)
    desk.find.find(TALK, CATERING)
    page = look(desk).list(TALK, Back.LIST_BEFORE)
    assert page
    assert (ids(page), page.criteria) == (first, CLEANING)
    assert look(desk).list(TALK, Back.LIST_BEFORE) is None, "there is none before it"


def test_the_first_list_comes_back_over_all_since(desk: Desk) -> None:
    first = shown(desk)
    desk.find.find(TALK, CATERING)
    desk.find.find(TALK, Criteria(trades=("window cleaning",), place=ALUM_ROCK))
    assert ids(look(desk).list(TALK, Back.FIRST_LIST)) == first


def test_the_list_as_it_is_can_be_seen_again(desk: Desk) -> None:
    second = ids(desk.find.more(TALK))
    focus_on(desk, 1)
    assert ids(look(desk).list(TALK, Back.THIS_LIST)) == second


def test_the_first_one_shown_is_remembered(desk: Desk) -> None:
    first = shown(desk)[0]
    desk.find.more(TALK)
    payload = look(desk).payload(TALK, "what was the first one you showed me?")
    assert payload
    assert read_meaning(payload) == ("ask_opportunity_detail", {"opportunity_id": first})


@pytest.mark.parametrize(
    ("words", "at", "meant"),
    [("the one before", 2, 1), ("the next one", 2, 3), ("not that one, the one before", 3, 2)],
)
def test_the_one_beside_is_the_one_in_the_list(desk: Desk, words: str, at: int, meant: int) -> None:
    page = shown(desk)
    focus_on(desk, at)
    payload = look(desk).payload(TALK, words)
    assert payload
    assert read_meaning(payload)[1] == {"opportunity_id": page[meant - 1]}


def test_the_other_of_three_is_not_guessed(desk: Desk) -> None:
    assert PAGE == 3
    focus_on(desk, 2)
    payload = look(desk).payload(TALK, "not that one, the other one")
    assert payload
    assert read_meaning(payload) == ("show_more", {"list": "this_list"})


def test_the_other_of_two_is_plain() -> None:
    desk = Desk(*FIVE[:2])
    page = ids(desk.find.find(TALK, CLEANING))
    focus_on(desk, 1)
    payload = look(desk).payload(TALK, "the other one")
    assert payload
    assert read_meaning(payload)[1] == {"opportunity_id": page[1]}


def test_without_a_search_nothing_is_read() -> None:
    desk = Desk(*FIVE)
    for words in ("go back", "the other one", "what was the first one you showed me"):
        assert look(desk).payload(TALK, words) is None
    assert look(desk).may_correct(TALK, "no, B9") is None
    assert look(desk).list(TALK, Back.FIRST_LIST) is None


@pytest.mark.parametrize(
    ("words", "rest"), [("no, B9", "B9"), ("not that one, number 3", "number 3"), ("B9", None)]
)
def test_words_that_put_right_are_told_from_others(
    desk: Desk, words: str, rest: str | None
) -> None:
    assert look(desk).may_correct(TALK, words) == rest


@pytest.mark.parametrize(
    ("facts", "meant"),
    [
        ({"place": ("B9",)}, ("refine_search", {"place": "B9"})),
        ({"amount": (20_000.0,)}, ("refine_search", {"max_value": 20_000.0})),
        ({"ordinal": (3,)}, ("ask_opportunity_detail", {"ordinal": 3})),
        ({}, None),
    ],
)
def test_a_correction_changes_what_it_names(
    desk: Desk, facts: dict[str, tuple[object, ...]], meant: object
) -> None:
    payload = look(desk).correction(TALK, Heard("no, it", "deny", 0.7), Heard("it", facts=facts))
    assert (read_meaning(payload) if payload else None) == meant


def test_what_is_meant_for_something_else_corrects_nothing(desk: Desk) -> None:
    whole = Heard("no, who pays in B9?", "ask_payment", 0.9)
    assert look(desk).correction(TALK, whole, Heard("", facts={"place": ("B9",)})) is None


def test_not_that_one_is_no_refusal_where_another_is_named(desk: Desk) -> None:
    """Understood as a refusal of the third one, which is the one that is wanted."""
    whole = Heard("not that one, the third one", "report_opportunity", 0.9, {"ordinal": (3,)})
    rest = Heard("the third one", "ask_opportunity_detail", 0.8, {"ordinal": (3,)})
    payload = look(desk).correction(TALK, whole, rest)
    assert payload
    assert read_meaning(payload) == ("ask_opportunity_detail", {"ordinal": 3})


def test_what_is_said_against_another_stays_said(desk: Desk) -> None:
    whole = Heard("not that one, the third is too big", "report_opportunity", 0.9)
    rest = Heard("the third is too big", "report_opportunity", 0.9, {"ordinal": (3,)})
    assert look(desk).correction(TALK, whole, rest) is None
