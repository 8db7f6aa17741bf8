"""Miles and postcodes."""

from __future__ import annotations

from math import isfinite, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.place import (
    EARTH_RADIUS_MILES,
    Point,
    district_of,
    miles_between,
    sector_of,
    usual_spelling,
)

POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
IN_BRITAIN = st.builds(Point, st.floats(49.8, 60.9), st.floats(-8.7, 1.8))


def test_birmingham_to_london_is_about_a_hundred_miles() -> None:
    birmingham, london = Point(52.4797, -1.9027), Point(51.5074, -0.1278)
    assert miles_between(birmingham, london) == pytest.approx(101, abs=1)


def test_a_degree_of_latitude_is_about_sixty_nine_miles() -> None:
    assert miles_between(Point(52, -1.9), Point(53, -1.9)) == pytest.approx(69.09, abs=0.01)


@given(POINTS)
def test_a_place_is_no_miles_from_itself(a: Point) -> None:
    assert miles_between(a, a) == 0


@given(POINTS, POINTS)
def test_it_is_as_far_back_as_there(a: Point, b: Point) -> None:
    assert miles_between(a, b) == pytest.approx(miles_between(b, a), abs=1e-6)


@given(POINTS, POINTS)
def test_nothing_is_farther_than_half_round_the_world(a: Point, b: Point) -> None:
    miles = miles_between(a, b)
    assert isfinite(miles)
    assert 0 <= miles <= pi * EARTH_RADIUS_MILES + 1e-6


@given(IN_BRITAIN, IN_BRITAIN, IN_BRITAIN)
def test_a_way_round_is_never_shorter(a: Point, b: Point, c: Point) -> None:
    assert miles_between(a, c) <= miles_between(a, b) + miles_between(b, c) + 1e-6


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("b94aa", "B9 4AA"),
        ("B9 4AA", "B9 4AA"),
        (" b9  4 aa ", "B9 4AA"),
        ("B10", "B10"),
        ("b9 4", "B9 4"),
        ("ec1a1bb", "EC1A 1BB"),
        ("Birmingham", None),
        ("", None),
        ("9 4AA", None),
        ("B9 4A", None),
    ],
)
def test_a_postcode_is_spelt_the_usual_way(written: str, usual: str | None) -> None:
    assert usual_spelling(written) == usual


@given(st.from_regex(r"[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?([0-9][A-Za-z]{2})?", fullmatch=True))
def test_the_usual_spelling_of_a_usual_spelling_is_itself(written: str) -> None:
    usual = usual_spelling(written)
    assert usual is None or usual_spelling(usual) == usual


@given(st.text(max_size=12))
def test_any_text_can_be_asked_for_its_usual_spelling(text: str) -> None:
    usual = usual_spelling(text)
    assert usual is None or usual_spelling(usual) == usual


def test_a_postcode_has_a_district_and_a_sector() -> None:
    assert (district_of("B9 4AA"), sector_of("B9 4AA")) == ("B9", "B9 4")
    assert (district_of("B9"), sector_of("B9")) == ("B9", None)
