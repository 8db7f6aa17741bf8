"""What a quote is: what is still missing, what a buyer would pay, until when it is taken."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.quote import (
    Ask,
    Offer,
    OpenedQuote,
    QuoteId,
    VatSaid,
    by_price,
    in_fair_order,
    is_open,
)
from tests.examples import NOW, in_days

ASKS = (Ask("ask1", "How many people?"), Ask("ask2", "When could you start?"))


def opened(name: str, price: int, vat: VatSaid, days: float) -> OpenedQuote:
    offer = Offer(firm=name, price=Decimal(price), vat=vat)
    return OpenedQuote(QuoteId(name), Owner(ConversationId(name)), in_days(days), offer)


def test_an_empty_one_lacks_everything_in_the_order_asked() -> None:
    assert Offer().missing(ASKS) == ["price", "vat", "ask1", "ask2", "firm", "reach"]


def test_an_answer_of_spaces_is_none() -> None:
    offer = Offer("Firm", "07700 900123", Decimal(1), VatSaid.UNKNOWN, {"ask1": " ", "ask2": "2"})
    assert offer.missing(ASKS) == ["ask1"]


@pytest.mark.parametrize(
    ("vat", "least", "most"),
    [
        (VatSaid.INCLUDED, "100", "100"),
        (VatSaid.NOT_REGISTERED, "100", "100"),
        (VatSaid.ADDED, "120", "120"),
        (VatSaid.UNKNOWN, "100", "120"),
    ],
)
def test_what_is_paid_follows_from_what_is_said_of_vat(vat: VatSaid, least: str, most: str) -> None:
    assert Offer(price=Decimal(100), vat=vat).with_vat == (Decimal(least), Decimal(most))


def test_without_a_price_nothing_is_known_of_what_is_paid() -> None:
    assert Offer(vat=VatSaid.ADDED).with_vat is None
    assert Offer(price=Decimal(1)).with_vat is None


def test_the_moment_of_the_deadline_is_too_late_and_the_one_before_is_not() -> None:
    assert is_open(NOW, NOW - timedelta(microseconds=1))
    assert not is_open(NOW, NOW)
    assert not is_open(NOW, NOW + timedelta(seconds=1))
    assert not is_open(None, NOW)


def test_they_stand_in_the_order_in_which_they_came_and_by_price_only_if_asked() -> None:
    late_and_cheap = opened("cheap", 100, VatSaid.INCLUDED, 2)
    early_and_dear = opened("dear", 300, VatSaid.INCLUDED, 1)
    unclear = opened("unclear", 110, VatSaid.UNKNOWN, 0)
    added = opened("added", 105, VatSaid.ADDED, 3)
    those = [late_and_cheap, early_and_dear, unclear, added]
    assert in_fair_order(those) == [unclear, early_and_dear, late_and_cheap, added]
    assert by_price(those) == [late_and_cheap, added, unclear, early_and_dear]
