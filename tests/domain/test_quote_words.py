"""What an owner wants of a quote, and what they put right, is read from their words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.quote import Ask, VatSaid
from bot.domain.quote_words import (
    Correction,
    Wish,
    goes_back,
    read_correction,
    read_part,
    read_wish,
)

ASKS = (Ask("ask1", "When could you start?"), Ask("ask2", "Who would do the work?"))


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("send my price", Wish.SEND),
        ("have you got a box I can type my offer in", Wish.SEND),
        ("here is my offer: two vans, £210 in all", Wish.SEND),
        ("where's the quote button", Wish.SEND),
        ("withdraw my quote", Wish.TAKE_BACK),
        ("can I take my price back", Wish.TAKE_BACK),
        ("cancel our bid please", Wish.TAKE_BACK),
        ("we must pull out", Wish.TAKE_BACK),
        ("change my price to 1050", Wish.CHANGE),
        ("I want to revise the quotation", Wish.CHANGE),
        ("what happened with my quote?", Wish.TELL),
        ("did they get my quote", Wish.TELL),
        ("is my quote still there?", Wish.TELL),
        ("show me my bid", Wish.TELL),
    ],
)
def test_what_is_wanted_of_a_quote(said: str, wish: Wish) -> None:
    assert read_wish(said) is wish


@pytest.mark.parametrize(
    ("said", "bare", "correction"),
    [
        ("no wait, £480", False, Correction(Decimal(480))),
        ("sorry I meant 480", False, Correction(Decimal(480))),
        ("the price is 480 plus vat", False, Correction(Decimal(480), VatSaid.ADDED)),
        ("change my price to £1,800 please", False, Correction(Decimal(1800))),
        ("sorry, no vat", False, Correction(vat=VatSaid.NOT_REGISTERED)),
        ("£480", False, None),
        ("£480", True, Correction(Decimal(480))),
        ("VAT comes on top", True, Correction(vat=VatSaid.ADDED)),
        ("VAT comes on top", False, None),
        ("480", True, None),
        ("say 3 days", False, None),
        ("about 480 hours", True, None),
        ("Monday the first", False, None),
        ("No Limits Cleaning", False, None),
        ("is VAT on top?", True, None),
        ("no wait, £0", False, None),
    ],
)
def test_a_price_or_vat_that_is_put_right(
    said: str,
    bare: bool,
    correction: Correction | None,
) -> None:
    assert read_correction(said, may_be_bare=bare) == correction


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("change the price", "price"),
        ("the VAT is wrong", "vat"),
        ("my phone number is wrong", "reach"),
        ("another name", "firm"),
        ("who would do the work is wrong", "ask2"),
        ("change something", None),
    ],
)
def test_the_part_that_is_to_be_changed(said: str, part: str | None) -> None:
    assert read_part(said, ASKS) == part


@pytest.mark.parametrize(
    ("said", "is_so"),
    [
        ("my name is wrong", True),
        ("sorry, change the phone number", True),
        ("can I change my price?", True),
        ("We change the filters each month", False),
        ("The price of wood may change.", False),
        ("Monday", False),
    ],
)
def test_a_message_that_only_goes_back_to_a_part(
    said: str,
    is_so: bool,
) -> None:
    assert goes_back(said) is is_so
