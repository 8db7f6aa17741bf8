"""What is answered on the limits without a ruling: refusals, the lines, and their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.domain.buyer import BuyerClass
from bot.domain.opportunity import Category
from bot.domain.said_purchase import SaidPurchase
from bot.domain.threshold_table import ACT_IN_FORCE, FOR_PAY, LegalSource
from bot.services.explain_rules import LARGEST_VALUE, LONGEST_TERM, ThresholdFact, threshold_facts
from bot.services.guidance_choices import Choice

Facts = Mapping[BuyerClass, ThresholdFact]


@dataclass(frozen=True, slots=True)
class ThresholdAnswer:
    """Which response answers, the facts that fill it, and the choices that answer what it asks.

    `change` answers what would change a ruling.
    """

    response: str
    facts: dict[str, str]
    choices: Sequence[Choice] = ()
    change: ThresholdAnswer | None = None


def earlier_law() -> ThresholdAnswer:
    """For what began before the rules that are held here."""
    return ThresholdAnswer("utter_threshold_earlier_law", {"since": in_words(ACT_IN_FORCE)})


def facts_on(on: date, category: Category) -> dict[BuyerClass, ThresholdFact]:
    """The figures of that day by class of buyer; empty before the Act."""
    return {fact.buyer_class: fact for fact in threshold_facts(on, category)}


def refusal(amount: Decimal | None, purchase: SaidPurchase) -> ThresholdAnswer | None:
    """Why a sum cannot be judged; None where it can, or none was said."""
    if purchase.is_negative and (amount is not None or purchase.is_surely_negative):
        return ThresholdAnswer("utter_threshold_minus", {})
    if amount == 0 or (amount is None and purchase.is_for_nothing):
        source = cited(FOR_PAY)
        return ThresholdAnswer("utter_threshold_for_nothing", {"source": source})
    if amount is None:
        return None
    term = purchase.term
    months = (term.months or 0) + term.extension_months
    if amount * (term.payments_a_year or 1) > LARGEST_VALUE or months > LONGEST_TERM:
        return ThresholdAnswer("utter_threshold_too_large", {})
    return None


def for_unknown(amount: Decimal, buyer: str | None, facts: Facts, lines: str) -> ThresholdAnswer:
    """What holds for every public buyer, else both lines; a named one is to be asked.

    `lines` says where the full rules start; nothing is noted beside it.
    """
    limits = {facts[one].threshold.amount for one in (BuyerClass.SUB_CENTRAL, BuyerClass.CENTRAL)}
    told = {"value": pounds(amount), "lines": lines, "note": "", **_lines(facts)}
    if amount < min(limits):
        return ThresholdAnswer("utter_threshold_below_for_all", told)
    if amount >= max(limits):
        return ThresholdAnswer("utter_threshold_covered_for_all", told)
    if buyer is None:
        return ThresholdAnswer("utter_threshold_depends", told)
    return ThresholdAnswer("utter_threshold_depends_ask_buyer", {"buyer": buyer, **told})


def lines_alone(
    buyer: str | None, known: ThresholdFact | None, facts: Facts, bought: str
) -> ThresholdAnswer:
    """What is told where no sum was said: the buyer's line, or both; `bought` is what it is for."""
    told = {"bought": bought, **_lines(facts)}
    if buyer is None:
        return ThresholdAnswer("utter_thresholds_today", told)
    if known is None:
        return ThresholdAnswer("utter_threshold_ask_buyer", {"buyer": buyer, **told})
    limit = {"threshold": pounds(known.threshold.amount), "source": cited(known.threshold.source)}
    return ThresholdAnswer("utter_threshold_of_buyer", {"buyer": buyer, "bought": bought, **limit})


def _lines(facts: Facts) -> dict[str, str]:
    sub_central, central = facts[BuyerClass.SUB_CENTRAL], facts[BuyerClass.CENTRAL]
    return {
        "sub_central": pounds(sub_central.threshold.amount),
        "central": pounds(central.threshold.amount),
        "source": cited(sub_central.threshold.source),
    }


def pounds(amount: Decimal) -> str:
    """Pennies only where there are some: £207,719.60 is below £207,720 and must look it."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


def cited(source: LegalSource) -> str:
    """The source as an answer names it."""
    return f"{source.title}, {source.section}, from {in_words(source.valid_from)}"


def in_words(day: date) -> str:
    """The day as owners write it: 1 January 2026."""
    return f"{day.day} {day:%B %Y}"
