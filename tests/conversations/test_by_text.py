"""Whole conversations, each answer as the texts that a phone would get."""

from __future__ import annotations

import pytest

from bot.bootstrap import make_phrases
from bot.bootstrap.sms import make_render_sms
from bot.domain.conversation import ConversationId
from bot.domain.sms_pages import PLACES, SmsAnswer
from connectors.sms.plain_characters import PlainCharacters
from connectors.storage.database import SqlStorage
from tests.client import Chat
from tests.running import Doorstep

CHARACTERS = PlainCharacters()
TALKS = [
    [
        "hiya",
        "I'm a builder in Tyseley",
        "cheaper",
        "tell me about the second one",
        "why that one?",
    ],
    ["cleaning in Saltley", "show me more", "what is a PQQ?", "tell me more", "thanks"],
    ["what is the threshold for a school", "they want 5 million insurance", "how do I get paid"],
    [
        "what do they usually buy?",
        "catering in Alum Rock",
        "not for me",
        "speak to a person",
        "STOP",
    ],
]


def as_texts(doorstep: Doorstep, chat: Chat) -> list[SmsAnswer]:
    """Every answer of the conversation, rendered from what is stored."""
    storage, sms = SqlStorage(doorstep.database_url), make_render_sms(make_phrases())
    with storage.transaction() as work:
        turns = work.conversations.turns(ConversationId(chat.id))
    storage.close()
    return [sms.render(turn.replies) for turn in turns]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk[0])
def test_every_answer_can_be_read_on_any_phone(
    chat: Chat, doorstep_with_samples: Doorstep, talk: list[str]
) -> None:
    for words in talk:
        chat.say(words)
    answers = as_texts(doorstep_with_samples, chat)
    assert len(answers) == len(talk)
    for page in (page for answer in answers for page in answer.pages):
        assert CHARACTERS.fold(page) == page
        assert 0 < CHARACTERS.length(page) <= PLACES


def test_a_number_takes_the_choice_that_the_chat_would_press(
    chat: Chat, doorstep_with_samples: Doorstep
) -> None:
    found = chat.say("I'm a builder in Tyseley")
    [answer] = as_texts(doorstep_with_samples, chat)
    second = answer.chosen("2")
    assert second
    told = chat.press(second.label)
    assert told.cards[0]["id"] == found.cards[1]["id"]
