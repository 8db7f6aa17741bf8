"""Answers what an owner asks about the limits: in general, for a buyer, or for one purchase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.buyer import BuyerClass
from bot.domain.money import Vat
from bot.domain.opportunity import Category
from bot.domain.register import BuyerRegister
from bot.domain.threshold import PurchaseQuestion, Route, judge
from bot.domain.threshold_table import LegalSource
from bot.ports import Clock, Phrases
from bot.services.explain_rules import ThresholdFact, sentence, threshold_facts

LONDON = ZoneInfo("Europe/London")
NOTES_SAID = 3
"""As much of a ruling as somebody reads on a phone."""


@dataclass(frozen=True, slots=True)
class ThresholdAnswer:
    """Which response answers, and the facts that fill it."""

    response: str
    facts: dict[str, str]


class ExplainThreshold:
    """The limits for services, as they are on the day that it is."""

    def __init__(self, phrases: Phrases, register: BuyerRegister, clock: Clock) -> None:
        self._phrases = phrases
        self._register = register
        self._clock = clock

    def explain(self, amount: Decimal | None, buyer_name: str | None) -> ThresholdAnswer:
        """The general limits, the buyer's limit, or what they mean for an amount.

        Amounts are pounds over the whole term, taken to include VAT, with what changes if they
        do not. Where the buyer's class is not known and counts, both lines are told, and that only
        the buyer can say which is its own.
        """
        today = self._clock.now().astimezone(LONDON).date()
        facts = {fact.buyer_class: fact for fact in threshold_facts(today)}
        if not facts:
            return ThresholdAnswer("utter_threshold_earlier_law", {})
        known = facts.get(self._class_of(buyer_name))
        if buyer_name is None:
            return _today(facts) if amount is None else _for_any_buyer(amount, facts)
        if known is None:
            return _ask_the_buyer(amount, buyer_name, facts)
        if amount is None:
            return _of_buyer(buyer_name, known)
        return self._ruling(amount, buyer_name, known, today)

    def _class_of(self, buyer_name: str | None) -> BuyerClass:
        named = self._register.find(buyer_name) if buyer_name else None
        return named.registered.buyer.buyer_class if named else BuyerClass.UNKNOWN

    def _ruling(
        self, amount: Decimal, buyer_name: str, fact: ThresholdFact, today: date
    ) -> ThresholdAnswer:
        with_vat, plus_vat = (
            judge(
                PurchaseQuestion(
                    fact.buyer_class, Category.SERVICES, amount, vat, today, Route.OPEN
                )
            )
            for vat in (Vat.INCLUDED, Vat.EXCLUDED)
        )
        notes = [sentence(note, self._phrases) for note in with_vat.notes[:NOTES_SAID]]
        same = with_vat.outcome == plus_vat.outcome
        key = "threshold.same_plus_vat" if same else "threshold.differs_plus_vat"
        value = plus_vat.value_including_vat or amount
        notes.append(self._phrases.say(key, value=_pounds(value)))
        return ThresholdAnswer(
            "utter_threshold_ruling",
            {"buyer": buyer_name, "notes": " ".join(notes), **_source(fact)},
        )


def _for_any_buyer(amount: Decimal, facts: dict[BuyerClass, ThresholdFact]) -> ThresholdAnswer:
    sub_central, central = facts[BuyerClass.SUB_CENTRAL], facts[BuyerClass.CENTRAL]
    limits = {sub_central.threshold.amount, central.threshold.amount}
    if amount < min(limits):
        response = "utter_threshold_below_for_all"
    elif amount >= max(limits):
        response = "utter_threshold_covered_for_all"
    else:
        response = "utter_threshold_depends"
    return ThresholdAnswer(response, {"value": _pounds(amount), **_today(facts).facts})


def _ask_the_buyer(
    amount: Decimal | None, buyer_name: str, facts: dict[BuyerClass, ThresholdFact]
) -> ThresholdAnswer:
    """Both lines, for a buyer of which nobody knows the class; none where the amount decides."""
    if amount is None:
        told = {"buyer": buyer_name, **_today(facts).facts}
        return ThresholdAnswer("utter_threshold_ask_buyer", told)
    answer = _for_any_buyer(amount, facts)
    if answer.response != "utter_threshold_depends":
        return answer
    return ThresholdAnswer(
        "utter_threshold_depends_ask_buyer", {"buyer": buyer_name, **answer.facts}
    )


def _today(facts: dict[BuyerClass, ThresholdFact]) -> ThresholdAnswer:
    sub_central, central = facts[BuyerClass.SUB_CENTRAL], facts[BuyerClass.CENTRAL]
    return ThresholdAnswer(
        "utter_thresholds_today",
        {
            "sub_central": _pounds(sub_central.threshold.amount),
            "central": _pounds(central.threshold.amount),
            **_source(sub_central),
        },
    )


def _of_buyer(buyer_name: str, fact: ThresholdFact) -> ThresholdAnswer:
    return ThresholdAnswer(
        "utter_threshold_of_buyer",
        {"buyer": buyer_name, "threshold": _pounds(fact.threshold.amount), **_source(fact)},
    )


def _source(fact: ThresholdFact) -> dict[str, str]:
    return {"source": _cited(fact.threshold.source)}


def _pounds(amount: Decimal) -> str:
    """Pennies only where there are some: £207,719.60 is below £207,720 and must look it."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


def _cited(source: LegalSource) -> str:
    since = f"{source.valid_from.day} {source.valid_from:%B %Y}"
    return f"{source.title}, {source.section}, from {since}"
