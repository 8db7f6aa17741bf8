"""Answers questions about the law of a purchase, one at a time, with notes in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from bot.domain.buyer import BuyerClass
from bot.domain.errors import InvalidInputError
from bot.domain.money import Basis, Vat
from bot.domain.opportunity import Category
from bot.domain.threshold import Fact, Note, PurchaseQuestion, Route, Ruling, judge
from bot.domain.threshold_table import ACT_IN_FORCE, Figure, LegalSource, notice_floor, threshold
from bot.ports import Phrases

Choice = TypeVar("Choice", bound=StrEnum)

LARGEST_VALUE = Decimal(10) ** 12
"""Pounds; beyond it a slip of the keyboard is likelier than a purchase."""

LONGEST_TERM = 1200
"""Months; a hundred years."""

NEEDED = ("buyer_class", "category", "value", "vat", "date", "route")
OPTIONAL = ("basis", "months", "extension_months")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BASES = (Basis.TOTAL, Basis.YEARLY)


@dataclass(frozen=True, slots=True)
class ThresholdFact:
    """One class of buyer's figures for a category, in pounds including VAT.

    `notice_floor` is None for schools and utilities: small contracts of theirs need no notice.
    """

    buyer_class: BuyerClass
    threshold: Figure
    notice_floor: Figure | None


def explain_purchase(question: Mapping[str, object], phrases: Phrases) -> dict[str, object]:
    """The law for the purchase that the fields describe, as fields fit for JSON.

    Needed: buyer_class, category, value (pounds), vat, date (start of the procurement), route;
    optional: basis, months, extension_months. Sums in the answer are pounds including VAT.
    InvalidInputError names the field that is missing, unknown or wrong, and what it may be.
    """
    ruling = judge(_question(question))
    return {
        "regime": ruling.regime.value if ruling.regime else None,
        "threshold": _number(ruling.threshold),
        "value_including_vat": _number(ruling.value_including_vat),
        **_duties(ruling),
        "notes": [sentence(note, phrases) for note in ruling.notes],
        "sources": [_source(source) for source in ruling.sources],
    }


def threshold_facts(on: date, category: Category = Category.SERVICES) -> tuple[ThresholdFact, ...]:
    """The thresholds and notice floors of the category on that day, by class of buyer.

    Empty before the Procurement Act 2023 was in force. Goods and services share their figures.
    """
    if on < ACT_IN_FORCE:
        return ()
    notifying = {BuyerClass.CENTRAL, BuyerClass.SUB_CENTRAL}
    return tuple(
        ThresholdFact(
            each,
            threshold(each, category, on),
            notice_floor(each) if each in notifying else None,
        )
        for each in BuyerClass
        if each is not BuyerClass.UNKNOWN
    )


def _question(fields: Mapping[str, object]) -> PurchaseQuestion:
    _refuse_strangers(fields)
    given = {name: value for name, value in fields.items() if value is not None}
    missing = [name for name in NEEDED if name not in given]
    if missing:
        raise InvalidInputError(f"The field {missing[0]} is missing.")
    return PurchaseQuestion(
        _choice(given, "buyer_class", tuple(BuyerClass)),
        _choice(given, "category", tuple(Category)),
        _pounds(given["value"]),
        _choice(given, "vat", tuple(Vat)),
        _day(given["date"]),
        _choice(given, "route", tuple(Route)),
        basis=_choice(given, "basis", _BASES) if "basis" in given else Basis.TOTAL,
        months=_months(given, "months", 1) if "months" in given else None,
        extension_months=_months(given, "extension_months", 0)
        if "extension_months" in given
        else 0,
    )


def _refuse_strangers(fields: Mapping[str, object]) -> None:
    strangers = [str(name) for name in fields if name not in (*NEEDED, *OPTIONAL)]
    if strangers:
        allowed = ", ".join((*NEEDED, *OPTIONAL))
        raise InvalidInputError(f"There is no field {strangers[0]}; the fields are {allowed}.")


def _choice(given: Mapping[str, object], name: str, choices: tuple[Choice, ...]) -> Choice:
    for choice in choices:
        if given[name] == choice.value:
            return choice
    raise InvalidInputError(f"The field {name} must be one of {', '.join(choices)}.")


def _pounds(given: object) -> Decimal:
    # A truth value is an int to Python, but not a sum to anybody.
    is_number = isinstance(given, int | float | Decimal) and not isinstance(given, bool)
    value = Decimal(str(given)) if is_number else Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= LARGEST_VALUE:
        raise InvalidInputError(
            f"The field value must be a number of pounds from 0 to {LARGEST_VALUE:,}."
        )
    return value


def _day(given: object) -> date:
    try:
        if _DAY.fullmatch(str(given)):
            return date.fromisoformat(str(given))
    except ValueError:
        pass  # a day that no calendar has is refused like any other wrong one
    raise InvalidInputError("The field date must be a day like 2026-11-22 (year-month-day).")


def _months(given: Mapping[str, object], name: str, least: int) -> int:
    months = given[name]
    if isinstance(months, int) and not isinstance(months, bool) and least <= months <= LONGEST_TERM:
        return months
    raise InvalidInputError(
        f"The field {name} must be a whole number from {least} to {LONGEST_TERM}."
    )


def _duties(ruling: Ruling) -> dict[str, object]:
    return {
        "tender_notice_required": ruling.tender_notice_required,
        "contract_details_notice_required": ruling.contract_details_notice_required,
        "suitability_stage_allowed": ruling.suitability_stage_allowed,
        "payment_days": ruling.payment_days,
    }


def _number(pounds: Decimal | None) -> float | None:
    if pounds is None:
        return None
    return int(pounds) if pounds == pounds.to_integral_value() else float(pounds)


def _source(source: LegalSource) -> dict[str, str]:
    return {
        "title": source.title,
        "section": source.section,
        "url": source.url,
        "valid_from": source.valid_from.isoformat(),
    }


def sentence(note: Note, phrases: Phrases) -> str:
    """The note in plain words, its facts filled in."""
    facts = {name: fact_in_words(fact, phrases) for name, fact in note.facts.items()}
    return phrases.say(f"rules.note.{note.key}", **facts)


def fact_in_words(fact: Fact, phrases: Phrases) -> str:
    """A fact of a note as users read it: sums in pounds, days in words, None as not known."""
    match fact:
        case None:
            return phrases.say("rules.word.unsure")
        case bool():
            return phrases.say("rules.word.yes" if fact else "rules.word.no")
        case StrEnum():
            return phrases.say(f"rules.word.{fact.value}")
        case Decimal():
            whole = fact == fact.to_integral_value()
            return f"£{fact:,.0f}" if whole else f"£{fact:,.2f}"
        case date():
            return f"{fact.day} {fact:%B %Y}"
        case _:
            return str(fact)
