"""What is held, a copy, erasing: from the chat, at any point of a conversation."""

from __future__ import annotations

import re

import pytest

from tests.client import Chat, Reply
from tests.conversations.answers import is_answer
from tests.conversations.phone import new_phone
from tests.running import Doorstep

LINK = re.compile(r"http://[^/\s]+(/(?!privacy)\S+)")


def path_in(reply: Reply) -> str:
    """The path of the link in the answer."""
    found = LINK.search(reply.text)
    assert found, reply.text
    return found[1]


@pytest.mark.parametrize("words", ["what do you keep about me?", "is my data safe with you?"])
def test_asking_what_is_held_leads_to_all_of_it(chat: Chat, words: str) -> None:
    chat.say("cleaning in Saltley")
    page = chat.client.get(path_in(chat.say(words)))
    assert page.status == 200
    assert "cleaning in Saltley" in page.text


def test_a_copy_is_given_by_a_link(chat: Chat) -> None:
    chat.say("cleaning in Saltley")
    told = chat.say("send me a copy of my data")
    assert is_answer(told, "utter_copy"), told.text
    copy = chat.client.get(f"{path_in(told)}/copy.txt")
    assert "cleaning in Saltley" in copy.text
    assert "How I understood your messages" in copy.text


def test_erasing_says_what_goes_and_asks_once(chat: Chat) -> None:
    chat.say("cleaning in Saltley")
    told = chat.say("delete my data")
    assert is_answer(told, "utter_erasure_goes"), told.text
    assert "• What you wrote and what I answered" in told.text
    assert "What stays" in told.text
    assert [one["label"] for one in told.choices] == ["Yes, erase everything", "No, keep it"]


@pytest.mark.parametrize("yes", ["yes", "Yes, erase everything"])
def test_a_yes_erases_everything_and_gives_a_receipt(chat: Chat, yes: str) -> None:
    page = path_in(chat.say("what do you keep about me?"))
    chat.say("delete my data")
    told = chat.press(yes) if " " in yes else chat.say(yes)
    assert is_answer(told, "utter_erased"), told.text
    assert chat.client.get(page).status == 404
    assert chat.send({"text": "hello"}).status == 404
    receipt = chat.client.get(path_in(told))
    assert receipt.status == 200
    assert "What you wrote and what I answered" in receipt.text
    assert chat.id not in receipt.text


@pytest.mark.parametrize("no", ["no", "No, keep it"])
def test_a_no_erases_nothing(chat: Chat, no: str) -> None:
    chat.say("cleaning in Saltley")
    chat.say("delete my data")
    told = chat.press(no) if " " in no else chat.say(no)
    assert is_answer(told, "utter_erasure_refused"), told.text
    assert chat.history()


def test_a_yes_to_nothing_erases_nothing(chat: Chat) -> None:
    chat.say("cleaning in Saltley")
    chat.say("delete my data")
    chat.say("what is a PQQ?")
    chat.say("yes")
    assert chat.history()


def test_it_works_in_the_middle_of_other_questions(chat: Chat) -> None:
    """The question about learning stands open; erasing is asked, refused, and the rest goes on."""
    cards = chat.say("cleaning in B9").cards
    chat.press_on(cards[0], "Not for me")
    chat.say("too far")
    assert is_answer(chat.say("delete my data"), "utter_erasure_goes")
    assert is_answer(chat.say("no"), "utter_erasure_refused")
    assert chat.say("show me more").text
    assert is_answer(chat.say("send me a copy of my data"), "utter_copy")


def test_starting_again_erases_too(chat: Chat) -> None:
    page = path_in(chat.say("what do you keep about me?"))
    assert chat.forget().status == 204
    assert chat.client.get(page).status == 404


def test_a_copy_is_given_by_text_in_one_text_whose_link_opens(
    doorstep_with_samples: Doorstep,
) -> None:
    phone = new_phone(doorstep_with_samples.client)
    phone.text("cleaning in Saltley")
    for words in ("send me a copy of my data", "what do you keep about me?"):
        found = LINK.search(phone.text(words))
        assert found, phone.came[-1]
        assert phone.client.get(found[1]).status == 200
    copy = phone.client.get(f"{found[1]}/copy.txt")
    assert "words: cleaning in Saltley" in copy.text
    held = phone.client.get(f"{found[1]}/copy.json").json["held"]
    assert held["inbound_texts"]["rows"][0]["words"] == "cleaning in Saltley"
    assert held["text_thread"]["rows"]


def test_erasing_by_text_is_one_question_and_one_text_with_the_receipt(
    doorstep_with_samples: Doorstep,
) -> None:
    phone = new_phone(doorstep_with_samples.client)
    phone.text("cleaning in Saltley")
    asked = phone.text("delete my data")
    assert asked.endswith("Shall I?\nReply 1 Yes, erase everything, 2 No, keep it")
    assert phone.text("2") == "All right, nothing was erased."
    phone.text("delete my data")
    found = LINK.search(phone.text("1"))
    assert found, phone.came[-1]
    assert phone.client.get(found[1]).status == 202
