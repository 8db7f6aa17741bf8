"""Asking for a person: agreeing or not, wandering off and coming back, and what is passed on."""

from __future__ import annotations

import json
import subprocess

import pytest

from bot.bootstrap import make_phrases
from tests.client import Chat, Reply
from tests.conversations.answers import is_answer
from tests.running import DOORSTEP, Doorstep

SAY = make_phrases().say
CONSENT = "Shall I pass this conversation to Amina Khan?"
ABOUT = SAY("hand_over.ask.about", person="Amina Khan")
CONTACT = SAY("hand_over.ask.contact", person="Amina Khan")


def labels(reply: Reply) -> list[str]:
    return [choice["label"] for choice in reply.choices]


def last(reply: Reply) -> str:
    """The words of the last message of the answer."""
    return str(reply.messages[-1]["text"])


@pytest.fixture
def chat(chat_with_somebody: Chat) -> Chat:
    """Somebody looked for work, then asked for a person in words of their own."""
    chat_with_somebody.say("cleaning in Saltley")
    asked = chat_with_somebody.say("is there anyone real I could speak with about this")
    assert CONSENT in asked.text
    return chat_with_somebody


def waiting(doorstep: Doorstep, *arguments: str) -> str:
    """What a coordinator sees."""
    ran = subprocess.run(
        [str(DOORSTEP), "hand-overs", *arguments],
        env=doorstep.environment,
        capture_output=True,
        check=True,
    )
    return ran.stdout.decode()


def test_it_is_passed_on_and_a_coordinator_reads_it(
    chat: Chat, doorstep_with_somebody: Doorstep
) -> None:
    assert chat.say("yes please").text == ABOUT
    assert chat.say("do i need insurance for the school one").text == CONTACT
    told = chat.say("07700 900123 thanks")
    assert "Passed on to Amina Khan" in told.text
    assert "+447700900123" in told.text
    listed = [
        json.loads(line) for line in waiting(doorstep_with_somebody, "list", "--json").splitlines()
    ]
    mine = next(one for one in listed if one["about"] == "do i need insurance for the school one")
    assert mine["contact"] == "+447700900123"
    assert "Owner: cleaning in Saltley" in waiting(doorstep_with_somebody, "show", mine["id"])
    chat.forget()
    assert mine["id"] not in waiting(doorstep_with_somebody, "list", "--all", "--json")


@pytest.mark.parametrize("words", ["no", "no thanks", "nah leave it"])
def test_with_a_no_nothing_is_passed_on(
    chat: Chat, doorstep_with_somebody: Doorstep, words: str
) -> None:
    before = waiting(doorstep_with_somebody, "list", "--all")
    told = chat.say(words)
    assert "othing" in told.text, told.text
    assert waiting(doorstep_with_somebody, "list", "--all") == before
    assert chat.say("catering in Alum Rock").cards


def test_one_may_wander_off_and_come_back(chat: Chat) -> None:
    chat.say("yes")
    chat.say("about getting paid")
    wandered = chat.say("what is a PQQ?")
    assert len(wandered.messages) == 2
    assert last(wandered).startswith("Back to passing this on to Amina Khan:")
    assert "Leave it for now" in labels(wandered)
    twice = chat.say("show me cleaning jobs")
    assert twice.cards
    assert last(twice).startswith("Shall we carry on")
    assert chat.press("Carry on").text.endswith(CONTACT)
    assert "Passed on" in chat.say("amina.b@example.org").text


def test_the_list_shown_in_between_can_be_worked_on(chat: Chat) -> None:
    chat.say("yes")
    chat.say("about getting paid")
    found = chat.say("show me cleaning jobs")
    second = chat.say("tell me about the second one")
    assert second.cards[0]["id"] == found.cards[1]["id"]


def test_after_three_things_between_it_no_longer_asks_but_carries_on_when_told(chat: Chat) -> None:
    chat.say("yes")
    chat.say("about getting paid")
    for words in ("what is a PQQ?", "what is social value?"):
        chat.say(words)
    assert len(chat.say("when do they pay?").messages) == 1
    assert CONTACT in chat.say("where were we?").text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("why do you ask?", "Nobody reads it"),
        ("skip", "can't go on without this one"),
        ("go back", "the first question"),
        ("cancel", "nothing was passed on"),
    ],
)
def test_the_question_can_be_asked_about_and_left(chat: Chat, words: str, told: str) -> None:
    assert told in chat.say(words).text


def test_back_puts_the_question_before(chat: Chat) -> None:
    chat.say("yes")
    chat.say("about getting paid")
    assert ABOUT in chat.say("go back").text
    assert chat.say("about insurance").text == CONTACT
    assert "about insurance" in chat.press("I'd rather not say").text


def test_a_broken_number_is_asked_for_again(chat: Chat) -> None:
    chat.say("yes")
    chat.press("Skip")
    assert chat.say("0770 09").text == SAY("hand_over.unclear.contact")
    assert "Passed on" in chat.say("sorry, 07700 900123").text


def test_start_again_ends_it(chat: Chat) -> None:
    chat.say("yes")
    chat.say("start again")
    assert is_answer(chat.say("hello"), "utter_greet")


def test_stop_leaves_it(chat: Chat) -> None:
    chat.say("yes")
    assert chat.say("STOP").text == SAY("at_once.stop")
    assert is_answer(chat.say("hello"), "utter_greet")
