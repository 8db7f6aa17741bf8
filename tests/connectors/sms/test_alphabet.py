"""The plain alphabet of texts, a character at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from connectors.sms.alphabet import GsmAlphabet

ALPHABET = GsmAlphabet()


def test_each_character_takes_one_unit_and_a_few_take_two() -> None:
    assert ALPHABET.widths("a£€[") == [1, 1, 2, 2]


def test_one_other_letter_makes_the_whole_text_another() -> None:
    assert ALPHABET.widths("ਪ work") is None
    assert ALPHABET.other_widths("a\U0001f44d") == [1, 2]


@given(st.text())
def test_whatever_is_folded_is_plain(text: str) -> None:
    assert ALPHABET.widths(ALPHABET.folded(text)) is not None
