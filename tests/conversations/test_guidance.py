"""How public buying works: explained, for the one at hand, with more after; then the list again."""

from __future__ import annotations

import pytest

from tests.client import Chat
from tests.conversations.answers import is_answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("when do I get paid?", "30 days"),
        ("what insurance do I need?", "The notice must say what is needed"),
        ("can I go for this?", "may not keep you out"),
        ("is it worth it?", "will not guess the odds"),
        ("do I need to sign up on find a tender?", "without an account"),
        ("what is social value?", "10% of the marks"),
        ("I lost, what now?", "how your bid was marked"),
        ("can we bid with another firm?", "may bid as one"),
        ("how does bidding work?", "how offers are marked"),
        ("how do I get a new idea in front of them?", "tells a problem"),
        ("they want 3 years of accounts", "turnover is too low"),
        ("time is too short to bid, can they do that?", "no least time"),
        ("the same firms win every time, it's unfair", "the same for each firm"),
        ("why do we never hear about jobs until it's too late?", "pays to be known"),
        ("too much paperwork", "once, and use them again"),
        ("it's so vague what they want", "You may ask"),
        ("what about unlimited liability", "who pays, up to what sum"),
        ("their terms and conditions are too long", "plain words what you do not understand"),
        ("what rules hold for a school?", "outside the rules for small jobs"),
    ],
)
def test_each_question_and_each_barrier_has_an_answer_with_its_source(
    chat: Chat, question: str, words: str
) -> None:
    told = chat.say(question)
    assert is_answer(told, "utter_guidance"), told.text
    assert words in told.text
    assert "Source: " in told.text
    assert "Tell me more" in {choice["label"] for choice in told.choices}
    assert len(told.text.partition("\n\nSource: ")[0].split()) <= 80


def test_tell_me_more_goes_on_with_what_was_explained(chat: Chat) -> None:
    chat.say("when do I get paid?")
    more = chat.say("tell me more")
    assert is_answer(more, "utter_guidance_more")
    assert "An invoice needs four things" in more.text


def test_it_can_be_pressed_too_and_leads_on(chat: Chat) -> None:
    chat.say("when do I get paid?")
    assert is_answer(chat.press("Tell me more"), "utter_guidance_more")
    assert "plain words" in chat.press("The terms are too complex").text


def test_more_after_a_list_is_still_the_list(chat: Chat) -> None:
    chat.say("I'm a builder in Tyseley")
    chat.say("when do I get paid?")
    assert is_answer(chat.say("show me more jobs"), "utter_more", "utter_more_last")


def test_of_one_that_was_shown_its_own_papers_and_pay_are_told(chat: Chat) -> None:
    titles = chat.say("I'm a builder in Tyseley").titles
    chat.say("tell me about the second one")
    short = " ".join(titles[1].split()[:8])
    for question in ("what insurance do I need?", "when do I get paid?", "is it worth it?"):
        told = chat.say(question)
        assert is_answer(told, "utter_guidance")
        assert short in told.text


def test_among_several_the_one_meant_can_be_pressed(chat: Chat) -> None:
    titles = chat.say("I'm a builder in Tyseley").titles
    chat.say("what insurance do I need?")
    told = chat.press("For number 2")
    assert " ".join(titles[1].split()[:8]) in told.text


def test_what_the_owner_has_is_held_against_the_one_at_hand(chat: Chat) -> None:
    chat.say("window cleaning near B9")
    chat.say("tell me about the first one")
    told = chat.say("I have £2m public liability, can I go for it?")
    assert is_answer(told, "utter_guidance")
    assert "Too low: public liability insurance" in told.text
    assert "You have £2,000,000, it asks for £5,000,000" in told.text


def test_a_pqq_is_judged_for_this_buyer_value_and_day(chat: Chat) -> None:
    told = chat.say("They want a PQQ for a £28,000 job at the hospital: can they?")
    assert is_answer(told, "utter_threshold_ruling")
    assert "may not use a first check" in told.text
    assert "£139,688" in told.text
    assert "section 85(1)" in told.text


@pytest.mark.parametrize(
    ("trap", "words"),
    [
        ("so it is definitely reserved for us?", "only if its notice says so"),
        ("can I sue them?", "I cannot advise you on that"),
        ("my neighbour is in a dispute with the council, who is right?", "do not judge"),
    ],
)
def test_a_legal_trap_gets_the_truth_and_no_promise(chat: Chat, trap: str, words: str) -> None:
    told = chat.say(trap)
    assert is_answer(told, "utter_guidance"), told.text
    assert words in told.text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("minus £500 at the council", "utter_threshold_minus"),
        ("is 60k a year at the council below?", "utter_threshold_how_many_years"),
        ("it started in 2023, £40,000 at the council", "utter_threshold_earlier_law"),
        ("a billion pounds at the council, full tender?", "utter_threshold_ruling"),
    ],
)
def test_a_sum_or_day_that_cannot_be_judged_is_asked_back_or_said_to_be_outside(
    chat: Chat, said: str, answer: str
) -> None:
    told = chat.say(said)
    assert is_answer(told, answer), told.text


def test_what_changed_is_told_as_of_the_day(chat: Chat) -> None:
    told = chat.say("what changed in the law?")
    assert is_answer(told, "utter_guidance_changes")
    assert "From 1 October 2025" in told.text
    assert "2026" not in told.text


def test_a_conversation_wanders_through_six_subjects_and_comes_back(chat: Chat) -> None:
    first = chat.say("I'm a builder in Tyseley").cards[0]
    assert is_answer(chat.say("what is a framework?"), "utter_jargon", "utter_jargon_sourced")
    assert is_answer(chat.say("when do I get paid?"), "utter_guidance")
    assert is_answer(chat.say("tell me more"), "utter_guidance_more")
    assert is_answer(chat.say("is £180,000 below threshold?"), "utter_threshold_depends")
    assert is_answer(chat.say("who are the anchor institutions?"), "utter_anchor_institutions")
    assert is_answer(chat.say("thanks"), "utter_thank")
    assert chat.say("tell me about the first one").cards[0]["id"] == first["id"]
