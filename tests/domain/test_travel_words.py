"""How far a firm goes, in owners' words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.profile_facts import Travel
from bot.domain.travel_words import FARTHEST, read_travel


@pytest.mark.parametrize(
    ("said", "miles"),
    [
        ("10 miles", 10),
        ("ten mile", 10),
        ("twenty-five miles", 25),
        ("5 to 10 miles", 10),
        ("up to about 15", 15),
        ("20km", 12),
        ("anywhere", None),
        ("dont mind", None),
        ("wherever the work is", None),
        ("just local", 5),
        ("all over brum", 10),
        ("the west midlands", 25),
    ],
)
def test_a_distance_that_was_asked_for_is_read(said: str, miles: int | None) -> None:
    assert read_travel(said, asked=True) == [Travel(miles)]


@pytest.mark.parametrize(
    ("said", "travel"),
    [
        ("10 mins drive", Travel(3, 10)),
        ("half an hour", Travel(10, 30)),
        ("an hour and a half", Travel(30, 90)),
        ("10 minutes walk", Travel(1, 10)),
        ("2 hours", Travel(40, 120)),
    ],
)
def test_minutes_become_miles_and_stay_known(said: str, travel: Travel) -> None:
    assert read_travel(said, asked=True) == [travel]


def test_two_distances_are_a_doubt() -> None:
    assert read_travel("5 miles or 10 miles", asked=True) == [Travel(5), Travel(10)]


@pytest.mark.parametrize("said", ["B9 4AA", "cleaning", "up to 5k", "I have got 3 vans", ""])
def test_what_is_no_distance_is_none(said: str) -> None:
    assert read_travel(said, asked=True) == []


@pytest.mark.parametrize("said", ["10", "anywhere", "just local", "half an hour"])
def test_unasked_only_what_names_a_distance_counts(said: str) -> None:
    assert read_travel(said) == []


@given(st.integers(1, 9_999))
def test_no_distance_is_longer_than_the_country(miles: int) -> None:
    found = read_travel(f"{miles} miles")
    assert found == ([Travel(miles)] if miles <= FARTHEST else [])
