"""How many a firm is, in owners' words."""

from __future__ import annotations

import pytest

from bot.domain.people_words import read_people
from bot.domain.profile_facts import People


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("me and my brother", 2),
        ("just me", 1),
        ("one man band", 1),
        ("on my own", 1),
        ("just me and my wife", 2),
        ("me, my dad and my cousin", 3),
        ("me and 3 lads", 4),
        ("8 of us", 8),
        ("there's eleven of us now not four", 11),
        ("team of 5", 5),
        ("about 10", 10),
        ("twenty one staff", 21),
    ],
)
def test_the_owner_counts_as_one_of_them(said: str, count: int) -> None:
    assert read_people(said, asked=True) == [People(count, count)]


def test_a_range_stays_a_range() -> None:
    assert read_people("5-6", asked=True) == [People(5, 6)]


@pytest.mark.parametrize("said", ["10 miles", "B9", "in my people carrier", "up to 5k", "0", ""])
def test_what_is_no_number_of_people_is_none(said: str) -> None:
    assert read_people(said, asked=True) == []


@pytest.mark.parametrize("said", ["4", "about 10"])
def test_unasked_a_bare_number_is_none(said: str) -> None:
    assert read_people(said) == []
