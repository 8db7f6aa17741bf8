"""Which rules for small contracts hold for one opportunity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.buyer import Buyer, BuyerClass
from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.opportunity import Category, Kind, Law
from bot.domain.small_rules import Holds, SmallRules, small_rules
from tests.examples import opportunity, pounds


def rules(**changes: object) -> SmallRules:
    return small_rules(opportunity(**{"category": Category.SERVICES, **changes}))


def buyer(buyer_class: BuyerClass) -> Buyer:
    return Buyer("Eastside", buyer_class)


def test_for_a_small_job_of_a_council_both_hold() -> None:
    assert rules() == SmallRules(Holds.YES, Holds.YES)


@pytest.mark.parametrize(
    ("buyer_class", "holds"),
    [
        (BuyerClass.SCHOOL, Holds.SCHOOL),
        (BuyerClass.UTILITY, Holds.UTILITY),
        (BuyerClass.UNKNOWN, Holds.UNKNOWN),
        (BuyerClass.CENTRAL, Holds.YES),
    ],
)
def test_schools_and_utilities_are_outside_and_an_unknown_buyer_is_to_be_asked(
    buyer_class: BuyerClass, holds: Holds
) -> None:
    assert rules(buyer=buyer(buyer_class)) == SmallRules(holds, holds)


def test_from_the_threshold_up_neither_is_promised() -> None:
    assert rules(value=pounds(173_100)) == SmallRules(Holds.LARGE, Holds.LARGE)
    assert rules(value=pounds("173099.99")) == SmallRules(Holds.YES, Holds.YES)


def test_health_care_concessions_and_older_law_are_other_rules() -> None:
    other = SmallRules(Holds.OTHER_LAW, Holds.OTHER_LAW)
    assert rules(law=Law.ANOTHER) == other
    assert rules(special_regimes=frozenset({"concession"})) == other


def test_without_a_value_nothing_is_promised_unless_the_notice_says_that_it_is_small() -> None:
    assert rules(value=NOT_STATED).payment is Holds.UNKNOWN
    assert rules(value=NOT_STATED, above_threshold=False).payment is Holds.YES


@pytest.mark.parametrize(
    ("amount", "vat", "holds"),
    [
        ("207719.99", Vat.INCLUDED, Holds.YES),
        ("207720", Vat.INCLUDED, Holds.WORKS),
        ("173099.99", Vat.EXCLUDED, Holds.YES),
        ("173100", Vat.EXCLUDED, Holds.WORKS),
        ("180000", Vat.UNKNOWN, Holds.UNKNOWN),
        ("100000", Vat.UNKNOWN, Holds.YES),
    ],
)
def test_building_works_may_be_checked_first_from_the_figure_of_section_85(
    amount: str, vat: Vat, holds: Holds
) -> None:
    value = Value(Decimal(amount), vat, Basis.TOTAL)
    works = rules(category=Category.WORKS, value=value)
    assert works == SmallRules(Holds.YES, holds)


def test_jobs_under_a_framework_are_left_open() -> None:
    assert rules(kind=Kind.OPEN_FRAMEWORK).no_first_check is Holds.UNKNOWN
