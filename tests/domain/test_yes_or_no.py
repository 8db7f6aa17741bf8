"""A plain yes or no, and what is neither."""

from __future__ import annotations

import pytest

from bot.domain.yes_or_no import is_yes_or_no


@pytest.mark.parametrize(
    "said", ["yes", "Yes, both", "yeah we are", "aye", "yes we work from there"]
)
def test_yes_is_heard(said: str) -> None:
    assert is_yes_or_no(said) is True


@pytest.mark.parametrize("said", ["no", "nope, neither", "no we do not", "Nah"])
def test_no_is_heard(said: str) -> None:
    assert is_yes_or_no(said) is False


@pytest.mark.parametrize("said", ["", "yes show me cleaning", "no, B9", "Solihull", "what is it?"])
def test_what_says_more_is_neither(said: str) -> None:
    assert is_yes_or_no(said) is None
