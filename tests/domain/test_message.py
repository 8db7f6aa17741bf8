"""What an owner typed is ordinary text, whatever it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import MAX_MESSAGE_LENGTH
from bot.domain.errors import InvalidInputError, TooLongError
from bot.domain.message import clean_message

ODD = st.text(
    st.sampled_from(
        '/ab{}"1 \n\t\r\x00\u00a0\u3000\u2028\u200b\u200d\ufeff\u202e\u0301\u0958\ufb2c\x85'
    )
    | st.characters(),
    max_size=60,
)


def cleaned(text: str) -> str | None:
    """The message, or None where it cannot be used."""
    try:
        return clean_message(text)
    except InvalidInputError:
        return None


@given(ODD)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = cleaned(text)
    assert once is None or clean_message(once) == once


@given(ODD)
def test_no_message_is_ever_a_command(text: str) -> None:
    once = cleaned(text)
    # The dialogue engine strips every sort of space before it looks for a slash.
    assert once is None or not once.strip().startswith("/")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/greet", "greet"),
        ('/intent{"a": 1}', 'intent{"a": 1}'),
        ("  // /restart", "restart"),
        ("/\u00a0/\u00a0/\u00a0/restart", "restart"),
        ("\u3000/greet", "greet"),
        ("\u200b/greet", "greet"),
        ("and/or", "and/or"),
        ("cleaning\x00\x07 jobs", "cleaning jobs"),
        ("two\r\nlines", "two \nlines"),
        ("\u202ereversed", "reversed"),
        ("cafe\u0301", "caf\u00e9"),
        ("any   jobs\t now ", "any jobs now"),
        ("\U0001f468\u200d\U0001f373 jobs", "\U0001f468\u200d\U0001f373 jobs"),
        ("\ud800 jobs", "jobs"),
    ],
)
def test_what_is_left_is_what_the_owner_meant(typed: str, meant: str) -> None:
    assert clean_message(typed) == meant


@pytest.mark.parametrize("typed", ["", "   ", "/", "/ / /", "\n", "\x00\x01", "\u200b", "\u00a0/"])
def test_a_message_with_nothing_in_it_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        clean_message(typed)


@given(ODD)
def test_nothing_invisible_is_left_but_lines_and_joiners(text: str) -> None:
    left = (c for c in cleaned(text) or "" if c not in "\n\u200d\u200c")
    assert not [c for c in left if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"}]


def test_a_message_of_two_thousand_characters_is_taken_whole() -> None:
    assert len(clean_message("a" * MAX_MESSAGE_LENGTH)) == MAX_MESSAGE_LENGTH


def test_a_longer_one_is_refused_and_the_limit_named() -> None:
    with pytest.raises(TooLongError) as caught:
        clean_message("a" * (MAX_MESSAGE_LENGTH + 1))
    assert caught.value.limit == MAX_MESSAGE_LENGTH


def test_letters_that_are_longer_in_composed_form_do_not_pass_the_limit() -> None:
    with pytest.raises(TooLongError):
        clean_message("\u0958" * MAX_MESSAGE_LENGTH)
