"""Every boundary of the law, just below, at and above, against tables worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from bot.bootstrap import CONTENT
from bot.domain.buyer import BuyerClass
from bot.domain.buyer_class import class_of
from bot.domain.money import Vat
from bot.domain.opportunity import Category
from bot.domain.threshold import PurchaseQuestion, Regime, Route, Ruling, judge
from connectors.text.vocabulary import load_register

CENTRAL, SUB_CENTRAL = BuyerClass.CENTRAL, BuyerClass.SUB_CENTRAL
SCHOOL, UTILITY = BuyerClass.SCHOOL, BuyerClass.UTILITY
GOODS, SERVICES = Category.GOODS, Category.SERVICES
WORKS, LIGHT_TOUCH = Category.WORKS, Category.LIGHT_TOUCH
A_PENNY = Decimal("0.01")

OF_2025, OF_2026 = 0, 1
DAYS = {
    date(2025, 2, 24): OF_2025,
    date(2025, 12, 31): OF_2025,
    date(2026, 1, 1): OF_2026,
    date(2026, 11, 25): OF_2026,
}
LIMITS = {
    (CENTRAL, GOODS): (139_688, 135_018),
    (CENTRAL, SERVICES): (139_688, 135_018),
    (SUB_CENTRAL, GOODS): (214_904, 207_720),
    (SUB_CENTRAL, SERVICES): (214_904, 207_720),
    (SCHOOL, GOODS): (214_904, 207_720),
    (SCHOOL, SERVICES): (214_904, 207_720),
    (UTILITY, GOODS): (429_809, 415_440),
    (UTILITY, SERVICES): (429_809, 415_440),
    (UTILITY, LIGHT_TOUCH): (884_720, 884_720),
    **{(one, WORKS): (5_372_609, 5_193_000) for one in (CENTRAL, SUB_CENTRAL, SCHOOL, UTILITY)},
    **{(one, LIGHT_TOUCH): (663_540, 663_540) for one in (CENTRAL, SUB_CENTRAL, SCHOOL)},
}
FLOORS = {CENTRAL: 12_000, SUB_CENTRAL: 30_000}
CHECKED_FROM = {CENTRAL: (138_760, 135_018), SUB_CENTRAL: (213_477, 207_720)}
"""Section 85(3): from which value building works may have a first check."""


@dataclass(frozen=True)
class Expected:
    """What the law comes to, worked out beside the code."""

    regime: Regime
    tender: bool
    details: bool | None
    first_check: bool
    days: int | None


def expected(
    buyer_class: BuyerClass, category: Category, value: Decimal, day: date, route: Route
) -> Expected:
    """The decision table of the small contracts, written down again from its sources."""
    at = DAYS[day]
    if value >= LIMITS[buyer_class, category][at]:
        details = None if buyer_class is UTILITY else True
        return Expected(Regime.COVERED, tender=True, details=details, first_check=True, days=None)
    if buyer_class in {SCHOOL, UTILITY}:
        regime = Regime.OUTSIDE_PART_6 if buyer_class is SCHOOL else Regime.BELOW_THRESHOLD
        return Expected(regime, tender=False, details=False, first_check=True, days=None)
    notifiable = value >= FLOORS[buyer_class]
    return Expected(
        Regime.BELOW_THRESHOLD,
        tender=notifiable and route is Route.OPEN,
        details=notifiable,
        first_check=category is WORKS and value >= CHECKED_FROM[buyer_class][at],
        days=30,
    )


def boundaries(buyer_class: BuyerClass, category: Category, day: date) -> list[Decimal]:
    """Nothing, and a penny below, at and a penny above each line that could matter."""
    at = DAYS[day]
    lines = [LIMITS[buyer_class, category][at], 12_000, 30_000]
    lines += [figures[at] for figures in CHECKED_FROM.values()]
    near = [line + by for line in map(Decimal, lines) for by in (-A_PENNY, Decimal(0), A_PENNY)]
    return [Decimal(0), *near]


def judged(
    buyer_class: BuyerClass, category: Category, value: Decimal, day: date, **other: object
) -> Ruling:
    facts: dict[str, object] = {"vat": Vat.INCLUDED, "route": Route.OPEN, **other}
    return judge(
        PurchaseQuestion(buyer_class, category, value, started_on=day, **facts)  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("buyer_class", "category"), LIMITS)
@pytest.mark.parametrize("route", Route)
def test_each_side_of_each_line_is_judged_as_worked_out_by_hand(
    buyer_class: BuyerClass, category: Category, day: date, route: Route
) -> None:
    for value in boundaries(buyer_class, category, day):
        told = judged(buyer_class, category, value, day, route=route)
        assert Expected(
            told.regime or Regime.EARLIER_LAW,
            tender=bool(told.tender_notice_required),
            details=told.contract_details_notice_required,
            first_check=bool(told.suitability_stage_allowed),
            days=told.payment_days,
        ) == expected(buyer_class, category, value, day, route), value
        assert told.threshold == LIMITS[buyer_class, category][DAYS[day]]


@pytest.mark.parametrize(
    ("without_vat", "buyer_class", "category"),
    [
        (173_100, SUB_CENTRAL, SERVICES),
        (112_515, CENTRAL, GOODS),
        (552_950, SUB_CENTRAL, LIGHT_TOUCH),
        (4_327_500, SUB_CENTRAL, WORKS),
        (346_200, UTILITY, SERVICES),
    ],
)
def test_without_vat_the_line_is_a_fifth_lower(
    without_vat: int, buyer_class: BuyerClass, category: Category
) -> None:
    day = date(2026, 1, 1)
    at = judged(buyer_class, category, Decimal(without_vat), day, vat=Vat.EXCLUDED)
    under = judged(buyer_class, category, without_vat - A_PENNY, day, vat=Vat.EXCLUDED)
    assert at.value_including_vat == at.threshold
    assert at.regime is Regime.COVERED
    assert under.regime is Regime.BELOW_THRESHOLD


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("buyer_class", "category"), LIMITS)
def test_each_answer_names_its_section_its_day_and_what_would_change_it(
    buyer_class: BuyerClass, category: Category, day: date
) -> None:
    for value in boundaries(buyer_class, category, day):
        told = judged(buyer_class, category, value, day)
        assert all(one.section and one.url for one in told.sources)
        assert all(one.valid_from <= day for one in told.sources)
        change = [note for note in told.notes if note.key.startswith("would_be_")]
        assert len(change) == 1
        if told.regime is not Regime.COVERED:
            left = change[0].facts["left"]
            assert isinstance(left, Decimal)
            assert judged(buyer_class, category, value + left, day).regime is Regime.COVERED
            again = judged(buyer_class, category, value + left - A_PENNY, day)
            assert again.regime is not Regime.COVERED


class TestTheTenFactsThatMustNeverBeWrong:
    """Each fact of the domain that an answer may never get wrong, as one statement."""

    def test_1_thresholds_include_vat(self) -> None:
        told = judged(SUB_CENTRAL, SERVICES, Decimal(173_100), date(2026, 1, 1), vat=Vat.EXCLUDED)
        assert told.regime is Regime.COVERED
        assert "section 123(2)" in {one.section for one in told.sources}

    def test_2_the_limits_of_2026(self) -> None:
        assert LIMITS[SUB_CENTRAL, SERVICES][OF_2026] == 207_720
        assert judged(SUB_CENTRAL, SERVICES, Decimal(1), date(2026, 1, 1)).threshold == 207_720
        assert judged(CENTRAL, SERVICES, Decimal(1), date(2026, 1, 1)).threshold == 135_018

    @pytest.mark.parametrize("name", ["uhb", "the hospital", "childrens hospital", "bchc"])
    def test_3_nhs_foundation_trusts_are_central(self, name: str) -> None:
        named = load_register(CONTENT).named(name)
        assert named is not None
        assert named.buyer.buyer_class is CENTRAL

    @pytest.mark.parametrize(("buyer_class", "floor"), FLOORS.items())
    def test_4_notices_are_due_from_the_floor(self, buyer_class: BuyerClass, floor: int) -> None:
        day = date(2026, 1, 1)
        assert judged(buyer_class, SERVICES, Decimal(floor), day).tender_notice_required
        assert not judged(buyer_class, SERVICES, floor - A_PENNY, day).tender_notice_required

    def test_5_who_invites_chosen_firms_needs_no_tender_notice(self) -> None:
        invited = judged(
            SUB_CENTRAL, SERVICES, Decimal(50_000), date(2026, 1, 1), route=Route.INVITED
        )
        assert invited.tender_notice_required is False

    @pytest.mark.parametrize("route", Route)
    def test_6_a_details_notice_is_due_either_way(self, route: Route) -> None:
        told = judged(SUB_CENTRAL, SERVICES, Decimal(50_000), date(2026, 1, 1), route=route)
        assert told.contract_details_notice_required is True

    def test_7_no_first_check_but_for_larger_works(self) -> None:
        day = date(2026, 1, 1)
        for category, buyer in product((GOODS, SERVICES, LIGHT_TOUCH), (CENTRAL, SUB_CENTRAL)):
            assert judged(buyer, category, Decimal(100_000), day).suitability_stage_allowed is False
        assert judged(SUB_CENTRAL, WORKS, Decimal(207_720), day).suitability_stage_allowed is True

    def test_8_payment_within_thirty_days_whatever_the_value(self) -> None:
        for value in (1, 29_999, 207_719):
            told = judged(SUB_CENTRAL, SERVICES, Decimal(value), date(2026, 1, 1))
            assert told.payment_days == 30

    @pytest.mark.parametrize(
        "name",
        ["Eastside Primary School", "Eastside Academy", "Eastside Further Education College"],
    )
    def test_9_schools_academies_and_colleges_are_outside(self, name: str) -> None:
        assert class_of(name, SUB_CENTRAL) is SCHOOL
        told = judged(SCHOOL, SERVICES, Decimal(50_000), date(2026, 1, 1))
        assert told.regime is Regime.OUTSIDE_PART_6

    def test_10_a_council_may_reserve_for_its_whole_area_and_never_for_a_part_of_it(self) -> None:
        text = (CONTENT / "guidance" / "reserved_contracts.md").read_text(encoding="utf-8")
        assert "their whole area, but not for one part of it, such as East Birmingham" in text
        assert "valid_from: 2026-02-04" in text
