"""What was bought before, and where to ask when a search finds too little."""

from __future__ import annotations

import pytest

from tests.client import Chat
from tests.conversations.answers import is_answer

COUNCIL = "Birmingham City Council"
LICENCE = "Open Government Licence"


@pytest.mark.parametrize(
    "question",
    ["what does the council buy in catering?", "how often did the council pay for catering"],
)
def test_what_the_council_paid_for_is_told_with_period_source_and_whom_to_ask(
    chat: Chat, question: str
) -> None:
    told = chat.say(question)
    assert is_answer(told, "utter_spending_of_trade")
    for part in (COUNCIL, "from 2014 to 2018", "not what is bought now", "etendering@", LICENCE):
        assert part in told.text


def test_without_a_buyer_those_who_paid_are_named(chat: Chat) -> None:
    told = chat.say("does anyone round here buy small cleaning jobs?")
    assert is_answer(told, "utter_spending_of_trade")
    assert COUNCIL in told.text


def test_of_a_buyer_without_records_that_is_said(chat: Chat) -> None:
    told = chat.say("what does Aston University usually buy?")
    assert is_answer(told, "utter_spending_no_records")
    assert "procurement@aston.ac.uk" in told.text


def test_without_a_trade_the_usual_headings_are_told(chat: Chat) -> None:
    told = chat.say("what does the council usually buy")
    assert is_answer(told, "utter_spending_of_buyer")
    assert LICENCE in told.text


def test_a_search_that_finds_nothing_says_where_to_ask(chat: Chat) -> None:
    found = chat.say("any florist work in Alum Rock under £20")
    assert is_answer(found, "utter_found_nothing")
    assert "paid by card" in found.text
    assert "etendering@" in found.text


def test_a_search_that_finds_something_near_does_not(chat: Chat) -> None:
    assert "paid by card" not in chat.say("catering in Alum Rock").text
