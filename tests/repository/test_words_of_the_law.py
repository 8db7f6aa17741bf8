"""Phrases and answers that state law: plain, short, sourced, and no figure typed into them."""

from __future__ import annotations

import re

import pytest

from bot.bootstrap import CONTENT
from bot.domain.buyer import BuyerClass
from bot.domain.guidance import MOST_WORDS
from bot.domain.opportunity import Category
from connectors.text.guidance_files import GuidanceFiles
from connectors.text.phrasebook import Phrasebook
from connectors.text.vocabulary import load_jargon
from tests.readability import reading_age
from tests.repository.house import yaml_of
from tests.repository.test_guidance import OLDEST_READER, UNVERIFIED

OF_THE_LAW = ("rules.note.", "threshold.", "standing.", "guidance.", "near_miss.", "at_once.orders")
OF_THE_LAW_ON_CARDS = ("reason.below_threshold", "reason.sme", "against.reserved")
PHRASES = {
    key: said
    for key, said in Phrasebook(CONTENT / "phrases").phrases.items()
    if key.startswith((*OF_THE_LAW, *OF_THE_LAW_ON_CARDS))
}
RESPONSES = {
    name: said[0]["text"]
    for file in ("explaining", "guidance")
    for name, said in yaml_of(f"data/responses/{file}.yml")["responses"].items()
}
WITHOUT_SOURCE = {
    "utter_threshold_minus": "asks for the sum again",
    "utter_threshold_too_large": "asks for the sum again",
    "utter_threshold_how_many_years": "asks for the years",
    "utter_threshold_each_or_all": "asks what the sum is for",
    "utter_threshold_earlier_law": "says that the law is not held here",
    "utter_guidance_earlier_law": "says that the law is not held here",
    "utter_jargon": "a word of everyday use",
    "utter_jargon_unknown": "asks for another word",
}
"""Answers that state no rule, and what they do instead."""

FACTS = {
    "title": "Cleaning of a school",
    "buyer_class": "a local public body",
    "category": "services",
    "who": "small firms",
    "get": "Ask your insurer.",
    "takes": "Ask how long it takes.",
    "standing": "Yes",
    "respond": "Send your price.",
    "papers": "it asks for one paper",
    "quotation": "in two lots",
    "section": "section 85",
    "month": "May",
    "notes": "It is below.",
    "answer": "You may ask.",
    "changes": "It fell.",
    "plain": "A price for a job.",
    "lines": PHRASES["threshold.lines.two"],
    "note": "",
    "steps": "Ask the buyer.",
    "anchors": "six bodies of the city: the council, three universities and two more",
}
A_RULE = re.compile(
    r"\b(must|may not|cannot|can't|law|legal|rules?|duty|required?|right to|limit)\b", re.IGNORECASE
)
NUMBER = re.compile(r"\d")
SHORTEST_JUDGED = 5
"""Words; of fewer the measure says nothing."""


def filled(text: str) -> str:
    """The text with a likely fact in each gap."""
    sums = {"value", "threshold", "floor", "figure", "left", "upto", "sub_central", "central"}
    return re.sub(
        r"\{(\w+)\}",
        lambda hole: "£207,720" if hole[1] in sums else FACTS.get(hole[1], "it"),
        text,
    )


def told(text: str) -> str:
    """What a reader reads of an answer, without its sources."""
    return filled(text.split("\n\nSource", maxsplit=1)[0])


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_a_phrase_of_the_law_has_no_figure_of_its_own(key: str) -> None:
    typed = re.sub(r"\{\w+\}|section \d+|3 years plus 2", "", PHRASES[key])
    assert not NUMBER.search(typed), typed


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_a_phrase_of_the_law_is_short_and_plain(key: str) -> None:
    words = filled(PHRASES[key])
    assert len(words.split()) <= MOST_WORDS
    if len(words.split()) >= SHORTEST_JUDGED and key not in LISTS:
        assert reading_age(words) <= OLDEST_READER, round(reading_age(words), 1)


LISTS = {
    "rules.note.reading": "a row of facts, each with its name",
    "rules.note.reading_without_threshold": "a row of facts, each with its name",
    "guidance.cited": "a source's own name",
    "near_miss.any.all_limits": "what a count is of, with no sentence",
}
"""What is no sentence that could be made easier."""


@pytest.mark.parametrize("key", [key for key in PHRASES if "{buyer_class}" in PHRASES[key]])
@pytest.mark.parametrize("sort", [s for s in BuyerClass if s is not BuyerClass.UNKNOWN])
@pytest.mark.parametrize("category", Category)
def test_it_stays_plain_for_each_sort_of_buyer_and_of_purchase(
    key: str, sort: BuyerClass, category: Category
) -> None:
    words = Phrasebook(CONTENT / "phrases").phrases
    facts = {
        "{buyer_class}": words[f"rules.word.{sort}"],
        "{category}": words[f"rules.word.{category}"],
        "{since}": "1 January 2026",
    }
    text = PHRASES[key]
    for gap, fact in facts.items():
        text = text.replace(gap, fact)
    assert key in LISTS or reading_age(filled(text)) <= OLDEST_READER


@pytest.mark.parametrize("unverified", UNVERIFIED)
def test_no_phrase_tells_what_is_unverified(unverified: str) -> None:
    texts = {**PHRASES, **RESPONSES}
    assert [key for key, text in texts.items() if unverified.lower() in text.lower()] == []


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_an_answer_on_the_law_names_its_source(name: str) -> None:
    if name in WITHOUT_SOURCE:
        assert "{source}" not in RESPONSES[name]
    else:
        assert "{source}" in RESPONSES[name]


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_no_figure_and_no_day_is_typed_into_an_answer(name: str) -> None:
    text = re.sub(r"\{\w+\}|3 years plus 2", "", RESPONSES[name])
    assert not NUMBER.search(text), text


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_an_answer_is_no_longer_than_eighty_words(name: str) -> None:
    assert len(told(RESPONSES[name]).split()) <= MOST_WORDS


@pytest.mark.parametrize("term", load_jargon(CONTENT), ids=lambda one: one.name)
def test_a_word_that_states_a_rule_has_its_source_and_its_day(term: object) -> None:
    one = next(each for each in load_jargon(CONTENT) if each is term or each == term)
    if one.source is None:
        assert not A_RULE.search(one.plain), one.plain
    elif "Find a Tender, data service" not in one.source:
        assert ", from " in one.source


@pytest.mark.parametrize("paper", GuidanceFiles(CONTENT).papers(), ids=lambda one: one.name)
def test_where_a_paper_is_got_is_plain_and_how_long_it_takes_is_told_or_to_be_asked(
    paper: object,
) -> None:
    one = next(each for each in GuidanceFiles(CONTENT).papers() if each == paper)
    assert reading_age(one.get) <= OLDEST_READER
    assert not NUMBER.search(f"{one.get} {one.takes or ''}") or one.source
    assert one.get.startswith(("Ask ", "Look "))


@pytest.mark.parametrize("change", GuidanceFiles(CONTENT).law_log().changes, ids=lambda c: c.title)
def test_a_change_of_the_law_is_short_and_begins_on_a_day(change: object) -> None:
    one = next(c for c in GuidanceFiles(CONTENT).law_log().changes if c == change)
    assert len(one.said.split()) <= MOST_WORDS
    assert one.effective
    assert one.source.title
