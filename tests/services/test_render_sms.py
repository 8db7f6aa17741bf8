"""The same answer as a text: plain, short, numbered, and nothing of it lost."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import yaml

from bot.bootstrap import CONTENT, make_phrases
from bot.domain.conversation import Choice, Reply
from bot.domain.opportunity import OpportunityId
from bot.domain.sms_pages import PLACES, SmsAnswer
from bot.services.render_sms import RenderSms
from connectors.sms.plain_characters import PlainCharacters
from tests.running import ROOT

CHARACTERS = PlainCharacters()
SMS = RenderSms(make_phrases(), CHARACTERS)
MORE = make_phrases().say("sms.more")
CARD = {
    "title": "Cleaning of offices, depots and three libraries in the east of the city \u2013 lot 2",
    "value": {"amount": 8000.0, "vat": "excluded", "basis": "yearly"},
    "deadline": "2025-12-03T12:00:00+00:00",
}
UNKNOWN = {
    "title": "Window cleaning",
    "value": {"amount": None, "vat": "unknown", "basis": "unknown"},
    "deadline": None,
}
DETAILS = tuple(
    Choice("", f"More of {n}", f'/ask_opportunity_detail{{"ordinal": {n}}}') for n in (1, 2)
)
WHY, NEXT = (
    Choice("", "Why the first?", '/ask_why_match{"ordinal": 1}'),
    Choice("", "Show more", "/show_more"),
)
LIKE = Choice("", "Interested", "/save_opportunity", OpportunityId("one"))
TYPICAL = {
    "reasons": "• In your trade: cleaning.\n• 1.2 miles from Saltley, the notice says “B8”.",
    "title": "Cleaning of offices \u2013 Birmingham City Council\u2019s depots",
    "buyer": "University Hospitals Birmingham NHS Foundation Trust",
    "value": "£28,000 including VAT",
}


def is_plain_and_short(answer: SmsAnswer) -> bool:
    return all(
        CHARACTERS.fold(page) == page and CHARACTERS.length(page) <= PLACES for page in answer.pages
    )


def words_in(answer: SmsAnswer) -> list[str]:
    bodies = [page.removesuffix(MORE) for page in answer.pages[:-1]]
    return " ".join([*bodies, answer.pages[-1]]).split()


@cache
def said() -> dict[str, str]:
    """Every response and phrase that an owner may read, with typical facts in its gaps."""
    texts: dict[str, str] = {}
    for file in sorted((ROOT / "data" / "responses").glob("*.yml")):
        held: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))["responses"]
        texts |= {f"{n} {k}": v["text"] for n, vs in held.items() for k, v in enumerate(vs)}
    for file in sorted((CONTENT / "phrases").glob("*.yml")):
        texts |= {
            key: str(text) for key, text in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        }
    fill = re.compile(r"\{(\w+)(?::[^}]*)?\}")
    return {k: fill.sub(lambda m: TYPICAL.get(m[1], "Saltley"), t) for k, t in texts.items()}


@pytest.mark.parametrize("name", sorted(said()))
def test_all_that_is_said_can_be_a_text(name: str) -> None:
    text = said()[name]
    answer = SMS.render([Reply(text)])
    assert is_plain_and_short(answer)
    assert words_in(answer) == CHARACTERS.fold(text).split()
    if "languages" not in name:
        assert CHARACTERS.fold(text).count("?") == text.count("?"), "a character was lost"


def test_cards_are_a_line_each_with_title_value_and_closing_day() -> None:
    answer = SMS.render([Reply("Two jobs.", (CARD, UNKNOWN))])
    text = " ".join(words_in(answer))
    assert "1 Cleaning of offices, depots and three libraries..." in text
    assert "£8,000 + VAT a year, closes 3 Dec" in text
    assert "2 Window cleaning: value not given, no closing day given" in text
    assert is_plain_and_short(answer)


def test_a_cards_number_tells_more_of_it_and_the_others_count_on() -> None:
    answer = SMS.render([Reply("Two.", (CARD, UNKNOWN), (LIKE, *DETAILS, WHY, NEXT))])
    assert answer.choices == {1: DETAILS[0], 2: DETAILS[1], 3: WHY, 4: NEXT}
    assert " ".join(words_in(answer)).endswith(
        "Reply a number for more on it, 3 Why the first?, 4 Show more"
    )


def test_choices_without_cards_count_from_one() -> None:
    answer = SMS.render([Reply("Shall we?", (), (WHY, NEXT))])
    assert answer.pages == ("Shall we?\nReply 1 Why the first?, 2 Show more",)


def test_what_must_be_read_whole_is_one_text_however_long() -> None:
    long = "Bright Windows cleans the windows of shops and schools. " * 12
    assert len(SMS.render([Reply(long)]).pages) > 1
    [page] = SMS.render([Reply(long, (), (WHY,), is_whole=True)]).pages
    assert page.startswith(long.strip())
    assert page.endswith("Reply 1 Why the first?")


def test_a_line_that_leads_back_stands_after_the_cards() -> None:
    answer = SMS.render([Reply("Found.", (UNKNOWN,)), Reply("Back to your page: where?")])
    assert answer.pages[0].splitlines() == [
        "Found.",
        "1 Window cleaning: value not given, no closing day given",
        "Back to your page: where?",
    ]
