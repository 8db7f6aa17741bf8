"""Which words of a request are about the work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap import CONTENT
from bot.domain.search_words import Narrowing, SearchWords, asks_again, points_at_one
from connectors.text.vocabulary import load_trades, read_yaml

WORDS = SearchWords(
    filler=["any", "jobs", "dont", "whats", "near"],
    narrowing={
        Narrowing.CHEAPER: ["cheaper", "too big"],
        Narrowing.NEARER: ["nearer", "near me"],
        Narrowing.ANY_PLACE: ["anywhere"],
    },
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Any Cleaning jobs?", "cleaning"),
        ("don't what's gutters", "gutters"),
        ("don\u2019t gutters", "gutters"),
        ("gutters, gutters & GUTTERS", "gutters"),
        ("it is 24 7 on b9", ""),
        ("p\u00e2tisserie", "p\u00e2tisserie"),
        ("", ""),
    ],
)
def test_only_words_about_the_work_are_kept(text: str, kept: str) -> None:
    assert WORDS.of(text) == kept


@given(st.text(st.characters(max_codepoint=0x24F), max_size=80))
def test_every_word_kept_stands_in_the_text_once_and_is_no_filler(text: str) -> None:
    kept = WORDS.of(text).split()
    plain = text.replace("\u2019", "'").replace("'", "").lower()
    assert all(word in plain for word in kept)
    assert len(kept) == len(set(kept))
    assert not {"any", "jobs", "near"}.intersection(kept)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Something CHEAPER please", {Narrowing.CHEAPER}),
        ("too big, and nearer", {Narrowing.CHEAPER, Narrowing.NEARER}),
        ("anywhere", {Narrowing.ANY_PLACE}),
        ("cheapers", set()),
        ("", set()),
    ],
)
def test_words_that_narrow_a_list_are_known(text: str, ways: set[Narrowing]) -> None:
    assert WORDS.narrowing(text) == ways


def test_words_that_point_at_what_was_spoken_of_are_known() -> None:
    assert points_at_one("what else does this buyer buy?")
    assert points_at_one("what do they spend on?")
    assert not points_at_one("what do buyers in this area buy?")
    assert not points_at_one("what does the council buy?")


def test_a_list_is_asked_for_again_or_not() -> None:
    assert asks_again("show me the list again")
    assert asks_again("back to the list")
    assert not asks_again("show me more jobs")
    assert not asks_again("say that again")


def test_a_wide_word_means_a_trade_where_it_stands_alone() -> None:
    words = SearchWords(["need"], {}, alone={"food": "catering"})
    assert words.trade_alone(words.of("need FOOD!")) == "catering"
    assert words.trade_alone(words.of("food hygiene")) is None
    assert WORDS.trade_alone("food") is None


def test_each_of_these_words_means_a_trade_that_there_is() -> None:
    alone = read_yaml(CONTENT / "search_words.yml")["alone"]
    assert set(alone) <= {one.name for one in load_trades(CONTENT)}
