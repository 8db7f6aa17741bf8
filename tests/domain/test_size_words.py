"""How big a job may be, in owners' words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.profile_facts import JobSize
from bot.domain.size_words import ReadSize, read_size


def size(least: int | None, most: int | None) -> JobSize:
    return JobSize(*(None if one is None else Decimal(one) for one in (least, most)))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("up to about 5 grand", size(None, 5_000)),
        ("5000", size(None, 5_000)),
        ("5k", size(None, 5_000)),
        ("500 to 5000", size(500, 5_000)),
        ("£500-£2000", size(500, 2_000)),
        ("from 500 max 5k", size(500, 5_000)),
        ("minimum 200", size(200, None)),
        ("between one and five thousand", size(1_000, 5_000)),
        ("anything", size(None, None)),
        ("dont mind", size(None, None)),
    ],
)
def test_a_sum_without_a_limit_is_an_upper_one(said: str, expected: JobSize) -> None:
    assert read_size(said, asked=True) == ReadSize((expected,))


def test_two_sums_are_a_doubt() -> None:
    read = read_size("5k or 10k", asked=True)
    assert read is not None
    assert read.sizes == (size(None, 5_000), size(None, 10_000))


def test_a_small_bare_number_may_be_in_thousands() -> None:
    assert read_size("5", asked=True) == ReadSize((), Decimal(5))


@pytest.mark.parametrize("said", ["£0", "10 miles", "8 of us", "B9", "no idea", ""])
def test_what_is_no_sum_is_none(said: str) -> None:
    assert read_size(said, asked=True) is None


@pytest.mark.parametrize("said", ["5000", "anything"])
def test_unasked_only_money_counts(said: str) -> None:
    assert read_size(said) is None
