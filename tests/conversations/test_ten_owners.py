"""Ten owners make a profile, each in their own way, and each gets to its end."""

from __future__ import annotations

import pytest

from bot.bootstrap import make_phrases
from tests.client import Chat, Reply
from tests.conversations.ten_owners import OWNERS, Script
from tests.running import ROOT

PHRASES = make_phrases()
PAGE = ROOT / "docs" / "ten-owners.md"
MOST_ANSWERS = 5
READY = PHRASES.say("profile.done", told="|").split("|", maxsplit=1)[0]


def answers_until_ready(chat: Chat, script: Script) -> list[Reply]:
    """All replies; a line of the script that starts with > is a button."""
    return [
        chat.press(line.removeprefix("> ")) if line.startswith("> ") else chat.say(line)
        for line in script.lines
    ]


@pytest.mark.parametrize("script", OWNERS, ids=lambda one: one.name)
def test_each_owner_gets_to_a_useful_profile_or_is_left_in_peace(
    chat: Chat, script: Script
) -> None:
    replies = answers_until_ready(chat, script)
    if script.refuses:
        assert PHRASES.say("profile.nothing_yet") in replies[-1].text
        assert PHRASES.say("profile.tell_empty") in chat.say("show my profile").text
        return
    assert any(READY in reply.text for reply in replies), replies[-1].text
    told = chat.say("show my profile").text
    assert [one for one in script.tells if one not in told] == [], told


@pytest.mark.parametrize("script", [one for one in OWNERS if one.name == "terse"])
def test_five_answers_are_enough(chat: Chat, script: Script) -> None:
    replies = answers_until_ready(chat, script)
    asked = next(n for n, reply in enumerate(replies) if READY in reply.text)
    assert asked <= MOST_ANSWERS


def test_the_profile_is_used_by_a_search_without_words_of_its_own(chat: Chat) -> None:
    for line in ("register", "catering", "Alum Rock", "anywhere", "anything", "Zaytoun"):
        chat.say(line)
    found = chat.say("show me work")
    assert "catering" in found.text
    assert "by your profile" in found.text
    assert found.cards


def test_a_profile_is_shown_changed_and_begun_in_the_middle_of_its_questions(chat: Chat) -> None:
    chat.say("register")
    chat.say("catering")
    shown = chat.say("show my profile")
    assert "trade: catering" in shown.text
    assert "Back to your profile" in shown.text
    changed = chat.say("we moved to B9")
    assert "based in B9" in changed.text
    assert "How far" in changed.text
    assert "How far" in chat.say("register").text


def test_buyers_see_nothing_without_a_yes_and_it_is_taken_back_in_a_word(chat: Chat) -> None:
    for line in ("register", "catering", "Alum Rock", "anywhere", "anything", "Zaytoun"):
        chat.say(line)
    assert PHRASES.say("profile.tell_hidden") in chat.say("show my profile").text
    asked = chat.press(PHRASES.say("profile.choice.shown"))
    assert asked.text == PHRASES.say("consent.shown.question")
    assert chat.say("yes").text == PHRASES.say("profile.shown_yes_waiting")
    assert chat.say("hide me from buyers").text == PHRASES.say("profile.hidden")
    assert chat.say("hide me from buyers").text == PHRASES.say("profile.hidden_already")


def test_a_card_number_in_an_answer_is_not_kept(chat: Chat) -> None:
    chat.say("register")
    chat.say("cleaning, my card is 4242 4242 4242 4242")
    assert "4242" not in chat.say("show my profile").text


def test_a_profile_goes_with_its_conversation(chat: Chat) -> None:
    chat.say("register")
    chat.say("catering")
    link = chat.say("show my profile").text.rsplit("/statements/", maxsplit=1)[-1].split()[0]
    assert chat.client.get(f"/statements/{link}").status == 200
    chat.forget()
    assert chat.client.get(f"/statements/{link}").status == 410


def test_the_page_of_transcripts_has_what_each_of_them_writes() -> None:
    page = PAGE.read_text(encoding="utf-8")
    lines = [line.removeprefix("> ") for one in OWNERS for line in one.lines]
    assert [line for line in lines if line not in page] == []
