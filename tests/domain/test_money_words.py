"""The sums that owners write and dictate."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money_words import Sum, read_sums

PLAIN = (
    "under over between and from to up max tops or less more £ £5 10k 5,000 20000 2.5 grand quid "
    "pounds a one two twenty two-two half hundred thousand million m k couple of at least 30 miles "
    "people 9am 50% years plus + - . , ; ninety-nine nineteen 7 0 £0"
)
FRAGMENTS = st.sampled_from([*PLAIN.split(), "\N{EN DASH}", "\n", "\t", "\N{NO-BREAK SPACE}"])
SENTENCES = st.lists(FRAGMENTS, max_size=14).flatmap(
    lambda words: st.sampled_from([" ", "\n", "", "-"]).map(lambda gap: gap.join(words))
)


def limits(text: str) -> tuple[int | None, ...]:
    """Lower limit, upper limit and plain amount of the only sum in the text, in whole pounds."""
    (found,) = read_sums(text)
    return tuple(n if n is None else int(n) for n in (found.minimum, found.maximum, found.amount))


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("under £10,000", 10000),
        ("under 10k", 10000),
        ("less than ten thousand", 10000),
        ("nothing over 5 grand", 5000),
        ("up to two hundred quid", 200),
        ("max 1500", 1500),
        ("20 thousand or less", 20000),
        ("below half a million", 500000),
        ("under twenty two thousand", 22000),
        ("under twenty-two thousand", 22000),
        ("under a couple of grand", 2000),
        ("no more than £2.5m", 2500000),
        ("UNDER £750", 750),
    ],
)
def test_an_upper_limit_is_read(text: str, pounds: int) -> None:
    assert limits(f"cleaning {text} near me") == (None, pounds, None)


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("over £10,000", 10000),
        ("at least 5k", 5000),
        ("£500 or more", 500),
        ("more than two grand", 2000),
        ("20k plus", 20000),
        ("nothing under 1000", 1000),
    ],
)
def test_a_lower_limit_is_read(text: str, pounds: int) -> None:
    assert limits(f"cleaning {text} please") == (pounds, None, None)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("between £500 and £2,000", 500, 2000),
        ("5 to 10k", 5000, 10000),
        ("from 1000 to 5000", 1000, 5000),
        ("£5k-£10k", 5000, 10000),
        ("between five and ten thousand", 5000, 10000),
    ],
)
def test_a_range_is_read(text: str, lower: int, upper: int) -> None:
    assert limits(f"jobs {text}") == (lower, upper, None)


@pytest.mark.parametrize(
    "text", ["a £9,000 job", "it is worth 9 grand", "nine thousand pounds job"]
)
def test_a_plain_sum_is_an_amount_and_no_limit(text: str) -> None:
    assert limits(text) == (None, None, 9000)


@pytest.mark.parametrize(
    "text",
    [
        "under 5 miles",
        "within 1000 metres",
        "catering for up to 1500 people",
        "up to 150,000 people",
        "more than 2.5 miles",
        "over 20 years in the trade",
        "up to 30 people",
        "before 9am",
        "less than 10 days",
        "I have two vans",
        "B9 4AA",
        "under 50 %",
        "the second one",
        "",
    ],
)
def test_a_number_of_something_else_is_no_money(text: str) -> None:
    assert read_sums(text) == []


@pytest.mark.parametrize("gap", ["\n", "\t", "\N{NO-BREAK SPACE}", "  ", " - "])
def test_number_words_may_be_broken_anywhere(gap: str) -> None:
    assert limits(f"under twenty two{gap}thousand") == (None, 22000, None)


@given(SENTENCES)
def test_sums_stand_in_the_text_in_order_and_never_overlap(text: str) -> None:
    sums = read_sums(text)
    spans = [(one.start, one.end) for one in sums]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(SENTENCES)
def test_a_sum_is_an_amount_or_limits_and_no_limit_stands_above_the_other(text: str) -> None:
    for one in read_sums(text):
        stated = [n for n in (one.minimum, one.maximum, one.amount) if n is not None]
        assert stated
        assert all(n >= 0 for n in stated)
        assert one.amount is None or len(stated) == 1
        assert one.minimum is None or one.maximum is None or one.minimum <= one.maximum


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(one, Sum) for one in read_sums(text))


@given(st.integers(100, 10**9))
def test_a_limit_written_with_commas_is_the_same_limit(pounds: int) -> None:
    (plain,), (spaced) = read_sums(f"under £{pounds}"), read_sums(f"under £{pounds:,}")
    assert plain.maximum == spaced[0].maximum == Decimal(pounds)


@pytest.mark.parametrize(
    "text",
    ["1" * 2000, "£1," * 600, "twenty " * 280, "under " * 330, "a " * 1000],
    ids=lambda text: text[:7],
)
def test_a_message_of_full_length_is_read_at_once(text: str) -> None:
    begun = perf_counter()
    read_sums(text)
    assert perf_counter() - begun < 2
