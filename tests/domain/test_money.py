"""Pounds and pennies, with VAT and without."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import NOT_STATED, Basis, Value, Vat, including_vat, to_pennies

AMOUNTS = st.decimals(0, 10**12, allow_nan=False, places=2)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("1.005", "1.01"), ("1.004", "1.00"), ("0.005", "0.01"), ("7", "7.00"), ("2.675", "2.68")],
)
def test_half_a_penny_goes_up(amount: str, rounded: str) -> None:
    assert to_pennies(Decimal(amount)) == Decimal(rounded)


@given(AMOUNTS)
def test_rounding_twice_is_rounding_once(amount: Decimal) -> None:
    assert to_pennies(to_pennies(amount)) == to_pennies(amount) == amount


@pytest.mark.parametrize(
    ("amount", "with_vat"),
    [("25000", "30000.00"), ("173100", "207720.00"), ("0.01", "0.01"), ("0.03", "0.04")],
)
def test_vat_is_a_fifth_on_top_to_the_penny(amount: str, with_vat: str) -> None:
    assert including_vat(Decimal(amount), Vat.EXCLUDED) == Decimal(with_vat)


@given(AMOUNTS, st.sampled_from([Vat.INCLUDED, Vat.UNKNOWN]))
def test_nothing_is_added_to_an_amount_that_has_vat_or_does_not_say(
    amount: Decimal, vat: Vat
) -> None:
    assert including_vat(amount, vat) == amount


@given(AMOUNTS, AMOUNTS)
def test_the_larger_amount_stays_the_larger_with_vat(a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    assert including_vat(low, Vat.EXCLUDED) <= including_vat(high, Vat.EXCLUDED)


def test_a_value_that_is_not_stated_says_so() -> None:
    assert not NOT_STATED.is_stated
    assert (NOT_STATED.vat, NOT_STATED.basis) == (Vat.UNKNOWN, Basis.UNKNOWN)


def test_nought_pounds_are_stated() -> None:
    assert Value(Decimal(0)).is_stated
