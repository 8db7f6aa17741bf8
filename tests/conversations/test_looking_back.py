"""Corrections and memory: "no, B9", "the other one", "go back", "what was the first one?"."""

from __future__ import annotations

import pytest

from bot.bootstrap import make_phrases
from tests.client import Chat, Reply
from tests.conversations.answers import is_answer


def ids(reply: Reply) -> list[str]:
    return [str(card["id"]) for card in reply.cards]


def test_a_place_is_put_right_and_the_work_stays(chat: Chat) -> None:
    chat.say("cleaning in Saltley")
    told = chat.say("no, B9")
    assert told.cards
    assert "cleaning" in told.text
    assert "B9" in told.text
    assert "B33" in chat.say("no sorry I meant B33").text


def test_a_limit_is_put_right(chat: Chat) -> None:
    chat.say("cleaning in Saltley under 10k")
    told = chat.say("no, 50k")
    assert told.cards
    assert max(card["value"]["amount"] for card in told.cards) > 10_000


@pytest.mark.parametrize("words", ["I meant cleaning not catering", "not catering, cleaning"])
def test_a_trade_is_put_right(chat: Chat, words: str) -> None:
    chat.say("catering in Saltley")
    assert "for cleaning" in chat.say(words).text


def test_the_price_can_be_forgotten_again(chat: Chat) -> None:
    everything = chat.say("cleaning in Saltley")
    assert ids(chat.say("cheaper")) != ids(everything)
    assert ids(chat.say("actually forget the price")) == ids(everything)


def test_not_that_one_the_third_one(chat: Chat) -> None:
    found = chat.say("I'm a builder in Tyseley")
    chat.say("tell me about the second one")
    assert ids(chat.say("not that one, the third one")) == [ids(found)[2]]


def test_the_one_before_and_the_next_one(chat: Chat) -> None:
    found = chat.say("I'm a builder in Tyseley")
    chat.say("tell me about the second one")
    assert ids(chat.say("the one before")) == [ids(found)[0]]
    assert ids(chat.say("the next one")) == [ids(found)[1]]


def test_where_the_other_one_is_not_clear_the_list_is_shown_again(chat: Chat) -> None:
    found = chat.say("I'm a builder in Tyseley")
    chat.say("tell me about the second one")
    assert ids(chat.say("not that one, the other one")) == ids(found)


def test_going_back_through_pages_and_searches(chat: Chat) -> None:
    builder = chat.say("I'm a builder in Tyseley")
    more = chat.say("show me more")
    assert ids(more) != ids(builder)
    assert ids(chat.say("go back")) == ids(builder)
    chat.say("catering in Alum Rock")
    chat.say("cheaper")
    assert ids(chat.say("go back to the first list")) == ids(builder)
    assert chat.say("go back").text == make_phrases().say("list.nothing_before")


def test_what_was_shown_first_is_remembered(chat: Chat) -> None:
    found = chat.say("I'm a builder in Tyseley")
    chat.say("show me more")
    chat.say("catering in Alum Rock")
    told = chat.say("what was the first one you showed me?")
    assert ids(told) == [ids(found)[0]]


def test_before_anything_was_shown_going_back_is_plain_talk(chat: Chat) -> None:
    assert is_answer(chat.say("go back"), "utter_cancel")
