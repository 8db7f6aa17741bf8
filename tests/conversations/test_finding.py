"""Finding, narrowing, paging and asking about what was found."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from tests.client import Chat
from tests.conftest import FEW_NOTICES, NOTICES
from tests.conversations.answers import is_answer

TODAY = datetime(2025, 11, 8, tzinfo=UTC)


def test_first_useful_opportunities_come_with_the_first_message(chat: Chat) -> None:
    card = chat.say("catering in Alum Rock").cards[0]
    assert card["title"]
    assert card["buyer"]
    assert card["reasons"]
    assert card["how_to_respond"]
    assert card["attribution"]
    assert urlsplit(card["source_url"]).scheme in {"http", "https"}
    assert set(card["value"]) == {"amount", "currency", "vat", "basis"}


@pytest.mark.parametrize("words", ["catering in Alum Rock", "painting", "security", "IT support"])
def test_nothing_that_has_closed_is_found(chat: Chat, words: str) -> None:
    for card in chat.say(words).cards:
        assert card["status"] in {"open", "planned"}
        assert card["deadline"] is None or datetime.fromisoformat(card["deadline"]) > TODAY


def test_every_made_up_opportunity_says_so(chat: Chat) -> None:
    assert all(card["is_sample"] for card in chat.say("cleaning near B9").cards)


def test_without_a_place_the_owner_is_asked_for_one_and_no_distance_is_shown(chat: Chat) -> None:
    found = chat.say("any cleaning work?")
    assert is_answer(found, "utter_found_no_place")
    assert found.cards


def test_the_postcode_that_was_asked_for_keeps_the_trade(chat: Chat) -> None:
    chat.say("any cleaning work?")
    found = chat.say("B10 0HH")
    assert "cleaning" in found.text
    assert "B10 0HH" in found.text


def test_a_limit_on_value_is_kept_to(chat: Chat) -> None:
    found = chat.say("cleaning in Small Heath under £20,000")
    assert found.cards
    assert all((card["value"]["amount"] or 0) <= 20_000 for card in found.cards)


def test_where_a_limit_leaves_nothing_it_says_what_would_have_to_give(chat: Chat) -> None:
    found = chat.say("tailoring in Alum Rock under £100")
    assert is_answer(found, "utter_found_nothing")
    assert "Worth up to £" in found.text


def test_cheaper_means_cheaper_than_what_was_shown(chat: Chat) -> None:
    before = [c["value"]["amount"] for c in chat.say("catering in Alum Rock").cards]
    cheaper = chat.say("anything cheaper?").cards
    dearest = max(amount for amount in before if amount is not None)
    assert cheaper
    assert all((card["value"]["amount"] or 0) < dearest for card in cheaper)


def test_another_trade_is_a_new_search(chat: Chat) -> None:
    chat.say("catering in Alum Rock")
    assert "tailoring" in chat.say("what about tailoring instead?").text.lower()


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("tell me about the first one", 1),
        ("tell me about the second one", 2),
        ("tell me more about number 3", 3),
        ("tell me about the last one", 3),
    ],
)
def test_the_one_that_is_pointed_at_is_told_of(chat: Chat, words: str, number: int) -> None:
    cards = chat.say("I'm a builder in Tyseley").cards
    told = chat.say(words)
    assert is_answer(told, "utter_detail")
    assert told.cards[0]["id"] == cards[number - 1]["id"]


def test_after_more_the_second_one_is_the_second_of_the_new_page(chat: Chat) -> None:
    chat.say("I'm a builder in Tyseley")
    page = chat.say("more").cards
    assert chat.say("tell me about the second one").cards[0]["id"] == page[1]["id"]


def test_one_that_is_not_there_is_asked_back_and_not_guessed(chat: Chat) -> None:
    chat.say("catering in Alum Rock")
    assert is_answer(chat.say("tell me about the fourth one"), "utter_which_one")


def test_more_before_any_search_asks_what_to_look_for(chat: Chat) -> None:
    reply = chat.say("show me more")
    assert is_answer(reply, "utter_nothing_searched")
    assert not reply.cards


def test_why_repeats_every_reason_and_every_caution_of_the_card(chat: Chat) -> None:
    card = chat.say("I'm a builder in Tyseley").cards[0]
    why = chat.say("why did you show me the first one?").text
    assert all(sentence in why for sentence in [*card["reasons"], *card["against"]])


def test_buttons_do_what_they_say(chat: Chat) -> None:
    cards = chat.say("I'm a builder in Tyseley").cards
    assert chat.press("More about 2").cards[0]["id"] == cards[1]["id"]
    chat.say("I'm a builder in Tyseley")
    assert is_answer(chat.press("Why the first?"), "utter_why", "utter_why_all_good")
    chat.say("I'm a builder in Tyseley")
    more = chat.press("Show more")
    assert is_answer(more, "utter_more", "utter_more_last")
    assert not {c["id"] for c in cards} & {c["id"] for c in more.cards}


def test_where_nothing_fits_it_says_so_and_shows_nothing(chat: Chat) -> None:
    reply = chat.say("catering in Alum Rock under £2")
    assert all(card["value"]["amount"] is None for card in reply.cards)


def test_real_notices_near_b9_are_told_as_what_they_are(chat_on_notices: Chat) -> None:
    found = chat_on_notices.say("any cleaning work going near B9?")
    assert is_answer(found, "utter_found_wide")
    assert all(card["distance_miles"] is None for card in found.cards)
    assert not any("miles" in sentence for card in found.cards for sentence in card["reasons"])


def test_a_buyer_named_is_the_buyer_shown(chat_on_notices: Chat) -> None:
    found = chat_on_notices.say("Anything for mentoring young people for the city council?")
    assert found.cards
    assert {card["buyer"] for card in found.cards} == {"Birmingham City Council"}
    assert "mentor" in found.titles[0].lower()


def test_imported_notices_are_not_samples_and_carry_the_licence(chat_on_notices: Chat) -> None:
    # The few notices that stand in for the real ones are of a publisher made up for tests.
    is_real = NOTICES != FEW_NOTICES
    line = "Open Government Licence v3.0" if is_real else "a publisher that Doorstep does not know"
    for card in chat_on_notices.say("small building works").cards:
        assert not card["is_sample"]
        assert line in card["attribution"]


def test_what_comes_up_is_told_apart_from_what_is_open(chat: Chat) -> None:
    chat.say("any cleaning work?")
    found = chat.say("what's coming up next year?")
    assert is_answer(found, "utter_coming_up") or is_answer(found, "utter_coming_up_nothing")
    assert all(card["status"] == "planned" for card in found.cards)


def test_whoever_only_tells_of_a_firm_is_shown_work_for_it(chat: Chat) -> None:
    told = chat.say("I clean offices. B9")
    assert told.cards
    assert "cleaning" in told.text
