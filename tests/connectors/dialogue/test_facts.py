"""The facts of a message: trade, place, money, buyer, days, which one, and what is turned down."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import spacy

from bot.bootstrap import CONTENT
from connectors.dialogue import facts
from connectors.dialogue.facts import FactFinder

FINDER = FactFinder.from_content(CONTENT)


def first(text: str, kind: str) -> Any:
    return next((f.value for f in FINDER.find(text) if f.kind == kind), None)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("any catering near Alum Rock", "trade", "catering"),
        ("cleaning jobs round B9 please", "place", "B9"),
        ("anything round Heartlands hospital", "place", "Heartlands Hospital"),
        ("stuff between £500 and two thousand", "min_value", 500.0),
        ("stuff between £500 and two thousand", "max_value", 2000.0),
        ("5 grand tops", "max_value", 5000.0),
        ("tell me about the second one", "ordinal", 2),
        ("that last one", "ordinal", facts.LAST),
        ("what closes before Christmas", "date", "before Christmas"),
        ("ring me on 07700 900123", "phone", "+447700900123"),
        ("send it to joe@example.com", "email", "joe@example.com"),
        ("we are Bright Sparks Ltd", "company", "Bright Sparks Ltd"),
        ("any gardening near me", "near_me", "near me"),
    ],
)
def test_a_fact_is_found(text: str, kind: str, value: object) -> None:
    assert first(text, kind) == value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Not Solihull, closer to Saltley", "Saltley"),
        ("anywhere but Digbeth", None),
        ("not in Coventry", None),
        ("not just Solihull", "Solihull"),
        ("why not Saltley", "Saltley"),
        ("instead of Yardley show me Sparkhill", "Sparkhill"),
    ],
)
def test_a_place_that_is_turned_down_is_not_wanted(text: str, place: str | None) -> None:
    assert first(text, "place") == place


def test_a_trade_that_is_turned_down_is_not_wanted() -> None:
    assert first("not catering, cleaning", "trade") == "cleaning"


def test_a_hospital_is_a_buyer_unless_something_is_near_it() -> None:
    assert first("does Heartlands hospital buy food", "place") is None
    assert first("jobs near Heartlands hospital", "buyer") is None


def test_a_word_belongs_to_one_fact_of_a_kind() -> None:
    found = FINDER.find("cleaning in B9 under 10k before Christmas, the second one, 07700 900123")
    spans = sorted((f.start, f.end) for f in found if f.kind != "term")
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize("text", ["it closed last week", "my first time", "second hand tools"])
def test_other_firsts_and_lasts_point_at_nothing(text: str) -> None:
    assert first(text, "ordinal") is None


def test_it_is_a_step_of_a_spacy_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("doorstep_facts", config={"content": str(CONTENT)})
    doc = nlp("plastering in Saltley")
    assert {(span.label_, span.kb_id_) for span in doc.spans["facts"]} >= {
        ("trade", "plastering"),
        ("place", "Saltley"),
    }
