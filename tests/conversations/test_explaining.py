"""The limits, the words, and who the anchor institutions are."""

from __future__ import annotations

import pytest

from tests.client import Chat
from tests.conversations.answers import is_answer

ANCHORS = ("Birmingham City Council", "University of Birmingham", "Aston University")


def test_a_value_and_a_buyer_are_answered_with_class_line_and_source(chat: Chat) -> None:
    told = chat.say("do I need a full tender for £20,000 of work at the city council?")
    assert is_answer(told, "utter_threshold_ruling")
    for part in ("Birmingham City Council", "local public body", "£214,904", "below", "with VAT"):
        assert part in told.text
    assert "Procurement Act 2023, Schedule 1" in told.text


def test_above_the_line_the_full_rules_hold(chat: Chat) -> None:
    told = chat.say("what about £250,000 for Birmingham City Council?")
    assert "£250,000" in told.text
    assert "at or above the threshold" in told.text


def test_an_nhs_trust_has_the_lower_line(chat: Chat) -> None:
    told = chat.say("is a £9,000 job small enough for the NHS trust?")
    assert "£139,688" in told.text


def test_without_a_buyer_it_depends_between_the_two_lines(chat: Chat) -> None:
    assert is_answer(chat.say("is £180,000 below threshold?"), "utter_threshold_depends")


def test_the_limits_in_general_name_both_lines(chat: Chat) -> None:
    told = chat.say("what does below threshold mean?")
    assert "£214,904" in told.text
    assert "£139,688" in told.text


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("what is a framework?", "framework"),
        ("what does CPV mean", "CPV"),
        ("whats a PQQ", "PQQ"),
        ("what is public liability?", "public liability"),
        ("DPS?", "DPS"),
    ],
)
def test_a_word_of_the_trade_is_explained(chat: Chat, question: str, word: str) -> None:
    told = chat.say(question)
    assert is_answer(told, "utter_jargon", "utter_jargon_sourced")
    assert word.lower() in told.text.lower()


def test_a_word_that_is_not_known_is_not_guessed(chat: Chat) -> None:
    assert is_answer(chat.say("what does flibbertigib mean?"), "utter_jargon_unknown")


def test_the_anchor_institutions_are_named(chat: Chat) -> None:
    told = chat.say("who are the anchor institutions?")
    assert is_answer(told, "utter_anchor_institutions")
    assert all(name in told.text for name in ANCHORS)


def test_an_explanation_in_between_does_not_lose_the_list(chat: Chat) -> None:
    second = chat.say("I'm a builder in Tyseley").cards[1]
    chat.say("what is a framework?")
    assert chat.say("tell me about the second one").cards[0]["id"] == second["id"]
