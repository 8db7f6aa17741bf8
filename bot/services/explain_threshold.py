"""Answers what an owner asks about the limits: in general, for a buyer, or for one purchase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.domain.buyer import BuyerClass
from bot.domain.guidance import MOST_WORDS, within_words, words_in
from bot.domain.money import Basis, Vat, including_vat
from bot.domain.opportunity import Category
from bot.domain.register import BuyerRegister
from bot.domain.said_purchase import SaidPurchase, read_purchase
from bot.domain.threshold import Note, PurchaseQuestion, Route, Ruling, judge
from bot.domain.threshold_table import LegalSource
from bot.ports import Clock, Phrases
from bot.services.explain_rules import (
    LARGEST_VALUE,
    LONGEST_TERM,
    ThresholdFact,
    fact_in_words,
    threshold_facts,
)

LONDON = ZoneInfo("Europe/London")
_CHECKS = ("no_suitability", "works_no_suitability", "works_suitability", "covered_suitability")
_OF_CHECKS = ("section 85", "section 84", "section 22")
_SIDES = ("below_threshold", "below_threshold_unregulated", "covered")
_NOT_SAID = (
    "ordinary_contract",
    "would_be_covered",
    "would_be_small",
    "figures_may_have_changed",
    "vat_added",
    "covered_payment",
)
"""Notes for which a short answer has no room; "tell me more" and the page of sources tell them."""


@dataclass(frozen=True, slots=True)
class ThresholdAnswer:
    """Which response answers, and the facts that fill it."""

    response: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A purchase as it is judged: who buys, its sum, what was said of it, on which day."""

    buyer: str | None
    buyer_class: BuyerClass
    amount: Decimal
    said: SaidPurchase
    on: date

    @property
    def category(self) -> Category:
        return self.said.category or Category.SERVICES

    def question(self, vat: Vat) -> PurchaseQuestion:
        yearly = self.said.is_yearly and self.said.months is not None
        return PurchaseQuestion(
            self.buyer_class,
            self.category,
            self.amount,
            vat,
            self.on,
            Route.OPEN,
            basis=Basis.YEARLY if yearly else Basis.TOTAL,
            months=self.said.months,
            extension_months=self.said.extension_months if yearly else 0,
        )


class ExplainThreshold:
    """The limits for services, or for building works, as they are on the day that it is."""

    def __init__(self, phrases: Phrases, register: BuyerRegister, clock: Clock) -> None:
        self._phrases = phrases
        self._register = register
        self._clock = clock

    def explain(
        self, amount: Decimal | None, buyer_name: str | None, said: str = ""
    ) -> ThresholdAnswer:
        """The general limits, the buyer's limit, or what they mean for an amount.

        Amounts are pounds, taken to be for the whole term unless `said` makes them a year's, and
        to include VAT unless it says otherwise, with what changes if they do not. Where the buyer's
        class is not known and counts, both lines are told, and that only the buyer can say which
        is its own. A sum that no purchase can have is refused, and a start before the Act too.
        """
        purchase = read_purchase(said)
        on = self._day_of(purchase)
        facts = _facts(on, purchase.category or Category.SERVICES)
        if not facts:
            return ThresholdAnswer("utter_threshold_earlier_law", {})
        if refusal := _refusal(amount, purchase):
            return refusal
        buyer_class = self._class_of(buyer_name, purchase)
        known = facts.get(buyer_class)
        buyer = buyer_name or (self._phrases.say("threshold.this_buyer") if known else None)
        if amount is not None and known:
            return self._ruling(_Asked(buyer, buyer_class, amount, purchase, on))
        if amount is not None:
            whole = _whole(_Asked(buyer, buyer_class, amount, purchase, on))
            return _for_unknown(whole, buyer, facts)
        if buyer is None:
            return _today(facts)
        return _of_buyer(buyer, known) if known else _ask_the_buyer(buyer, facts)

    def first_check(
        self, amount: Decimal | None, buyer_name: str | None, said: str
    ) -> ThresholdAnswer | None:
        """Whether this buyer may first check firms (a PQQ) for such a purchase.

        None where too little was said to judge it: then guidance tells the rule in general.
        """
        purchase = read_purchase(said)
        on, buyer_class = self._day_of(purchase), self._class_of(buyer_name, purchase)
        known = _facts(on, Category.SERVICES).get(buyer_class)
        if amount is None or known is None or _refusal(amount, purchase):
            return None
        buyer = buyer_name or self._phrases.say("threshold.this_buyer")
        asked = _Asked(buyer, buyer_class, amount, purchase, on)
        return self._ruling(asked, check_first=True)

    def _day_of(self, purchase: SaidPurchase) -> date:
        today = self._clock.now().astimezone(LONDON).date()
        return min(purchase.began_by, today) if purchase.began_by else today

    def _class_of(self, buyer_name: str | None, purchase: SaidPurchase) -> BuyerClass:
        named = self._register.find(buyer_name) if buyer_name else None
        if named:
            return named.registered.buyer.buyer_class
        return BuyerClass.UNKNOWN if buyer_name else purchase.buyer_class

    def _ruling(self, asked: _Asked, *, check_first: bool = False) -> ThresholdAnswer:
        """The notes that fit, the one that decides first, then what other VAT would change."""
        told, other = asked.said.vat, Vat.EXCLUDED
        ruling = judge(asked.question(Vat.INCLUDED if told is Vat.UNKNOWN else told))
        told_notes = _in_order(ruling, check_first=check_first)
        notes = [self._short(note) for note in told_notes]
        if told is Vat.UNKNOWN:
            after = 1 + next(i for i, note in enumerate(told_notes) if note.key in _SIDES)
            notes.insert(after, self._if_vat_comes_on_top(ruling, judge(asked.question(other))))
        buyer = asked.buyer or ""
        kept = within_words(notes, MOST_WORDS - words_in([buyer]) - 1)
        limit = _limit_source(asked)
        facts = {"buyer": buyer, "notes": " ".join(kept), "source": _cited(limit)}
        if check_first:
            facts["source"] = "; ".join(
                _cited(one) for one in (_check_source(ruling), limit) if one
            )
        return ThresholdAnswer("utter_threshold_ruling", facts)

    def _if_vat_comes_on_top(self, with_vat: Ruling, plus_vat: Ruling) -> str:
        same = with_vat.outcome == plus_vat.outcome
        key = "threshold.same_plus_vat" if same else "threshold.differs_plus_vat"
        return self._phrases.say(key, value=_pounds(plus_vat.value_including_vat or Decimal(0)))

    def _short(self, note: Note) -> str:
        facts = {name: fact_in_words(fact, self._phrases) for name, fact in note.facts.items()}
        return self._phrases.say(f"threshold.short.{note.key}", **facts)


def _limit_source(asked: _Asked) -> LegalSource:
    """Where the threshold of the purchase stands."""
    facts = _facts(asked.on, asked.category)
    return facts[asked.buyer_class].threshold.source


def _facts(on: date, category: Category) -> dict[BuyerClass, ThresholdFact]:
    return {fact.buyer_class: fact for fact in threshold_facts(on, category)}


def _in_order(ruling: Ruling, *, check_first: bool) -> list[Note]:
    notes = [note for note in ruling.notes if note.key not in _NOT_SAID]
    if not check_first:
        return notes
    return sorted(notes, key=lambda note: note.key not in {*_CHECKS, "school", "utility"})


def _check_source(ruling: Ruling) -> LegalSource | None:
    """The section that allows or forbids a first check."""
    return next((one for one in ruling.sources if one.section.startswith(_OF_CHECKS)), None)


def _refusal(amount: Decimal | None, purchase: SaidPurchase) -> ThresholdAnswer | None:
    """Why a sum cannot be judged, or what must be asked back first."""
    if amount is None:
        return None
    if purchase.is_negative:
        return ThresholdAnswer("utter_threshold_minus", {})
    if amount == 0:
        return ThresholdAnswer("utter_threshold_for_nothing", {})
    if amount > LARGEST_VALUE or (purchase.months or 0) > LONGEST_TERM:
        return ThresholdAnswer("utter_threshold_too_large", {})
    if purchase.is_yearly and purchase.months is None:
        return ThresholdAnswer("utter_threshold_how_many_years", {"value": _pounds(amount)})
    return None


def _whole(asked: _Asked) -> Decimal:
    """The sum of the whole term; with VAT where it was said to be left out."""
    return including_vat(asked.question(asked.said.vat).term_value, asked.said.vat)


def _for_unknown(
    amount: Decimal, buyer: str | None, facts: dict[BuyerClass, ThresholdFact]
) -> ThresholdAnswer:
    """What holds for every public buyer, else both lines; a named one is to be asked."""
    limits = {facts[one].threshold.amount for one in (BuyerClass.SUB_CENTRAL, BuyerClass.CENTRAL)}
    told = {"value": _pounds(amount), **_today(facts).facts}
    if amount < min(limits):
        return ThresholdAnswer("utter_threshold_below_for_all", told)
    if amount >= max(limits):
        return ThresholdAnswer("utter_threshold_covered_for_all", told)
    if buyer is None:
        return ThresholdAnswer("utter_threshold_depends", told)
    return ThresholdAnswer("utter_threshold_depends_ask_buyer", {"buyer": buyer, **told})


def _ask_the_buyer(buyer: str, facts: dict[BuyerClass, ThresholdFact]) -> ThresholdAnswer:
    return ThresholdAnswer("utter_threshold_ask_buyer", {"buyer": buyer, **_today(facts).facts})


def _today(facts: dict[BuyerClass, ThresholdFact]) -> ThresholdAnswer:
    sub_central, central = facts[BuyerClass.SUB_CENTRAL], facts[BuyerClass.CENTRAL]
    return ThresholdAnswer(
        "utter_thresholds_today",
        {
            "sub_central": _pounds(sub_central.threshold.amount),
            "central": _pounds(central.threshold.amount),
            "source": _cited(sub_central.threshold.source),
        },
    )


def _of_buyer(buyer_name: str, fact: ThresholdFact) -> ThresholdAnswer:
    told = {"buyer": buyer_name, "threshold": _pounds(fact.threshold.amount)}
    source = _cited(fact.threshold.source)
    return ThresholdAnswer("utter_threshold_of_buyer", {**told, "source": source})


def _pounds(amount: Decimal) -> str:
    """Pennies only where there are some: £207,719.60 is below £207,720 and must look it."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"


def _cited(source: LegalSource) -> str:
    since = f"{source.valid_from.day} {source.valid_from:%B %Y}"
    return f"{source.title}, {source.section}, from {since}"
