"""Rules on one certain purchase: the earlier law, the full rules, or those below the threshold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from bot.domain import threshold_table as table
from bot.domain.buyer import BuyerClass
from bot.domain.money import VAT_RATE, Basis, Vat, including_vat
from bot.domain.opportunity import Category
from bot.domain.threshold_question import (
    Fact,
    Note,
    Notes,
    PurchaseQuestion,
    Regime,
    Route,
    Ruling,
)
from bot.domain.threshold_table import LegalSource

VAT_PERCENT: Mapping[str, Fact] = {"percent": int(VAT_RATE * 100)}


def judge_certain(question: PurchaseQuestion) -> Ruling:
    """The law for a purchase of which the buyer's class and the VAT are known."""
    value = including_vat(question.term_value, question.vat)
    if question.started_on < table.ACT_IN_FORCE:
        ruling = _earlier_law(value)
    else:
        ruling = _judge_by_the_act(question, value)
    return replace(
        ruling,
        notes=(*_value_notes(question), *ruling.notes, *_standing_notes(question)),
        sources=(*_value_sources(question), *ruling.sources),
    )


def _judge_by_the_act(question: PurchaseQuestion, value: Decimal) -> Ruling:
    limit = table.threshold(question.buyer_class, question.category, question.started_on)
    facts: dict[str, Fact] = {
        "buyer_class": question.buyer_class,
        "category": question.category,
        "value": value,
        "threshold": limit.amount,
        "since": limit.source.valid_from,
    }
    if value >= limit.amount:
        ruling = _covered(question, value, facts)
        change = Note("would_be_small", {"threshold": limit.amount})
    else:
        outside = question.buyer_class in {BuyerClass.SCHOOL, BuyerClass.UTILITY}
        ruling = (_unregulated if outside else _regulated)(question, value, facts)
        kept_small = (*table.KEPT_SMALL, *table.OTHER_RULES)
        ruling = replace(ruling, sources=(*ruling.sources, *kept_small))
        left = {"threshold": limit.amount, "left": limit.amount - value}
        change = Note("would_be_covered", left)
    return replace(
        ruling,
        threshold=limit.amount,
        notes=(*ruling.notes, change),
        sources=(limit.source, *ruling.sources),
    )


def _covered(question: PurchaseQuestion, value: Decimal, facts: Mapping[str, Fact]) -> Ruling:
    """At or above the threshold: the full rules.

    Inviting chosen firms spares the notice only below the threshold (s.87(2)); here it stays due.
    The details notice of a utility is open, as private utilities are excused from it (s.53(6)).
    No payment days are given, as the table has no source for them.
    """
    notes = [Note("covered", facts), Note("covered_suitability"), Note("covered_payment")]
    if question.route is Route.INVITED:
        notes.append(Note("covered_invited"))
    utility = question.buyer_class is BuyerClass.UTILITY
    if utility:
        notes.append(Note("covered_utility"))
    return Ruling(
        Regime.COVERED,
        None,
        value,
        tender_notice_required=True,
        contract_details_notice_required=None if utility else True,
        suitability_stage_allowed=True,
        notes=tuple(notes),
        sources=table.FULL_RULES,
    )


def _unregulated(question: PurchaseQuestion, value: Decimal, facts: Mapping[str, Fact]) -> Ruling:
    """Below the threshold of a school or a utility: no notice, ban on checks or payment term.

    Part 6 does not apply to schools at all. A utilities contract is still a below-threshold
    contract (s.5(5)), so that stays its regime; but it is not a regulated one (s.84(1)(c)).
    """
    school = question.buyer_class is BuyerClass.SCHOOL
    return Ruling(
        Regime.OUTSIDE_PART_6 if school else Regime.BELOW_THRESHOLD,
        None,
        value,
        tender_notice_required=False,
        contract_details_notice_required=False,
        suitability_stage_allowed=True,
        notes=(
            Note("below_threshold_unregulated", facts),
            Note("school" if school else "utility", {"days": table.BELOW_THRESHOLD_PAYMENT_DAYS}),
        ),
        sources=table.SCHOOLS_LEFT_OUT if school else table.UTILITIES_LEFT_OUT,
    )


def _regulated(question: PurchaseQuestion, value: Decimal, facts: Mapping[str, Fact]) -> Ruling:
    notice_note, notifiable, floor_source = _notices(question, value)
    suitability_note, suitability_source = _suitability(question, value)
    days = table.BELOW_THRESHOLD_PAYMENT_DAYS
    return Ruling(
        Regime.BELOW_THRESHOLD,
        None,
        value,
        tender_notice_required=notifiable and question.route is Route.OPEN,
        contract_details_notice_required=notifiable,
        suitability_stage_allowed=suitability_note.key == "works_suitability",
        payment_days=days,
        notes=(
            Note("below_threshold", facts),
            notice_note,
            suitability_note,
            Note("payment", {"days": days}),
        ),
        sources=(*table.SMALL_CONTRACTS, floor_source, suitability_source),
    )


def _notices(question: PurchaseQuestion, value: Decimal) -> tuple[Note, bool, LegalSource]:
    floor = table.notice_floor(question.buyer_class)
    notifiable = value >= floor.amount
    key = f"notices_{question.route}" if notifiable else "below_floor"
    return Note(key, {"floor": floor.amount}), notifiable, floor.source


def _suitability(question: PurchaseQuestion, value: Decimal) -> tuple[Note, LegalSource]:
    figure = table.works_suitability_figure(question.buyer_class, question.started_on)
    if question.category is not Category.WORKS:
        return Note("no_suitability"), table.NO_SUITABILITY_STAGE
    key = "works_suitability" if value >= figure.amount else "works_no_suitability"
    return Note(key, {"figure": figure.amount}), figure.source


def _earlier_law(value: Decimal) -> Ruling:
    note = Note("earlier_law", {"in_force": table.ACT_IN_FORCE})
    return Ruling(Regime.EARLIER_LAW, None, value, notes=(note,), sources=(table.COMMENCEMENT,))


def _value_notes(question: PurchaseQuestion) -> Notes:
    notes = []
    months: dict[str, Fact] = {
        "months": question.months,
        "extension_months": question.extension_months,
    }
    extended = question.extension_months > 0
    if question.basis is Basis.YEARLY:
        notes.append(Note("whole_term_extended" if extended else "whole_term", months))
    elif extended:
        notes.append(Note("total_has_extensions", months))
    if question.vat is Vat.EXCLUDED:
        notes.append(Note("vat_added", VAT_PERCENT))
    return tuple(notes)


def _standing_notes(question: PurchaseQuestion) -> Notes:
    if question.started_on < table.ACT_IN_FORCE:
        return ()
    if question.started_on < table.NEXT_CHANGE_EXPECTED:
        return (Note("ordinary_contract"),)
    changed = Note("figures_may_have_changed", {"expected": table.NEXT_CHANGE_EXPECTED})
    return (Note("ordinary_contract"), changed)


def _value_sources(question: PurchaseQuestion) -> tuple[LegalSource, ...]:
    if question.started_on < table.ACT_IN_FORCE:
        return ()
    whole_term = question.basis is Basis.YEARLY or question.extension_months
    return (table.VAT_COUNTS, table.VALUATION) if whole_term else (table.VAT_COUNTS,)
