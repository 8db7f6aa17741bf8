"""Misspelt words are read as what they must have been, and right words as themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spelling import SHORTEST, Spelling, distance

RIGHT = ["cleaning", "plastering", "plumber", "electrician", "catering", "caterers", "fencing"]
KNOWN = {"dancing", "pastoring", "clean", "plum", "bid", "cool", "note"}
SPELLING = Spelling([(word, word[:4]) for word in RIGHT], KNOWN)
WORDS = st.text(st.sampled_from("abcdefg"), max_size=9)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("clening", "cleaning"),  # a letter missing
        ("cleanning", "cleaning"),  # one too many
        ("cleoning", "cleaning"),  # one wrong
        ("claening", "cleaning"),  # two swapped
        ("plasterin", "plastering"),
        ("electritian", "electrician"),
        ("elektritian", "electrician"),  # two wrong in a long word
    ],
)
def test_a_misspelt_word_is_read_as_the_one_it_is_near(word: str, meant: str) -> None:
    assert SPELLING.meant_by(word) == meant


@pytest.mark.parametrize(
    "word",
    [
        "cleaning",  # right
        "dancing",  # another word, though near to "fencing"
        "cleaned",  # a known word with an ending
        "bidder",
        "noting",
        "lumber",  # begins otherwise
        "fens",  # too short to tell
        "xylophone",
        "cleaningg" * 1_000,  # no word is so long, and none is looked for
        "",
    ],
)
def test_what_is_right_or_something_else_stands(word: str) -> None:
    assert SPELLING.meant_by(word) is None


def test_of_equally_near_words_one_is_taken_only_if_they_stand_for_the_same() -> None:
    same = Spelling([("caterer", "food"), ("cateror", "food")], ())
    other = Spelling([("caterer", "food"), ("cateror", "fish")], ())
    assert same.meant_by("caterar") == "caterer"
    assert other.meant_by("caterar") is None


def test_words_are_found_again_where_they_stood() -> None:
    text = "i do clening, plastring & cleaning"
    mended = SPELLING.mended(text)
    assert mended.text == "i do cleaning, plastering & cleaning"
    for right, stood in (("plastering", "plastring"), ("& cleaning", "& cleaning")):
        start = mended.text.index(right)
        first, last = mended.place_of((start, start + len(right)))
        assert text[first:last] == stood


@given(st.text(max_size=80))
def test_any_text_can_be_mended_and_keeps_its_first_and_last_place(text: str) -> None:
    mended = SPELLING.mended(text)
    assert mended.place_of((0, len(mended.text))) == (0, len(text))


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways_and_nought_for_the_same(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


@given(st.sampled_from(RIGHT), st.integers(0, 30))
def test_a_letter_left_out_of_a_long_word_is_forgiven(word: str, at: int) -> None:
    at = 1 + at % (len(word) - 1)
    short = word[:at] + word[at + 1 :]
    meant = SPELLING.meant_by(short)
    assert len(short) < SHORTEST or meant is None or distance(short, meant) == 1
