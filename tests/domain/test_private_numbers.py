"""Card and National Insurance numbers are hidden, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.private_numbers import HIDDEN, mask_private_numbers


@pytest.mark.parametrize(
    "text",
    [
        "my card is {}4242424242424242",
        "{}4242 4242 4242 4242 is the number",
        "pay with {}5555-5555-5555-4444 please",
        "{}3782 822463 10005",
        "ni no {}QQ123456C".replace("QQ", "AB"),
        "{}ab 12 34 56 c is my insurance",
    ],
)
def test_a_private_number_is_hidden(text: str) -> None:
    hidden = mask_private_numbers(text.replace("{}", ""))
    assert HIDDEN in hidden
    assert not any(c.isdigit() for c in hidden)


@pytest.mark.parametrize(
    "text",
    [
        "ring me on 07700 900123",
        "4242 4242 4242 4241",
        "0000000000000000",
        "B9 4AA under 10,000",
        "notice 2025/S 000-012345",
        "ocds-h6vhtk-04a1b2",
        "GB123456A is no such number",
        "VAT 123 4567 89",
        "between 1000 and 20000 pounds",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_private_numbers(text) == text


@given(st.text(alphabet="0123456789 -AaBbCc4", max_size=60))
def test_hiding_twice_is_hiding_once(text: str) -> None:
    once = mask_private_numbers(text)
    assert mask_private_numbers(once) == once
