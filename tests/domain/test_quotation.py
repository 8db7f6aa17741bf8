"""Quotations stand in the notice word for word, and are short."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quotation import quote_around, sentence_around, shared_words
from tests.domain.guesses import TEXTS


class TestQuote:
    @given(TEXTS, TEXTS)
    def test_it_stands_in_the_text_and_holds_what_was_found(self, before: str, after: str) -> None:
        text = f"{before} FOUND here {after}"
        start = text.index("FOUND")
        quote = quote_around(text, (start, start + 5))
        assert quote in " ".join(text.split())
        assert "FOUND" in quote

    @given(TEXTS, TEXTS)
    def test_it_is_short_enough_for_a_phone(self, before: str, after: str) -> None:
        text = f"{before} FOUND {after}"
        start = text.index("FOUND")
        assert len(quote_around(text, (start, start + 5))) <= 90

    def test_it_ends_with_its_clause(self) -> None:
        text = "We buy a lot. Daily cleaning of halls; also mowing."
        start = text.index("cleaning")
        assert quote_around(text, (start, start + 8)) == "Daily cleaning of halls"

    def test_it_begins_with_a_word(self) -> None:
        text = "Are halls in it? - cleaning of halls"
        start = text.index("halls in")
        assert quote_around(f"x. ?! - {text}", (start + 8, start + 13)) == text

    def test_it_cuts_no_word_in_two(self) -> None:
        text = " ".join(["extraordinarily"] * 9 + ["cleaning"] + ["comprehensively"] * 9)
        start = text.index("cleaning")
        words = set(quote_around(text, (start, start + 8)).split())
        assert words == {"extraordinarily", "cleaning", "comprehensively"}


@given(TEXTS, st.text(max_size=60))
def test_shared_words_are_long_and_in_both(asked: str, text: str) -> None:
    for word in shared_words(asked, f"{text} {asked}"):
        assert len(word) >= 4
        assert word in asked.lower()


def test_a_sentence_ends_at_its_full_stop_and_not_in_a_number() -> None:
    text = "First one. It costs 5.5 million, they say. Last one."
    start, end = sentence_around(text, (text.index("million"), text.index("million") + 7))
    assert text[start:end].strip() == "It costs 5.5 million, they say"


@given(TEXTS, TEXTS)
def test_a_sentence_holds_what_it_is_around(before: str, after: str) -> None:
    text = f"{before} FOUND {after}"
    at = text.index("FOUND")
    start, end = sentence_around(text, (at, at + 5))
    assert start <= at
    assert end >= at + 5


def test_a_shared_word_is_given_as_the_text_has_it() -> None:
    assert shared_words("taxis and a minibus", "Taxi and minibuses") == ["taxi"]
