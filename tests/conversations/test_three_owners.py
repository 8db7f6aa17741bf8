"""Three people of East Birmingham, each from hello to goodbye."""

from __future__ import annotations

from tests.client import Chat
from tests.conversations.answers import is_answer

NEAR = 6
"""Miles that an owner of East Birmingham would call near."""


def test_a_caterer_in_alum_rock_is_taken_from_hello_to_a_notice(chat: Chat) -> None:
    assert is_answer(chat.say("hello"), "utter_greet")

    found = chat.say("I'm a caterer in Alum Rock, anything going?")
    assert is_answer(found, "utter_found_near")
    assert "catering" in found.text
    assert "Alum Rock" in found.text
    first, second = found.cards[:2]
    assert first["distance_miles"] < NEAR
    # Work all over the city has no distance.
    assert second["distance_miles"] is None or second["distance_miles"] < NEAR

    told = chat.say("tell me about the second one")
    assert second["title"] in told.text
    assert told.cards[0]["id"] == second["id"]

    why = chat.say("why that one?")
    assert is_answer(why, "utter_why", "utter_why_all_good")
    assert all(reason in why.text for reason in second["reasons"])

    assert is_answer(chat.say("thanks"), "utter_thank")
    assert is_answer(chat.say("bye"), "utter_goodbye")


def test_a_cleaner_in_small_heath_gets_cheaper_work_and_then_all_of_it(chat: Chat) -> None:
    found = chat.say("any cleaning work near Small Heath?")
    assert "Small Heath" in found.text
    values = [c["value"]["amount"] for c in found.cards if c["value"]["amount"] is not None]

    cheaper = chat.say("cheaper")
    assert cheaper.cards
    assert all((c["value"]["amount"] or 0) < max(values) for c in cheaper.cards)
    assert "cleaning" in cheaper.text

    assert is_answer(chat.say("more"), "utter_no_more")


def test_a_builder_in_tyseley_pages_through_everything_and_sees_nothing_twice(chat: Chat) -> None:
    reply = chat.say("I'm a small builder in Tyseley, what's going?")
    seen = [card["id"] for card in reply.cards]
    while "Show more" in {choice["label"] for choice in reply.choices}:
        reply = chat.say("more")
        assert is_answer(reply, "utter_more", "utter_more_last")
        seen += [card["id"] for card in reply.cards]
    assert len(seen) > 3
    assert len(seen) == len(set(seen))
    assert is_answer(chat.say("more"), "utter_no_more")


def test_three_owners_at_once_do_not_mix(
    chat: Chat,
) -> None:
    caterer, cleaner, builder = (chat.client.begin() for _ in range(3))
    catering = caterer.say("catering in Alum Rock")
    cleaning = cleaner.say("cleaning in Small Heath")
    building = builder.say("building in Tyseley")
    for owner, found in ((caterer, catering), (cleaner, cleaning), (builder, building)):
        assert found.titles[0] in owner.say("tell me about the first one").text
