"""What is said of past payments: sums that add up, and sizes that are known and no more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spending import (
    STEPS,
    SpendingLine,
    YearSize,
    together,
    web_address,
    year_size,
)
from tests.examples import spending_line as line

counts = st.integers(0, 500)
lines = st.builds(
    lambda category, payments, total, known, start, days: SpendingLine(
        category,
        date.fromordinal(start),
        date.fromordinal(start + days),
        payments,
        total,
        tuple(min(payments, n) for n in sorted(known)),
    ),
    st.sampled_from(["Taxis", "Books", ""]),
    counts,
    st.decimals(-10_000, 10_000, places=2),
    st.lists(counts, min_size=len(STEPS), max_size=len(STEPS)),
    st.integers(730_000, 740_000),
    st.integers(0, 900),
)


@given(st.lists(lines, max_size=8))
def test_lines_together_add_up_in_any_order(those: list[SpendingLine]) -> None:
    whole = together(those)
    assert whole.payments == sum(one.payments for one in those)
    assert whole.total == sum(one.total for one in those)
    assert together(list(reversed(those))) == whole
    assert set(whole.categories) == {one.category for one in those}


@given(st.lists(lines, min_size=1, max_size=8))
def test_a_size_is_told_only_of_payments_that_are_known(those: list[SpendingLine]) -> None:
    whole = together(those)
    typical = whole.typical()
    if typical:
        step, known = typical
        assert 0 < known <= whole.payments
        assert known == whole.at_most[STEPS.index(step)]
        assert known >= whole.payments * Decimal("0.4")


def test_the_smallest_sum_of_which_enough_is_known_is_told() -> None:
    of_ten = line("Taxis", 10, at_most=(0, 2, 4, 5, 6, 6, 6, 6))
    assert together([of_ten]).typical() == (Decimal(50), 4)


def test_of_payments_whose_size_is_not_known_none_is_told() -> None:
    assert together([line("Taxis", 10)]).typical() is None


def test_the_heading_with_most_payments_comes_first() -> None:
    found = together([line("Books", 3), line("Taxis", 5), line("Books", 1)])
    assert found.categories == ("Taxis", "Books")


@pytest.mark.parametrize(
    ("total", "size"),
    [
        ("-20", YearSize.UNDER_1000),
        ("999.99", YearSize.UNDER_1000),
        ("1000", YearSize.UNDER_5000),
        ("24999.99", YearSize.UNDER_25000),
        ("25000", YearSize.UNDER_100000),
        ("100000", YearSize.LARGER),
    ],
)
def test_a_year_has_the_size_of_the_band_it_stays_under(total: str, size: YearSize) -> None:
    assert year_size(Decimal(total)) is size


@given(st.decimals(-1_000, 2_000_000, places=2))
def test_a_year_stays_under_its_band(total: Decimal) -> None:
    below = year_size(total).below
    assert below is None or total < below


@pytest.mark.parametrize("said", ["https://example.org/a?b=c", "http://example.org"])
def test_an_address_of_the_web_is_a_link(said: str) -> None:
    assert web_address(said) == said


@pytest.mark.parametrize(
    "said",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\nscript:x",
        "//x",
        "https://",
        "https://[x",
        "http://a b",
    ],
)
def test_nothing_else_is_a_link(said: str | None) -> None:
    assert web_address(said) is None
