"""Saying what one thinks of a job, and the next list that heeds it."""

from __future__ import annotations

import pytest

from tests.client import Chat, Reply
from tests.conversations.answers import is_answer

SEARCH = "I'm a builder in Tyseley"
WHYS = ["Wrong trade", "Too big", "Too far", "Closes too soon", "Something else"]


def ids(reply: Reply) -> list[str]:
    return [str(card["id"]) for card in reply.cards]


def labels(reply: Reply) -> list[str]:
    return [choice["label"] for choice in reply.choices]


def all_shown(chat: Chat, first: Reply) -> list[str]:
    """The ids of the list from its first page to its last."""
    seen = ids(first)
    while "Show more" in labels(first):
        first = chat.press("Show more")
        seen += ids(first)
    return seen


def test_each_card_has_its_own_two_buttons(chat: Chat) -> None:
    found = chat.say(SEARCH)
    for card in found.cards:
        assert [one["label"] for one in card["choices"]] == ["Interested", "Not for me"]
        assert card["verdict"] is None
    assert not {"Interested", "Not for me"} & set(labels(found))


def test_not_for_me_then_too_big_and_the_next_list_is_without_it(chat: Chat) -> None:
    found = chat.say(SEARCH)
    gone = next(card for card in found.cards if card["value"]["amount"])
    asked = chat.press_on(gone, "Not for me")
    assert is_answer(asked, "utter_not_for_me")
    assert [one for one in labels(asked) if one in WHYS] == WHYS
    told = chat.press("Too big")
    assert is_answer(told, "utter_why_noted")
    assert labels(told) == ["Yes", "No"], "asked once whether it may be kept for learning"
    chat.press("No")
    again = chat.press("Show the list again")
    assert gone["id"] not in all_shown(chat, again)
    for card in again.cards:
        if (card["value"]["amount"] or 0) >= gone["value"]["amount"]:
            assert any("was too big" in one for one in card["against"])


def test_a_button_on_a_card_still_works_after_another_was_pressed(chat: Chat) -> None:
    first, second, _third = chat.say(SEARCH).cards
    chat.press_on(first, "Not for me")
    kept = chat.press_on(second, "Interested")
    assert is_answer(kept, "utter_marked_interested")
    assert second["title"] in kept.text


def test_more_leaves_out_what_is_not_for_the_owner(chat: Chat) -> None:
    everything = all_shown(chat, chat.say(SEARCH))
    chat.say(SEARCH)
    for card in chat.say("tell me about number 2").cards:
        chat.press_on(card, "Not for me")
    assert set(everything) - set(all_shown(chat, chat.say(SEARCH))) == {everything[1]}


@pytest.mark.parametrize(
    ("words", "number", "response"),
    [
        ("the second one is too big", 2, "utter_why_noted"),
        ("number 3 is the wrong trade", 3, "utter_why_noted"),
        ("I'm interested in number 2", 2, "utter_marked_interested"),
        ("keep number 3", 3, "utter_marked_interested"),
    ],
)
def test_plain_words_do_what_buttons_do(chat: Chat, words: str, number: int, response: str) -> None:
    card = chat.say(SEARCH).cards[number - 1]
    told = chat.say(words)
    assert is_answer(told, response)
    assert card["title"] in told.text


def test_it_speaks_of_the_one_last_spoken_of(chat: Chat) -> None:
    card = chat.say(SEARCH).cards[1]
    chat.say("tell me about the second one")
    told = chat.say("too far that one")
    assert is_answer(told, "utter_why_noted")
    assert card["title"] in told.text


def test_where_it_may_be_any_of_three_it_is_not_guessed(chat: Chat) -> None:
    found = chat.say(SEARCH)
    asked = chat.say("not for me")
    assert is_answer(asked, "utter_which_is_meant")
    told = chat.press(next(one for one in labels(asked) if one.startswith("2:")))
    assert found.cards[1]["title"] in told.text


def test_the_reason_may_be_typed_when_it_was_asked_for(chat: Chat) -> None:
    chat.press_on(chat.say(SEARCH).cards[0], "Not for me")
    assert is_answer(chat.say("too far"), "utter_why_noted")


def test_applied_and_won_are_marked_on_the_card(chat: Chat) -> None:
    card = chat.say(SEARCH).cards[0]
    chat.say("tell me about the first one")
    assert is_answer(chat.say("I applied for it"), "utter_marked_applied")
    assert is_answer(chat.say("we won it!"), "utter_marked_won")
    shown = next(one for one in chat.say(SEARCH).cards if one["id"] == card["id"])
    assert shown["verdict"] == "won"


def test_what_was_kept_can_be_seen_again(chat: Chat) -> None:
    card = chat.say(SEARCH).cards[1]
    chat.press_on(card, "Interested")
    chat.say("catering in Alum Rock")
    kept = chat.say("show me what I kept")
    assert is_answer(kept, "utter_kept")
    assert ids(kept) == [card["id"]]


def test_a_change_of_mind_brings_it_back(chat: Chat) -> None:
    found = chat.say(SEARCH)
    chat.press_on(found.cards[0], "Not for me")
    back = chat.press("Show it again after all")
    assert is_answer(back, "utter_taken_back")
    assert ids(chat.press("Show the list again")) == ids(found)


def test_a_change_of_mind_may_be_said(chat: Chat) -> None:
    found = chat.say(SEARCH)
    chat.press_on(found.cards[0], "Not for me")
    chat.press("Too big")
    assert is_answer(chat.say("actually show it again"), "utter_taken_back")
    assert ids(chat.say(SEARCH)) == ids(found)


def test_consent_is_asked_once_answered_in_words_and_withdrawn_in_words(chat: Chat) -> None:
    first, second, _third = chat.say(SEARCH).cards
    assert "May we keep this" in chat.press_on(first, "Interested").text
    assert is_answer(chat.say("yes"), "utter_learning_agreed")
    assert "May we keep this" not in chat.press_on(second, "Interested").text
    assert "Stop using my feedback" in labels(chat.say("what do you keep about me?"))
    assert is_answer(chat.say("stop using my feedback"), "utter_learning_ended")
    assert is_answer(chat.say("stop using my feedback"), "utter_learning_never")


def test_a_yes_to_something_else_is_no_consent(chat: Chat) -> None:
    chat.press_on(chat.say(SEARCH).cards[0], "Interested")
    chat.say("show me more")
    assert is_answer(chat.say("yes"), "utter_affirm")
    assert is_answer(chat.say("stop using my feedback"), "utter_learning_never")


def test_after_a_reload_cards_show_what_was_said_of_them(chat: Chat) -> None:
    first, second, _third = chat.say(SEARCH).cards
    chat.press_on(first, "Not for me")
    chat.say("thanks")
    cards = {card["id"]: card for said in chat.history() for card in said["opportunities"]}
    assert cards[first["id"]]["verdict"] == "not_for_me"
    assert cards[first["id"]]["choices"] == []
    assert cards[second["id"]]["verdict"] is None
    assert is_answer(chat.press_on(cards[second["id"]], "Interested"), "utter_marked_interested")


@pytest.mark.parametrize(
    ("words", "response"),
    [
        ("that one's closed already", "utter_reported_closed"),
        ("the link is dead", "utter_reported_wrong"),
    ],
)
def test_what_is_wrong_with_a_notice_is_noted(chat: Chat, words: str, response: str) -> None:
    chat.say(SEARCH)
    chat.say("tell me about the first one")
    assert is_answer(chat.say(words), response)


def test_something_else_may_be_told_in_words_of_ones_own(chat: Chat) -> None:
    chat.press_on(chat.say(SEARCH).cards[0], "Not for me")
    assert labels(chat.press("Something else")) == ["Leave it at that"]
    noted = chat.say("fnord blah wibble")
    assert is_answer(noted, "utter_words_noted")
    assert labels(noted) == ["Yes", "No"]


def test_or_left_at_that(chat: Chat) -> None:
    chat.press_on(chat.say(SEARCH).cards[0], "Not for me")
    chat.press("Something else")
    assert is_answer(chat.press("Leave it at that"), "utter_words_noted")


def test_several_can_be_kept_at_once(chat: Chat) -> None:
    first, _second, third = chat.say(SEARCH).cards
    chat.say("save the first and third")
    kept = chat.say("show me what I saved")
    assert set(ids(kept)) == {first["id"], third["id"]}


def test_an_outcome_that_is_none_of_those_kept_is_asked_back(chat: Chat) -> None:
    chat.say(SEARCH)
    chat.say("tell me about the first one")
    asked = chat.say("heard nothing from them in 3 weeks")
    assert is_answer(asked, "utter_outcome_which")
    assert labels(asked) == ["I applied", "We won it", "We did not get it"]
    assert is_answer(chat.press("I applied"), "utter_marked_applied")


def test_where_all_that_fits_was_refused_it_says_so(chat: Chat) -> None:
    search = "tailoring in Alum Rock"
    while (found := chat.say(search)).cards:
        for card in found.cards:
            chat.press_on(card, "Not for me")
    assert is_answer(found, "utter_found_only_unwanted")
    assert is_answer(chat.say("actually show it again"), "utter_taken_back")
    assert len(chat.say(search).cards) == 1


def test_once_erased_nothing_can_be_read_of_it(chat: Chat) -> None:
    chat.press_on(chat.say(SEARCH).cards[0], "Interested")
    chat.say("yes")
    assert chat.forget().status == 204
    assert chat.client.get(f"{chat.path}/messages", chat.opened).status == 404


def test_whoever_won_what_was_never_shown_here_is_told_how_to_say_which(chat: Chat) -> None:
    assert is_answer(chat.say("we won the canteen job!"), "utter_which_one_of_none")
    chat.say("cleaning near B9")
    assert is_answer(chat.say("tell me about the ninth one"), "utter_which_one")
