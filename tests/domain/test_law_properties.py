"""What holds of the law for any purchase, held against a second writing of its dated tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buyer import BuyerClass
from bot.domain.money import Basis, Vat
from bot.domain.opportunity import Category
from bot.domain.threshold import PurchaseQuestion, Regime, Route, judge
from tests.domain.test_law_boundaries import CHECKED_FROM, FLOORS, LIMITS, expected

ACT, NEW_FIGURES, LATEST = date(2025, 2, 24), date(2026, 1, 1), date(2027, 12, 31)
PENNY = Decimal("0.01")
LINES = sorted(
    {Decimal(figure) for pair in (*LIMITS.values(), *CHECKED_FROM.values()) for figure in pair}
    | {Decimal(floor) for floor in FLOORS.values()}
)

kinds = st.sampled_from(sorted(LIMITS, key=str))
routes = st.sampled_from(Route)
days = st.dates(ACT, LATEST) | st.sampled_from([ACT, NEW_FIGURES - timedelta(1), NEW_FIGURES])
about_lines = st.builds(
    lambda line, pennies: line + pennies * PENNY, st.sampled_from(LINES), st.integers(-2, 2)
)
plus_vat_lines = about_lines.map(lambda line: (line / Decimal("1.2")).quantize(PENNY))
sums = (
    about_lines
    | plus_vat_lines
    | st.decimals(0, 10_000_000, places=2, allow_nan=False, allow_infinity=False)
)


@st.composite
def purchases(draw: st.DrawFn, **fixed: Any) -> PurchaseQuestion:
    """A purchase of a known sort of buyer, near a line more often than not."""
    buyer_class, category = draw(kinds)
    facts = {
        "value": draw(sums),
        "vat": Vat.INCLUDED,
        "started_on": draw(days),
        "route": draw(routes),
        **fixed,
    }
    return PurchaseQuestion(buyer_class, category, **facts)


def worked_out(question: PurchaseQuestion, value: Decimal) -> tuple[Any, ...]:
    """The outcome by the second writing of the tables."""
    day = NEW_FIGURES if question.started_on >= NEW_FIGURES else ACT
    told = expected(question.buyer_class, question.category, value, day, question.route)
    return told.regime, told.tender, told.details, told.first_check, told.days


def outcome(question: PurchaseQuestion) -> tuple[Any, ...]:
    """The outcome by the product."""
    told = judge(question)
    return (
        told.regime,
        told.tender_notice_required,
        told.contract_details_notice_required,
        told.suitability_stage_allowed,
        told.payment_days,
    )


@given(purchases())
def test_any_purchase_is_judged_as_its_tables_say(question: PurchaseQuestion) -> None:
    assert outcome(question) == worked_out(question, question.value)


@given(purchases(vat=Vat.EXCLUDED))
def test_without_vat_a_fifth_is_added_to_the_penny_half_up(question: PurchaseQuestion) -> None:
    told = judge(question).value_including_vat
    assert told is not None
    assert abs(told - question.value * Decimal("1.2")) <= PENNY / 2
    assert outcome(question) == worked_out(question, told)


@given(purchases(vat=Vat.UNKNOWN))
def test_where_vat_is_not_known_only_what_both_readings_say_is_said(
    question: PurchaseQuestion,
) -> None:
    readings = [outcome(replace(question, vat=vat)) for vat in (Vat.INCLUDED, Vat.EXCLUDED)]
    for said, first, second in zip(outcome(question), *readings, strict=True):
        assert said == (first if first == second else None)


@given(purchases(), st.sampled_from(Vat))
def test_of_a_buyer_that_is_not_known_only_what_holds_for_local_and_central_is_said(
    question: PurchaseQuestion, vat: Vat
) -> None:
    unknown = replace(question, buyer_class=BuyerClass.UNKNOWN, vat=vat)
    readings = [
        outcome(replace(unknown, buyer_class=one))
        for one in (BuyerClass.CENTRAL, BuyerClass.SUB_CENTRAL)
    ]
    for said, first, second in zip(outcome(unknown), *readings, strict=True):
        assert said == (first if first == second else None)
    assert any(note.key == "class_unknown" for note in judge(unknown).notes)


@given(purchases(), st.integers(1, 120), st.integers(0, 60))
def test_a_years_sum_counts_as_much_as_its_whole_term_with_all_extensions(
    question: PurchaseQuestion, months: int, more: int
) -> None:
    yearly = replace(question, basis=Basis.YEARLY, months=months, extension_months=more)
    whole = replace(question, value=question.value * (months + more) / 12)
    assert outcome(yearly) == outcome(whole)


@given(purchases(), st.decimals(0, 1_000_000, places=2, allow_nan=False, allow_infinity=False))
def test_a_larger_sum_never_falls_back_under_the_simpler_rules(
    question: PurchaseQuestion, more: Decimal
) -> None:
    larger = replace(question, value=question.value + more)
    if judge(question).regime is Regime.COVERED:
        assert judge(larger).regime is Regime.COVERED


@given(purchases(started_on=ACT), st.integers(1, 20_000), st.sampled_from(Vat))
def test_whatever_began_before_the_act_is_under_the_earlier_law(
    question: PurchaseQuestion, days_before: int, vat: Vat
) -> None:
    told = judge(replace(question, started_on=ACT - timedelta(days_before), vat=vat))
    assert told.regime is Regime.EARLIER_LAW
    assert told.threshold is None
    assert told.payment_days is None


@given(purchases(), st.dates(ACT, LATEST))
def test_within_one_set_of_figures_the_day_changes_nothing(
    question: PurchaseQuestion, other: date
) -> None:
    if (question.started_on < NEW_FIGURES) == (other < NEW_FIGURES):
        assert outcome(replace(question, started_on=other)) == outcome(question)


@given(purchases())
def test_every_answer_names_sections_that_hold_on_its_day(question: PurchaseQuestion) -> None:
    told = judge(question)
    assert told.sources
    assert all(one.section and one.valid_from <= question.started_on for one in told.sources)


def test_every_sort_of_buyer_and_of_purchase_stands_in_the_second_writing() -> None:
    known = {(b, c) for b in BuyerClass if b is not BuyerClass.UNKNOWN for c in Category}
    assert set(LIMITS) == known
