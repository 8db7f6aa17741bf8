"""The price of a quote is read as owners write it, and a slip is told from a price."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.price_words import PriceFault, read_price, read_vat
from bot.domain.quote import VatSaid


@pytest.mark.parametrize(
    ("said", "price"),
    [
        ("1450", "1450"),
        ("£1,450.50", "1450.50"),
        ("1 450", "1450"),
        ("here's my price 1450 all in", "1450"),
        ("put me down at 2,200 for the lot", "2200"),
        ("id do it for 900, tell them thats my final", "900"),
        ("twelve hundred pounds", "1200"),
        ("4.5k plus vat", "4500"),
        ("£10,000,000", "10000000"),
        ("\u0661\u0664\u0665\u0660", "1450"),  # Arabic-Indic digits
        ("\uff11\uff12\uff10\uff10", "1200"),  # digits of full width
        ("£0.01", "0.01"),
    ],
)
def test_a_price_is_read(said: str, price: str) -> None:
    assert read_price(said) == Decimal(price)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("0", PriceFault.NOTHING),
        ("£0.00", PriceFault.NOTHING),
        ("nothing", PriceFault.NOTHING),
        ("for free", PriceFault.NOTHING),
        ("-500", PriceFault.MINUS),
        ("£-500", PriceFault.MINUS),
        ("minus five hundred pounds", PriceFault.MINUS),
        ("a billion", PriceFault.TOO_MUCH),
        ("1,000,000,000", PriceFault.TOO_MUCH),
        ("10000000.01", PriceFault.TOO_MUCH),
        ("£380 a week plus vat", PriceFault.PER_UNIT),
        ("25 per hour", PriceFault.PER_UNIT),
        ("500 booklets at £1.12 each", PriceFault.PER_UNIT),
        ("£1,140 with the skip, £890 without", PriceFault.SEVERAL),
        ("", PriceFault.NONE),
        ("a fair price", PriceFault.NONE),
        ("=1+1", PriceFault.NONE),
        ("<b>cheap</b>", PriceFault.NONE),
    ],
)
def test_what_is_no_price_says_why(said: str, fault: PriceFault) -> None:
    assert read_price(said) == fault


@pytest.mark.parametrize(
    ("said", "vat"),
    [
        ("2400 plus vat", VatSaid.ADDED),
        ("ex VAT", VatSaid.ADDED),
        ("on top", VatSaid.ADDED),
        ("inc vat", VatSaid.INCLUDED),
        ("included", VatSaid.INCLUDED),
        ("we're not registered", VatSaid.NOT_REGISTERED),
        ("no vat", VatSaid.NOT_REGISTERED),
        ("dont know", VatSaid.UNKNOWN),
        ("not sure mate", VatSaid.UNKNOWN),
        ("1450", None),
    ],
)
def test_what_is_said_of_vat_is_read(said: str, vat: VatSaid | None) -> None:
    assert read_vat(said) == vat
