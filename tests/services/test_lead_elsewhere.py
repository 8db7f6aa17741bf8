"""Errands of strangers get a place to go, unclear messages a question back, and then a person."""

from __future__ import annotations

import pytest

from bot.bootstrap import CONTENT, make_phrases
from bot.services.lead_elsewhere import ASKED_BACK
from connectors.text.requests import load_first_help, load_signposts
from tests.repository.test_dialogue_files import UNDERSTOOD

PHRASES = make_phrases()
ELSEWHERE = load_first_help(CONTENT, PHRASES, "Amina Khan", "hello@example.org").elsewhere
STRANGE = [("out_of_scope", 0.8), ("find_opportunities", 0.1)]
UNCLEAR = [("ask_process", 0.15), ("ask_documents", 0.12), ("ask_jargon", 0.1), ("greet", 0.01)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("can I get a loan for a van", "startuploans.co.uk"),
        ("how do I pay my business rates", "business-rates"),
        ("what's my hygiene rating", "ratings.food.gov.uk"),
        ("need planning permission for a kitchen extension", "planningportal"),
        ("am I due universal credit", "Citizens Advice"),
        ("any warehouse jobs going, paye", "findajob"),
        ("I got sacked last week", "acas.org.uk"),
        ("when's bin day", "birmingham.gov.uk"),
        ("who does van insurance", "biba"),
        ("my customer owes me and the bailiffs are coming", "businessdebtline"),
    ],
)
def test_an_errand_that_is_not_ours_gets_a_place_to_go(text: str, place: str) -> None:
    led = ELSEWHERE.lead(text, STRANGE, 0)
    assert led.response == "utter_signpost"
    assert place in led.facts["place"]


@pytest.mark.parametrize("text", ["what's the weather", "write me a poem", "who won the football"])
def test_an_errand_that_nobody_listed_is_never_guessed_at(text: str) -> None:
    assert ELSEWHERE.lead(text, STRANGE, 0).response == "utter_out_of_scope"


def test_what_is_unclear_is_asked_back_with_the_likeliest_goals() -> None:
    led = ELSEWHERE.lead("the thing about the form", UNCLEAR, 0)
    assert led.response == ASKED_BACK
    assert led.goals == ("ask_process", "ask_documents", "ask_jargon")


def test_it_is_asked_back_twice_and_then_a_person_is_named() -> None:
    assert ELSEWHERE.lead("hm", UNCLEAR, 1).response == ASKED_BACK
    led = ELSEWHERE.lead("hm", UNCLEAR, 2)
    assert led.response == "utter_lost"
    assert "hello@example.org" in led.facts["person"]


def test_every_goal_can_be_offered_in_plain_words() -> None:
    assert all(ELSEWHERE.label(goal) for goal in UNDERSTOOD - {"out_of_scope"})


def test_every_signpost_names_a_place() -> None:
    for one in load_signposts(CONTENT):
        assert any(sign in one.says for sign in (".uk", ".org", ".gov", "999")), one.topic
