"""The value of a notice, read with suspicion."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.domain.money import NOT_STATED, Basis, Vat
from bot.domain.notice import Finding, FindingKind
from connectors.notices import values


def value_of(stated: Any, feed: str = "contracts_finder") -> tuple[Any, list[Finding]]:
    """The value of a release that states it so, and what was found."""
    found: list[Finding] = []
    return values.value({"tender": {"value": stated}}, feed, found), found


def kinds(found: list[Finding]) -> list[FindingKind]:
    """The kinds of the findings."""
    return [one.kind for one in found]


def test_contracts_finder_says_neither_vat_nor_basis() -> None:
    value, found = value_of({"amount": 9000.5, "currency": "GBP"})
    assert (value.amount, value.vat, value.basis) == (Decimal("9000.5"), Vat.UNKNOWN, Basis.UNKNOWN)
    assert not found


def test_find_a_tender_states_the_total_net_or_gross() -> None:
    net, _ = value_of({"amount": 10_000, "currency": "GBP"}, "find_a_tender")
    gross, _ = value_of({"amount": 10_000, "amountGross": 12_000}, "find_a_tender")
    assert (net.amount, net.vat, net.basis) == (Decimal(10_000), Vat.EXCLUDED, Basis.TOTAL)
    assert (gross.amount, gross.vat, gross.basis) == (Decimal(12_000), Vat.INCLUDED, Basis.TOTAL)


@pytest.mark.parametrize("amount", [None, 0, 0.0, "", " "])
def test_nothing_and_nought_count_as_not_stated(amount: object) -> None:
    value, found = value_of({"amount": amount, "currency": "GBP"})
    assert value == NOT_STATED
    assert kinds(found) == [FindingKind.NO_VALUE]


@pytest.mark.parametrize("amount", [-5, "12,000", True, [], {}, "NaN", "Infinity"])
def test_what_is_no_figure_is_left_out_and_quoted(amount: object) -> None:
    value, found = value_of({"amount": amount, "currency": "GBP"})
    assert value == NOT_STATED
    assert Finding(FindingKind.MALFORMED_VALUE, str(amount)) in found


def test_a_value_that_is_larger_without_vat_is_noted() -> None:
    stated = {"amount": 12_000, "amountGross": 10_000, "currency": "GBP"}
    value, found = value_of(stated, "find_a_tender")
    assert value.amount == Decimal(10_000)
    assert kinds(found) == [FindingKind.NET_ABOVE_GROSS]


def test_of_a_range_upside_down_the_higher_figure_is_taken_and_that_is_noted() -> None:
    found: list[Finding] = []
    low, high = {"amount": 600_000, "currency": "GBP"}, {"amount": 500_000, "currency": "GBP"}
    value = values.value({"tender": {"value": high, "minValue": low}}, "contracts_finder", found)
    assert value.amount == Decimal(600_000)
    assert kinds(found) == [FindingKind.RANGE_UPSIDE_DOWN]


def test_of_a_range_as_it_should_be_the_higher_figure_is_taken() -> None:
    found: list[Finding] = []
    low, high = {"amount": 500, "currency": "GBP"}, {"amount": 600, "currency": "GBP"}
    value = values.value({"tender": {"value": high, "minValue": low}}, "contracts_finder", found)
    assert (value.amount, found) == (Decimal(600), [])


def test_a_value_without_a_currency_is_taken_for_pounds_and_that_is_noted() -> None:
    value, found = value_of({"amount": 5000})
    assert (value.amount, value.currency) == (Decimal(5000), "GBP")
    assert kinds(found) == [FindingKind.NO_CURRENCY]


@pytest.mark.parametrize("amount", [0.01, 1, 100, "99.99"])
def test_a_figure_too_small_for_a_contract_is_a_placeholder(amount: object) -> None:
    value, found = value_of({"amount": amount, "currency": "GBP"})
    assert value == NOT_STATED
    assert kinds(found) == [FindingKind.PLACEHOLDER_VALUE]


LARGE = {"1e13": 1e13, "1e30": 1e30, "1e999999": "1e999999", "5000 nines": "9" * 5000}


@pytest.mark.parametrize("amount", LARGE.values(), ids=LARGE)
def test_a_figure_too_large_for_a_contract_is_not_believed(amount: object) -> None:
    value, found = value_of({"amount": amount, "currency": "GBP"})
    assert value == NOT_STATED
    assert kinds(found) == [FindingKind.IMPLAUSIBLE_VALUE]


def test_just_above_a_placeholder_is_a_value() -> None:
    assert value_of({"amount": 100.01})[0].amount == Decimal("100.01")


def test_another_currency_is_kept_and_noted() -> None:
    value, found = value_of({"amount": 5000, "currency": "eur"})
    assert (value.amount, value.currency) == (Decimal(5000), "EUR")
    assert kinds(found) == [FindingKind.FOREIGN_CURRENCY]


@pytest.mark.parametrize("currency", ["POUNDS STERLING", "£", "G\0BP?"])
def test_a_value_in_no_known_currency_counts_as_not_stated(currency: str) -> None:
    value, found = value_of({"amount": 5000, "currency": currency})
    assert value == NOT_STATED
    assert kinds(found) == [FindingKind.MALFORMED_CURRENCY]
