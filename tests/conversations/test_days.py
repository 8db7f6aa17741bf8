"""Days that owners name are days by which offers are due, where they speak of closing."""

from __future__ import annotations

from tests.client import Chat


def test_only_what_closes_before_the_day_is_shown(chat: Chat) -> None:
    every = chat.say("what cleaning is open")
    assert every.cards
    last = max(card["deadline"] for card in every.cards if card["deadline"])
    day = last[:10]
    reply = chat.say(f"only ones closing before {day}")
    assert all(card["deadline"] and card["deadline"][:10] < day for card in reply.cards)


def test_a_day_without_a_word_of_closing_limits_nothing(chat: Chat) -> None:
    every = chat.say("what cleaning is open")
    again = chat.say("any cleaning work, I am free from next month")
    # Other words order the same jobs a little differently.
    assert {card["id"] for card in again.cards} == {card["id"] for card in every.cards}
