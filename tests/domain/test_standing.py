"""On which side of its threshold an opportunity is, and what that answer rests on."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.opportunity import Category, Law
from bot.domain.standing import Side, contradicts_itself, standing_of
from tests.examples import cpv, opportunity, pounds

CENTRAL = Buyer("Eastside Hospitals NHS Foundation Trust", BuyerClass.CENTRAL)
UNKNOWN = Buyer("Eastside Partnership")


def standing(**facts: Any) -> tuple[Side, str]:
    """The side and the reason for cleaning services of the council, with changes."""
    one = standing_of(opportunity(**{"category": Category.SERVICES, **facts}))
    return one.side, one.reason


def test_what_the_notice_says_of_itself_comes_first() -> None:
    assert standing(above_threshold=False, value=NOT_STATED) == (Side.BELOW, "notice_says_below")
    assert standing(above_threshold=True) == (Side.AT_OR_ABOVE, "notice_says_above")


@pytest.mark.parametrize(
    ("buyer_class", "side"), [(BuyerClass.SCHOOL, Side.OUTSIDE), (BuyerClass.UTILITY, Side.BELOW)]
)
def test_below_it_the_rules_for_small_contracts_leave_schools_and_utilities_out(
    buyer_class: BuyerClass, side: Side
) -> None:
    told = standing(above_threshold=False, buyer=Buyer("Eastside Body", buyer_class))
    assert told == (side, "notice_says_below_left_out")


def test_the_value_tells_where_the_notice_does_not() -> None:
    assert standing(value=pounds(20_000)) == (Side.BELOW, "value_below")
    assert standing(value=pounds(5_000_000)) == (Side.AT_OR_ABOVE, "value_at_or_above")


def test_the_buyers_class_sets_the_threshold() -> None:
    """£120,000 without VAT is £144,000: above a hospital trust's limit, below a council's."""
    assert standing(value=pounds(120_000), buyer=CENTRAL)[0] is Side.AT_OR_ABOVE
    assert standing(value=pounds(120_000))[0] is Side.BELOW
    unknown = standing(value=pounds(120_000), buyer=UNKNOWN)
    assert unknown == (Side.UNKNOWN, "no_class")


def test_a_value_below_every_limit_needs_no_class() -> None:
    assert standing(value=pounds(20_000), buyer=UNKNOWN)[0] is Side.BELOW


def test_the_day_it_began_sets_the_figures() -> None:
    """£212,000 with VAT: below £214,904 in 2025, above £207,720 in 2026."""
    value = Value(Decimal(212_000), Vat.INCLUDED, Basis.TOTAL)
    last_year = datetime(2025, 6, 1, tzinfo=UTC)
    assert standing(value=value, published_at=last_year)[0] is Side.BELOW
    assert standing(value=value)[0] is Side.AT_OR_ABOVE


def test_where_vat_decides_and_is_not_known_nobody_can_tell() -> None:
    value = Value(Decimal(190_000), Vat.UNKNOWN, Basis.TOTAL)
    assert standing(value=value) == (Side.UNKNOWN, "too_close")


def test_services_that_may_be_light_touch_are_below_only_where_both_limits_say_so() -> None:
    training = {"cpv": cpv("80500000"), "value": pounds(300_000)}
    assert standing(**training) == (Side.UNKNOWN, "too_close")
    said = standing(**training, special_regimes=frozenset({"lightTouch"}))
    assert said == (Side.BELOW, "value_below")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"value": NOT_STATED}, "no_value"),
        ({"value": Value(Decimal(9000), Vat.UNKNOWN, Basis.TOTAL, "EUR")}, "no_value"),
        ({"value": Value(Decimal(9000), Vat.EXCLUDED, Basis.YEARLY)}, "yearly_value"),
        ({"category": None}, "no_category"),
    ],
)
def test_what_is_not_known_stays_so_and_says_why(facts: dict[str, Any], reason: str) -> None:
    assert standing(**facts) == (Side.UNKNOWN, reason)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"law": Law.ANOTHER}, "another_law"),
        ({"published_at": datetime(2025, 2, 23, 12, tzinfo=UTC)}, "another_law"),
        ({"special_regimes": frozenset({"concession"})}, "special_regime"),
        ({"buyer": Buyer("Eastside Primary School", BuyerClass.SCHOOL)}, "value_outside"),
    ],
)
def test_other_rules_are_neither_below_nor_above(facts: dict[str, Any], reason: str) -> None:
    assert standing(**facts) == (Side.OUTSIDE, reason)


def test_a_notice_that_calls_a_million_below_the_threshold_contradicts_itself() -> None:
    facts = {"category": Category.SERVICES, "above_threshold": False}
    assert contradicts_itself(opportunity(value=pounds(1_000_000), **facts))
    assert not contradicts_itself(opportunity(value=pounds(20_000), **facts))
    assert not contradicts_itself(opportunity(value=NOT_STATED, **facts))


@given(
    st.decimals(0, 10_000_000, places=2),
    st.sampled_from(Vat),
    st.sampled_from(BuyerClass),
    st.sampled_from(Category),
)
def test_more_money_never_brings_a_purchase_below(
    amount: Decimal, vat: Vat, buyer_class: BuyerClass, category: Category
) -> None:
    def side(pounds_: Decimal) -> Side:
        value = Value(pounds_, vat, Basis.TOTAL)
        buyer = Buyer("Any body", buyer_class)
        return standing(value=value, buyer=buyer, category=category)[0]

    if side(amount) is Side.AT_OR_ABOVE:
        assert side(amount * 2 + 1) is Side.AT_OR_ABOVE
    if side(amount * 2 + 1) is Side.BELOW:
        assert side(amount) is Side.BELOW
