"""Which past spending a micro-business could have supplied."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import BuyerClass
from bot.domain.influence import influence, limit_for
from bot.domain.money import VAT_RATE
from bot.domain.spending import SpendingLine, YearSize, together
from bot.domain.spending_guide import Heading, Reason, SpendingGuide
from bot.domain.threshold_table import notice_floor
from tests.examples import spending_line as line

GUIDE = SpendingGuide(
    {
        "Cleaning": Heading("Cleaning", ("cleaning",)),
        "Pay": Heading("Pay", left_out=Reason("salaries")),
        "Books": Heading("Books"),
    },
    {},
)
CLASSES = list(BuyerClass)
lines = st.builds(
    line,
    st.sampled_from(["Cleaning", "Pay", "Books", "Something", ""]),
    st.integers(0, 50),
    total=st.decimals(-5_000, 50_000, places=2),
    size=st.sampled_from(YearSize),
)


@pytest.mark.parametrize(
    ("buyer_class", "limit"),
    [
        (BuyerClass.CENTRAL, 10_000),
        (BuyerClass.SUB_CENTRAL, 25_000),
        (BuyerClass.SCHOOL, 25_000),
        (BuyerClass.UNKNOWN, 10_000),
    ],
)
def test_the_limit_is_the_notice_floor_without_vat(buyer_class: BuyerClass, limit: int) -> None:
    assert limit_for(buyer_class) == limit


@pytest.mark.parametrize("buyer_class", CLASSES)
def test_the_limit_with_vat_is_never_above_the_floor_of_the_law(buyer_class: BuyerClass) -> None:
    assert 0 < limit_for(buyer_class) * (1 + VAT_RATE) <= notice_floor(buyer_class).amount


def test_the_year_of_one_payee_decides() -> None:
    small = line("Cleaning", 4, total="9000", size=YearSize.UNDER_10000)
    middle = line("Cleaning", 1, total="20000", size=YearSize.UNDER_25000)
    large = line("Cleaning", 1, total="90000", size=YearSize.UNDER_100000)
    of_council = influence([small, middle, large], GUIDE, BuyerClass.SUB_CENTRAL)
    assert of_council.could_supply == together([small, middle])
    assert of_council.too_large == together([large])
    of_trust = influence([small, middle, large], GUIDE, BuyerClass.CENTRAL)
    assert of_trust.could_supply == together([small])


def test_a_hidden_payee_is_not_taken_for_a_small_one() -> None:
    hidden = line("Cleaning", 1, total="600", size=YearSize.UNKNOWN)
    assert influence([hidden], GUIDE, BuyerClass.SUB_CENTRAL).size_unknown.payments == 1


def test_what_is_left_out_says_why_and_what_is_no_trade_stands_apart() -> None:
    pay = line("Pay", 2, size=YearSize.UNDER_1000)
    books = line("Books", 3, size=YearSize.UNDER_1000)
    found = influence([pay, books], GUIDE, BuyerClass.SUB_CENTRAL)
    assert found.left_out == {"salaries": together([pay])}
    assert found.no_trade == together([books])
    assert found.could_supply.payments == 0


@given(st.lists(lines, max_size=10), st.sampled_from(CLASSES))
def test_the_parts_add_up_to_the_whole(those: list[SpendingLine], buyer_class: BuyerClass) -> None:
    found = influence(those, GUIDE, buyer_class)
    parts = [found.could_supply, found.too_large, found.no_trade, found.size_unknown]
    parts += found.left_out.values()
    assert sum(part.payments for part in parts) == found.whole.payments
    assert sum((part.total for part in parts), Decimal(0)) == found.whole.total
