"""The law of thresholds, as the Procurement Act 2023 has it, sum by sum and day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import BuyerClass
from bot.domain.errors import InvalidInputError
from bot.domain.money import Basis, Vat
from bot.domain.opportunity import Category
from bot.domain.threshold import PurchaseQuestion, Regime, Route, Ruling, judge
from bot.domain.threshold_table import notice_floor, threshold, works_suitability_figure

CENTRAL = BuyerClass.CENTRAL
SUB_CENTRAL = BuyerClass.SUB_CENTRAL
SCHOOL = BuyerClass.SCHOOL
UTILITY = BuyerClass.UTILITY
UNKNOWN = BuyerClass.UNKNOWN

NEW_FIGURES = date(2026, 1, 1)
LAST_DAY_OF_OLD_FIGURES = date(2025, 12, 31)
FIRST_DAY_OF_THE_ACT = date(2025, 2, 24)
A_PENNY = Decimal("0.01")

CLEANING_FOR_A_COUNCIL = PurchaseQuestion(
    SUB_CENTRAL,
    Category.SERVICES,
    Decimal(50_000),
    Vat.INCLUDED,
    date(2026, 11, 22),
    Route.OPEN,
)

values = st.decimals(min_value=0, max_value=10_000_000, places=2)
days = st.dates(min_value=FIRST_DAY_OF_THE_ACT, max_value=date(2029, 12, 31))
questions = st.builds(
    PurchaseQuestion,
    st.sampled_from(BuyerClass),
    st.sampled_from(Category),
    values,
    st.sampled_from(Vat),
    days,
    st.sampled_from(Route),
)
certain_questions = questions.filter(
    lambda q: q.buyer_class is not UNKNOWN and q.vat is not Vat.UNKNOWN
)


def ruling(**changes: object) -> Ruling:
    """The ruling on cleaning for a council worth £50,000 with VAT, with changes."""
    changed = {
        name: Decimal(str(value)) if name == "value" else value for name, value in changes.items()
    }
    return judge(replace(CLEANING_FOR_A_COUNCIL, **changed))  # type: ignore[arg-type]


def keys(judged: Ruling) -> list[str]:
    """The keys of the notes, in order."""
    return [note.key for note in judged.notes]


def sections(judged: Ruling) -> set[str]:
    """The sections that the ruling cites."""
    return {source.section for source in judged.sources}


class TestThresholds:
    @pytest.mark.parametrize(
        ("buyer_class", "category", "until_2026", "from_2026"),
        [
            (CENTRAL, Category.GOODS, 139_688, 135_018),
            (CENTRAL, Category.SERVICES, 139_688, 135_018),
            (SUB_CENTRAL, Category.GOODS, 214_904, 207_720),
            (SUB_CENTRAL, Category.SERVICES, 214_904, 207_720),
            (SCHOOL, Category.SERVICES, 214_904, 207_720),
            (UTILITY, Category.GOODS, 429_809, 415_440),
            (UTILITY, Category.SERVICES, 429_809, 415_440),
            (CENTRAL, Category.WORKS, 5_372_609, 5_193_000),
            (SUB_CENTRAL, Category.WORKS, 5_372_609, 5_193_000),
            (SCHOOL, Category.WORKS, 5_372_609, 5_193_000),
            (UTILITY, Category.WORKS, 5_372_609, 5_193_000),
            (CENTRAL, Category.LIGHT_TOUCH, 663_540, 663_540),
            (SUB_CENTRAL, Category.LIGHT_TOUCH, 663_540, 663_540),
            (SCHOOL, Category.LIGHT_TOUCH, 663_540, 663_540),
            (UTILITY, Category.LIGHT_TOUCH, 884_720, 884_720),
        ],
    )
    def test_each_class_and_category_has_its_threshold_of_the_day(
        self, buyer_class: BuyerClass, category: Category, until_2026: int, from_2026: int
    ) -> None:
        assert threshold(buyer_class, category, FIRST_DAY_OF_THE_ACT).amount == until_2026
        assert threshold(buyer_class, category, LAST_DAY_OF_OLD_FIGURES).amount == until_2026
        assert threshold(buyer_class, category, NEW_FIGURES).amount == from_2026

    def test_a_figure_says_from_which_day_it_holds(self) -> None:
        old = threshold(SUB_CENTRAL, Category.GOODS, LAST_DAY_OF_OLD_FIGURES).source
        new = threshold(SUB_CENTRAL, Category.GOODS, NEW_FIGURES).source
        assert (old.valid_from, new.valid_from) == (FIRST_DAY_OF_THE_ACT, NEW_FIGURES)
        assert new.section == "Schedule 1, row 12"

    def test_there_is_no_threshold_before_the_act_or_for_an_unknown_class(self) -> None:
        with pytest.raises(ValueError, match="not yet in force"):
            threshold(CENTRAL, Category.GOODS, date(2025, 2, 23))
        with pytest.raises(ValueError, match="unknown"):
            threshold(UNKNOWN, Category.WORKS, NEW_FIGURES)

    @pytest.mark.parametrize(
        ("buyer_class", "until_2026", "from_2026"),
        [(CENTRAL, 138_760, 135_018), (SUB_CENTRAL, 213_477, 207_720)],
    )
    def test_the_works_figure_of_section_85_was_another_than_the_threshold_in_2025(
        self, buyer_class: BuyerClass, until_2026: int, from_2026: int
    ) -> None:
        assert works_suitability_figure(buyer_class, LAST_DAY_OF_OLD_FIGURES).amount == until_2026
        assert works_suitability_figure(buyer_class, NEW_FIGURES).amount == from_2026

    def test_the_notice_floor_is_12000_for_central_bodies_and_30000_for_others(self) -> None:
        assert notice_floor(CENTRAL).amount == 12_000
        assert notice_floor(SUB_CENTRAL).amount == 30_000


class TestAtTheThreshold:
    def test_a_full_tender_is_needed_from_the_threshold_up(self) -> None:
        at = ruling(value="207720.00")
        assert at.regime is Regime.COVERED
        assert at.tender_notice_required is True
        assert at.contract_details_notice_required is True
        assert at.suitability_stage_allowed is True

    def test_a_penny_less_is_below_the_threshold(self) -> None:
        assert ruling(value="207719.99").regime is Regime.BELOW_THRESHOLD

    def test_the_nhs_and_other_central_bodies_reach_it_sooner(self) -> None:
        assert ruling(buyer_class=CENTRAL, value="135018").regime is Regime.COVERED
        assert ruling(buyer_class=CENTRAL, value="135017.99").regime is Regime.BELOW_THRESHOLD
        assert ruling(buyer_class=SUB_CENTRAL, value="135018").regime is Regime.BELOW_THRESHOLD

    def test_a_procurement_begun_in_2025_keeps_the_figures_of_2025(self) -> None:
        in_2025 = ruling(value=210_000, started_on=LAST_DAY_OF_OLD_FIGURES)
        in_2026 = ruling(value=210_000, started_on=NEW_FIGURES)
        assert in_2025.regime is Regime.BELOW_THRESHOLD
        assert in_2025.threshold == 214_904
        assert in_2026.regime is Regime.COVERED
        assert in_2026.threshold == 207_720

    def test_inviting_chosen_firms_does_not_spare_the_notice_of_a_large_contract(self) -> None:
        invited = ruling(value=300_000, route=Route.INVITED)
        assert invited.tender_notice_required is True
        assert "covered_invited" in keys(invited)

    def test_no_payment_time_is_given_without_a_source_and_a_note_says_so(self) -> None:
        covered = ruling(value=300_000)
        assert covered.payment_days is None
        assert "covered_payment" in keys(covered)


class TestVat:
    def test_thresholds_are_held_against_the_value_with_vat(self) -> None:
        assert ruling(value="173100", vat=Vat.EXCLUDED).regime is Regime.COVERED
        assert ruling(value="173100", vat=Vat.INCLUDED).regime is Regime.BELOW_THRESHOLD

    @pytest.mark.parametrize(
        ("without_vat", "with_vat"),
        [("173100", "207720"), ("112515", "135018"), ("25000", "30000"), ("0.0375", "0.05")],
    )
    def test_twenty_per_cent_is_added_and_rounded_half_up(
        self, without_vat: str, with_vat: str
    ) -> None:
        judged = ruling(value=without_vat, vat=Vat.EXCLUDED)
        assert judged.value_including_vat == Decimal(with_vat)
        assert "vat_added" in keys(judged)

    def test_unknown_vat_answers_what_holds_either_way(self) -> None:
        judged = ruling(value=50_000, vat=Vat.UNKNOWN)
        assert judged.value_including_vat is None
        assert judged.regime is Regime.BELOW_THRESHOLD
        assert judged.tender_notice_required is True
        assert judged.payment_days == 30
        assert keys(judged)[:4] == ["vat_unknown", "reading", "reading", "readings_agree"]
        assert [note.facts["value"] for note in judged.notes[1:3]] == [50_000, 60_000]

    def test_unknown_vat_leaves_open_what_differs_and_keeps_what_does_not(self) -> None:
        judged = ruling(value=180_000, vat=Vat.UNKNOWN)
        assert judged.threshold == 207_720
        assert judged.regime is None
        assert judged.tender_notice_required is True
        assert judged.suitability_stage_allowed is None
        assert judged.payment_days is None
        assert "readings_differ" in keys(judged)

    def test_at_the_notice_floor_unknown_vat_leaves_only_the_notices_open(self) -> None:
        judged = ruling(value=25_000, vat=Vat.UNKNOWN)
        assert judged.regime is Regime.BELOW_THRESHOLD
        assert judged.tender_notice_required is None
        assert judged.contract_details_notice_required is None
        assert judged.suitability_stage_allowed is False
        assert judged.payment_days == 30


class TestNotices:
    @pytest.mark.parametrize(("buyer_class", "floor"), [(CENTRAL, 12_000), (SUB_CENTRAL, 30_000)])
    def test_notices_are_due_from_the_floor_up(self, buyer_class: BuyerClass, floor: int) -> None:
        at = ruling(buyer_class=buyer_class, value=floor)
        under = ruling(buyer_class=buyer_class, value=floor - A_PENNY)
        assert at.tender_notice_required is True
        assert at.contract_details_notice_required is True
        assert under.tender_notice_required is False
        assert under.contract_details_notice_required is False
        assert "below_floor" in keys(under)

    def test_inviting_chosen_firms_needs_no_tender_notice_but_the_details_notice_stays(
        self,
    ) -> None:
        invited = ruling(route=Route.INVITED)
        assert invited.tender_notice_required is False
        assert invited.contract_details_notice_required is True
        assert "notices_invited" in keys(invited)


class TestSuitabilityStage:
    @pytest.mark.parametrize("category", [Category.GOODS, Category.SERVICES, Category.LIGHT_TOUCH])
    def test_small_goods_and_services_have_no_suitability_stage(self, category: Category) -> None:
        for value in (500, 29_999, 207_719):
            assert ruling(category=category, value=value).suitability_stage_allowed is False

    @pytest.mark.parametrize(
        ("buyer_class", "figure"), [(CENTRAL, 135_018), (SUB_CENTRAL, 207_720)]
    )
    def test_works_may_have_one_from_the_figure_of_section_85(
        self, buyer_class: BuyerClass, figure: int
    ) -> None:
        at = ruling(buyer_class=buyer_class, category=Category.WORKS, value=figure)
        under = ruling(buyer_class=buyer_class, category=Category.WORKS, value=figure - A_PENNY)
        assert (at.regime, at.suitability_stage_allowed) == (Regime.BELOW_THRESHOLD, True)
        assert (under.regime, under.suitability_stage_allowed) == (Regime.BELOW_THRESHOLD, False)
        assert "section 85(3)" in sections(at)

    def test_light_touch_services_are_small_up_to_a_higher_threshold(self) -> None:
        below = ruling(category=Category.LIGHT_TOUCH, value="663539.99")
        assert below.regime is Regime.BELOW_THRESHOLD
        assert below.suitability_stage_allowed is False
        assert ruling(category=Category.LIGHT_TOUCH, value=663_540).regime is Regime.COVERED


class TestPayment:
    def test_even_the_smallest_contract_is_paid_within_30_days(self) -> None:
        assert ruling(value=200).payment_days == 30
        assert "section 88(2)" in sections(ruling(value=200))


class TestSchools:
    def test_a_small_contract_of_a_school_is_outside_the_small_contract_rules(self) -> None:
        judged = ruling(buyer_class=SCHOOL)
        assert judged.regime is Regime.OUTSIDE_PART_6
        assert judged.threshold == 207_720
        assert judged.tender_notice_required is False
        assert judged.contract_details_notice_required is False
        assert judged.suitability_stage_allowed is True
        assert judged.payment_days is None
        assert "school" in keys(judged)
        assert "section 84(2)(a)" in sections(judged)

    def test_a_large_contract_of_a_school_is_covered(self) -> None:
        judged = ruling(buyer_class=SCHOOL, value=207_720)
        assert judged.regime is Regime.COVERED
        assert judged.tender_notice_required is True

    def test_a_school_stays_explained_where_the_vat_is_unknown(self) -> None:
        assert "school" in keys(ruling(buyer_class=SCHOOL, vat=Vat.UNKNOWN))


class TestUtilities:
    def test_a_small_utilities_contract_has_no_duties_of_part_6(self) -> None:
        judged = ruling(buyer_class=UTILITY)
        assert judged.regime is Regime.BELOW_THRESHOLD
        assert judged.tender_notice_required is False
        assert judged.contract_details_notice_required is False
        assert judged.suitability_stage_allowed is True
        assert judged.payment_days is None
        assert "utility" in keys(judged)
        assert "section 84(1)(c)" in sections(judged)

    def test_a_large_one_needs_a_tender_and_leaves_the_details_notice_to_the_buyer(self) -> None:
        judged = ruling(buyer_class=UTILITY, value=415_440)
        assert judged.regime is Regime.COVERED
        assert judged.tender_notice_required is True
        assert judged.contract_details_notice_required is None
        assert "covered_utility" in keys(judged)


class TestUnknownBuyer:
    def test_what_holds_for_central_and_local_bodies_is_answered(self) -> None:
        judged = ruling(buyer_class=UNKNOWN)
        assert judged.regime is Regime.BELOW_THRESHOLD
        assert judged.tender_notice_required is True
        assert judged.suitability_stage_allowed is False
        assert judged.payment_days == 30
        assert keys(judged)[0] == "class_unknown"

    def test_what_differs_is_left_open(self) -> None:
        judged = ruling(buyer_class=UNKNOWN)
        assert judged.threshold is None
        assert ruling(buyer_class=UNKNOWN, value=20_000).tender_notice_required is None
        assert ruling(buyer_class=UNKNOWN, value=150_000).regime is None

    def test_works_have_one_threshold_for_both(self) -> None:
        judged = ruling(buyer_class=UNKNOWN, category=Category.WORKS)
        assert judged.threshold == 5_193_000

    def test_with_vat_unknown_too_all_four_readings_are_stated(self) -> None:
        judged = ruling(buyer_class=UNKNOWN, vat=Vat.UNKNOWN)
        assert keys(judged).count("reading") == 4


class TestWholeTerm:
    def test_a_yearly_price_counts_for_every_month_and_extension(self) -> None:
        judged = ruling(value=69_240, basis=Basis.YEARLY, months=24, extension_months=12)
        assert judged.value_including_vat == 207_720
        assert judged.regime is Regime.COVERED
        assert "whole_term_extended" in keys(judged)
        assert "Schedule 3" in sections(judged)

    def test_a_part_of_a_year_counts_as_a_part(self) -> None:
        judged = ruling(value=1_000, basis=Basis.YEARLY, months=7)
        assert judged.value_including_vat == Decimal("583.33")

    def test_a_total_is_the_whole_term_already(self) -> None:
        judged = ruling(value=50_000, months=24, extension_months=12)
        assert judged.value_including_vat == 50_000
        assert "total_has_extensions" in keys(judged)

    @pytest.mark.parametrize(
        "changes",
        [
            {"basis": Basis.YEARLY},
            {"basis": Basis.UNKNOWN},
            {"basis": Basis.YEARLY, "months": 0},
            {"basis": Basis.YEARLY, "months": 12, "extension_months": -1},
            {"value": "-0.01"},
            {"value": "NaN"},
        ],
    )
    def test_a_value_or_term_that_cannot_be_is_refused(self, changes: dict[str, object]) -> None:
        with pytest.raises(InvalidInputError):
            ruling(**changes)


class TestTime:
    def test_a_purchase_begun_before_the_act_is_under_the_earlier_law(self) -> None:
        judged = ruling(started_on=date(2025, 2, 23))
        assert judged.regime is Regime.EARLIER_LAW
        assert judged.value_including_vat == 50_000
        assert judged.outcome[1:] == (None,) * 5
        assert keys(judged) == ["earlier_law"]
        assert judged.sources

    def test_the_act_holds_from_its_first_day(self) -> None:
        assert ruling(started_on=FIRST_DAY_OF_THE_ACT).regime is Regime.BELOW_THRESHOLD

    def test_from_2028_the_ruling_warns_that_the_figures_may_be_old(self) -> None:
        assert "figures_may_have_changed" in keys(ruling(started_on=date(2028, 1, 1)))
        assert "figures_may_have_changed" not in keys(ruling(started_on=date(2027, 12, 31)))


class TestForEveryPurchase:
    @given(certain_questions, values)
    def test_a_dearer_contract_never_has_fewer_duties(
        self, question: PurchaseQuestion, more: Decimal
    ) -> None:
        cheap, dear = judge(question), judge(replace(question, value=question.value + more))
        assert (cheap.regime is Regime.COVERED) <= (dear.regime is Regime.COVERED)
        assert (cheap.tender_notice_required or False) <= (dear.tender_notice_required or False)
        assert (cheap.suitability_stage_allowed or False) <= (
            dear.suitability_stage_allowed or False
        )

    @given(certain_questions)
    def test_covered_means_at_or_above_the_threshold_and_nothing_else(
        self, question: PurchaseQuestion
    ) -> None:
        judged = judge(question)
        assert judged.value_including_vat is not None
        assert judged.threshold is not None
        at_or_above = judged.value_including_vat >= judged.threshold
        assert (judged.regime is Regime.COVERED) == at_or_above

    @given(certain_questions)
    def test_vat_left_out_never_makes_the_value_smaller(self, question: PurchaseQuestion) -> None:
        without = judge(replace(question, vat=Vat.EXCLUDED)).value_including_vat
        within = judge(replace(question, vat=Vat.INCLUDED)).value_including_vat
        assert within is not None
        assert without is not None
        assert within <= without

    @given(questions)
    def test_unknown_vat_answers_only_what_both_readings_answer(
        self, question: PurchaseQuestion
    ) -> None:
        unknown = judge(replace(question, vat=Vat.UNKNOWN))
        for vat in (Vat.INCLUDED, Vat.EXCLUDED):
            known = judge(replace(question, vat=vat))
            for answer, certain in zip(unknown.outcome, known.outcome, strict=True):
                assert answer is None or answer == certain

    @given(questions)
    def test_inviting_chosen_firms_never_adds_a_notice(self, question: PurchaseQuestion) -> None:
        opened = judge(replace(question, route=Route.OPEN))
        invited = judge(replace(question, route=Route.INVITED))
        assert not (invited.tender_notice_required and opened.tender_notice_required is False)
        assert invited.contract_details_notice_required == opened.contract_details_notice_required

    @given(questions)
    def test_every_ruling_names_its_sources_and_none_is_from_the_future(
        self, question: PurchaseQuestion
    ) -> None:
        sources = judge(question).sources
        assert any(source.section.startswith("Schedule 1") for source in sources)
        assert all(source.valid_from <= question.started_on for source in sources)
        assert len(sources) == len(set(sources))
