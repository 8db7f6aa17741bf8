"""What a text tells fits the room it has, whatever the title; and what it costs is counted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alert_text import LONGEST_NAME, SHORTEST_TITLE, fitted, short_name, shortened
from bot.domain.text_cost import Budget, segments_of


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Window cleaning", 20, "Window cleaning"),
        ("Window cleaning for the library", 20, "Window cleaning.."),
        ("Window cleaning (various sites)", 20, "Window cleaning.."),
        ("Supercalifragilistic", 10, "Supercal.."),
        ("  two   spaces ", 20, "two spaces"),
    ],
)
def test_a_title_is_cut_where_it_still_reads(text: str, most: int, expected: str) -> None:
    assert shortened(text, most) == expected


@given(st.text(max_size=200), st.integers(3, 100))
def test_what_is_shortened_is_never_too_long(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most


def test_a_buyers_name_loses_only_as_much_as_it_must() -> None:
    known = {"University": "Uni", "NHS Foundation Trust": "NHS", "Birmingham": "B'ham"}
    assert short_name("Aston University", known) == "Aston University"
    long = "University Hospitals Birmingham NHS Foundation Trust"
    assert len(short_name(long, known)) <= LONGEST_NAME
    assert short_name("Birmingham Women's NHS Foundation Trust", known) == "Birmingham Women's NHS"


def test_one_segment_is_kept_to_where_the_title_can_be_shortened() -> None:
    text = fitted(lambda t: f"{t} {'x' * 120}", "word " * 30, lambda s: -(-len(s) // 160))
    assert len(text) <= 160
    assert text.startswith("word word")


def test_a_title_is_never_cut_to_nonsense_for_one_segment() -> None:
    text = fitted(lambda t: f"{t} {'x' * 150}", "word " * 30, lambda s: -(-len(s) // 160))
    assert len(text.split(" x")[0]) >= SHORTEST_TITLE


@pytest.mark.parametrize(
    ("widths", "is_plain", "segments"),
    [
        ([], True, 1),
        ([1] * 160, True, 1),
        ([1] * 161, True, 2),
        ([1] * 306, True, 2),
        ([1] * 307, True, 3),
        ([1] * 158 + [2], True, 1),
        ([1] * 159 + [2], True, 2),
        ([1] * 152 + [2] + [1] * 152, True, 3),
        ([1] * 70, False, 1),
        ([1] * 71, False, 2),
        ([2] * 35, False, 1),
        ([1] * 66 + [2] + [1] * 66, False, 3),
    ],
)
def test_segments_are_counted_as_a_network_cuts_them(
    widths: list[int], is_plain: bool, segments: int
) -> None:
    assert segments_of(widths, is_plain=is_plain) == segments


def test_a_budget_warns_at_four_fifths_and_ends_at_its_end() -> None:
    budget = Budget(Decimal(10), Decimal("0.04"))
    assert not budget.is_low(Decimal("7.99"))
    assert budget.is_low(Decimal(8))
    assert budget.allows(Decimal("9.92"), 2)
    assert not budget.allows(Decimal("9.93"), 2)


def test_without_a_budget_nothing_ends() -> None:
    budget = Budget(None, Decimal("0.04"))
    assert budget.allows(Decimal(10_000), 2)
    assert not budget.is_low(Decimal(10_000))
