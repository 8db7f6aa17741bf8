"""Judges one purchase by the Procurement Act 2023: which rules hold, and what they ask for."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TypeVar

from bot.domain.buyer import BuyerClass
from bot.domain.money import Vat
from bot.domain.threshold_question import (
    Fact,
    Note,
    Notes,
    PurchaseQuestion,
    Regime,
    Route,
    Ruling,
)
from bot.domain.threshold_ruling import VAT_PERCENT, judge_certain

__all__ = ["Fact", "Note", "Notes", "PurchaseQuestion", "Regime", "Route", "Ruling", "judge"]

Answer = TypeVar("Answer")


def judge(question: PurchaseQuestion) -> Ruling:
    """The law for the purchase, with the sources it rests on.

    A value at the threshold is covered, one at a notice floor is notifiable. Where the VAT or
    the buyer's class is unknown, each reading is judged (of the classes: central and sub-central):
    what holds for all is answered, what differs is None, and a note states each reading.
    """
    readings = _readings(question)
    rulings = [judge_certain(reading) for reading in readings]
    if len(rulings) == 1:
        return rulings[0]
    return _join(question, readings, rulings)


def _readings(question: PurchaseQuestion) -> list[PurchaseQuestion]:
    classes = [question.buyer_class]
    if question.buyer_class is BuyerClass.UNKNOWN:
        classes = [BuyerClass.CENTRAL, BuyerClass.SUB_CENTRAL]
    vats = [question.vat] if question.vat is not Vat.UNKNOWN else [Vat.INCLUDED, Vat.EXCLUDED]
    return [replace(question, buyer_class=c, vat=v) for c, v in product(classes, vats)]


def _join(
    question: PurchaseQuestion, readings: list[PurchaseQuestion], rulings: list[Ruling]
) -> Ruling:
    pairs = zip(readings, rulings, strict=True)
    agree = len({ruling.outcome for ruling in rulings}) == 1
    common = tuple(n for n in rulings[0].notes if all(n in r.notes for r in rulings))
    stated = tuple(_reading_note(reading, ruling) for reading, ruling in pairs)
    verdict = Note("readings_agree" if agree else "readings_differ")
    sources = dict.fromkeys(source for ruling in rulings for source in ruling.sources)
    return replace(
        _agreed(rulings),
        notes=(*_unknown_notes(question), *stated, verdict, *common),
        sources=tuple(sources),
    )


def _agreed(rulings: list[Ruling]) -> Ruling:
    return Ruling(
        _common([r.regime for r in rulings]),
        _common([r.threshold for r in rulings]),
        _common([r.value_including_vat for r in rulings]),
        _common([r.tender_notice_required for r in rulings]),
        _common([r.contract_details_notice_required for r in rulings]),
        _common([r.suitability_stage_allowed for r in rulings]),
        _common([r.payment_days for r in rulings]),
    )


def _common(answers: list[Answer | None]) -> Answer | None:
    return answers[0] if len(set(answers)) == 1 else None


def _unknown_notes(question: PurchaseQuestion) -> Notes:
    notes = []
    if question.buyer_class is BuyerClass.UNKNOWN:
        notes.append(Note("class_unknown"))
    if question.vat is Vat.UNKNOWN:
        notes.append(Note("vat_unknown", VAT_PERCENT))
    return tuple(notes)


def _reading_note(reading: PurchaseQuestion, ruling: Ruling) -> Note:
    facts: dict[str, Fact] = {
        "buyer_class": reading.buyer_class,
        "vat": reading.vat,
        "value": ruling.value_including_vat,
        "regime": ruling.regime,
    }
    if ruling.threshold is None:
        return Note("reading_without_threshold", facts)
    facts |= {
        "threshold": ruling.threshold,
        "tender_notice": ruling.tender_notice_required,
        "details_notice": ruling.contract_details_notice_required,
        "suitability": ruling.suitability_stage_allowed,
        "payment_days": ruling.payment_days,
    }
    return Note("reading", facts)
