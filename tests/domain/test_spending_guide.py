"""How a buyer's own headings are read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spending_guide import Heading, Reason, SpendingGuide, plain

MEALS = Heading("School meals", ("school meals",))
CATERING = Heading("Catering", ("catering",))
ENERGY = Heading("Energy", left_out=Reason("utilities"))
GUIDE = SpendingGuide(
    {"Hospitality": CATERING, "Gas": ENERGY},
    {"meals": CATERING, "school meals": MEALS, "gas supply": ENERGY},
)


def test_capitals_spaces_and_signs_make_no_difference() -> None:
    assert GUIDE.read("  HOSPITALITY. ") == CATERING


def test_the_longest_words_within_a_heading_count() -> None:
    assert GUIDE.read("Contract for School Meals (primary)") == MEALS
    assert GUIDE.read("Meals on wheels") == CATERING


def test_only_whole_words_count() -> None:
    assert GUIDE.read("Gasket supply") == Heading("Gasket supply")
    assert not GUIDE.read("Gasket supply").is_known


def test_what_is_left_out_says_why() -> None:
    assert GUIDE.read("gas").left_out == "utilities"


@given(st.text(max_size=60))
def test_a_heading_that_the_guide_does_not_know_stands_for_itself(category: str) -> None:
    found = GUIDE.read(category)
    assert found.is_known or found.name == " ".join(category.split())


@given(st.text(max_size=60))
def test_making_a_heading_plain_twice_is_making_it_plain_once(category: str) -> None:
    assert plain(plain(category)) == plain(category)
