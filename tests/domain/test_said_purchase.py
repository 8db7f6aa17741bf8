"""What an owner says of a purchase beside its sum."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.buyer import BuyerClass
from bot.domain.money import Vat
from bot.domain.opportunity import Category
from bot.domain.said_purchase import read_purchase, sum_of_purchase


@pytest.mark.parametrize(
    ("said", "vat"),
    [
        ("£20,000 plus VAT", Vat.EXCLUDED),
        ("20k ex vat", Vat.EXCLUDED),
        ("20k +vat", Vat.EXCLUDED),
        ("20k inc vat", Vat.INCLUDED),
        ("£20,000 with VAT", Vat.INCLUDED),
        ("£20,000", Vat.UNKNOWN),
        ("a network job", Vat.UNKNOWN),
    ],
)
def test_vat_is_known_only_where_it_is_said(said: str, vat: Vat) -> None:
    assert read_purchase(said).vat is vat


@pytest.mark.parametrize(
    ("said", "yearly", "months", "more"),
    [
        ("60k a year for 3 years", True, 36, 0),
        ("60 grand each year for two years plus one more year", True, 24, 12),
        ("70k a year for 2 years with a year extra", True, 24, 12),
        ("75,000 a year", True, None, 0),
        ("180k for 3 years in all", False, 36, 0),
        ("60k a year, 180k in total", False, None, 0),
        ("20k", False, None, 0),
        ("a 3 year contract at 60k per year", True, 36, 0),
    ],
)
def test_a_yearly_sum_and_the_term_are_read(
    said: str, yearly: bool, months: int | None, more: int
) -> None:
    term = read_purchase(said).term
    assert term.payments_a_year == (1 if yearly else None)
    assert (term.months, term.extension_months) == (months, more)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("it started in 2023", date(2023, 12, 31)),
        ("began in February 2025", date(2025, 2, 28)),
        ("published on 23 February 2025", date(2025, 2, 23)),
        ("tendered in December 2024", date(2024, 12, 31)),
        ("started 31 February 2025", None),
        ("£2,024 of work", None),
        ("2026 figures", None),
    ],
)
def test_the_last_day_on_which_it_can_have_begun_is_read(said: str, day: date | None) -> None:
    assert read_purchase(said).began_by == day


@pytest.mark.parametrize(
    ("said", "negative"),
    [("minus £500", True), ("-500", True), ("£-5", True), ("£10-20k", False), ("B9-ish", False),
     ("a 12-month job", False)],
)  # fmt: skip
def test_less_than_nothing_is_noticed(said: str, negative: bool) -> None:
    assert read_purchase(said).is_negative is negative


@pytest.mark.parametrize(
    ("said", "buyer_class"),
    [
        ("20k at a primary school", BuyerClass.SCHOOL),
        ("tutoring for an academy", BuyerClass.SCHOOL),
        ("a water company", BuyerClass.UTILITY),
        ("at the town hall", BuyerClass.UNKNOWN),
    ],
)
def test_a_sort_of_buyer_is_read_where_it_sets_the_rules(
    said: str, buyer_class: BuyerClass
) -> None:
    assert read_purchase(said).buyer_class is buyer_class


def test_building_works_are_told_apart() -> None:
    assert read_purchase("150k building work").category is Category.WORKS
    assert read_purchase("150k cleaning").category is None


@pytest.mark.parametrize(
    ("said", "surely", "nothing"),
    [("£-500 at the council", True, False), ("minus 500 quid", True, False),
     ("B9 - 3 jobs", False, False), ("a contract worth nothing", False, True),
     ("doing it for free work", False, True), ("nothing over 20k", False, False)],
)  # fmt: skip
def test_without_a_sum_a_minus_at_a_pound_sign_and_no_pay_are_noticed(
    said: str, surely: bool, nothing: bool
) -> None:
    purchase = read_purchase(said)
    assert (purchase.is_surely_negative, purchase.is_for_nothing) == (surely, nothing)


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("a PQQ for 28000 at the hospital, can they?", 28_000),
        ("a PQQ for £28,000", 28_000),
        ("it is worth 5 grand", 5_000),
        ("£300,000 plus VAT", 300_000),
        ("£300,000 plus", None),
        ("under 50k", None),
        ("between 5k and 10k", None),
        ("in 2026", None),
        ("since 1999 and 2024", None),
        ("ring 07700900123", None),
        ("code 90910000", None),
        ("for 3 years", None),
        ("B9 4AA", None),
    ],
)
def test_the_sum_of_a_purchase_needs_no_pound_sign(text: str, pounds: int | None) -> None:
    assert sum_of_purchase(text) == (None if pounds is None else Decimal(pounds))
