"""Answers what an owner asks about the limits: in general, for a buyer, or for one purchase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.domain.buyer import BuyerClass
from bot.domain.guidance import MOST_WORDS, within_words, words_in
from bot.domain.money import Basis, Vat, including_vat
from bot.domain.opportunity import LONDON, Category, Opportunity
from bot.domain.register import BuyerRegister
from bot.domain.said_purchase import SaidPurchase, read_purchase
from bot.domain.said_term import SaidTerm
from bot.domain.threshold import Note, PurchaseQuestion, Route, Ruling, judge
from bot.domain.threshold_table import KEPT_SMALL, LegalSource
from bot.ports import Clock, Phrases
from bot.services.explain_rules import fact_in_words, sentence
from bot.services.guidance_choices import Choice
from bot.services.term_question import (
    AboutPurchase,
    AskedTerm,
    choice_of_change,
    choices_of_term,
)
from bot.services.threshold_answer import (
    ThresholdAnswer,
    cited,
    earlier_law,
    facts_on,
    for_unknown,
    lines_alone,
    pounds,
    refusal,
)

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
"""Notes for which a short answer has no room."""


__all__ = ["ExplainThreshold", "ThresholdAnswer"]

_OF_CHANGE = ("would_be_covered", "would_be_small", "ordinary_contract", "figures_may_have_changed")
"""Notes that say what would change a ruling."""


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

    @property
    def term(self) -> SaidTerm:
        return self.said.term

    def question(self, vat: Vat) -> PurchaseQuestion:
        again = self.term.payments_a_year if self.term.months else None
        return PurchaseQuestion(
            self.buyer_class,
            self.category,
            self.amount * (again or 1),
            vat,
            self.on,
            Route.OPEN,
            basis=Basis.YEARLY if again else Basis.TOTAL,
            months=self.term.months,
            extension_months=self.term.extension_months if again else 0,
        )

    @property
    def whole(self) -> Decimal:
        """The sum of the whole term; with VAT where it was said to be left out."""
        return including_vat(self.question(self.said.vat).term_value, self.said.vat)


class ExplainThreshold:
    """The limits for services, or for building works, as they are on the day that it is."""

    def __init__(self, phrases: Phrases, register: BuyerRegister, clock: Clock) -> None:
        self._phrases = phrases
        self._register = register
        self._clock = clock

    def explain(
        self,
        amount: Decimal | None,
        buyer_name: str | None,
        said: str = "",
        answered: SaidTerm | None = None,
    ) -> ThresholdAnswer:
        """The general limits, the buyer's limit, or what they mean for an amount.

        Amounts are pounds, taken to be for the whole term unless `said` makes them a year's or a
        month's, and to include VAT unless it says otherwise, with what changes if they do not.
        Where a sum may be for a year or for all, or a year's has no term, that is asked; `answered`
        is what was said to that. Where the buyer's class is not known and counts, both lines are
        told, and that only the buyer can say which is its own. A sum that no purchase can have is
        refused, and a start before the Act too.
        """
        purchase = read_purchase(said)
        purchase = replace(purchase, term=answered) if answered else purchase
        on = self._day_of(purchase)
        facts = facts_on(on, purchase.category or Category.SERVICES)
        if not facts:
            return earlier_law()
        if refused := refusal(amount, purchase):
            return refused
        buyer_class = self._class_of(buyer_name, purchase)
        known = facts.get(buyer_class)
        buyer = buyer_name or (self._phrases.say("threshold.this_buyer") if known else None)
        if amount is None:
            return lines_alone(buyer, known, facts)
        asked = _Asked(buyer, buyer_class, amount, purchase, on)
        about = AboutPurchase(amount, buyer_name, said)
        if open_still := self._asked_back(asked, about, was_answered=answered is not None):
            return open_still
        answer = self._ruling(asked) if known else for_unknown(asked.whole, buyer, facts)
        return replace(answer, choices=self._choices_under(answer, asked, about))

    def of_opportunity(self, opportunity: Opportunity, answered: SaidTerm) -> ThresholdAnswer:
        """What the limits mean for one whose notice leaves open what its sum is for.

        The buyer, the sum, VAT and the day are the notice's, the term is what the owner answered.
        """
        o, amount = opportunity, opportunity.value.amount
        if amount is None:
            return self.explain(None, o.buyer.name)
        began = (o.published_at or o.source.as_of).astimezone(LONDON).date()
        said = SaidPurchase(vat=o.value.vat, term=answered, category=o.category)
        facts = facts_on(began, said.category or Category.SERVICES)
        if not facts:
            return earlier_law()
        if refused := refusal(amount, said):
            return refused
        buyer = o.buyer.name or self._phrases.say("threshold.this_buyer")
        asked = _Asked(buyer, o.buyer.buyer_class, amount, said, began)
        about = AboutPurchase(opportunity_id=str(o.id))
        if open_still := self._asked_back(asked, about, was_answered=True):
            return open_still
        known = asked.buyer_class in facts
        answer = self._ruling(asked) if known else for_unknown(asked.whole, buyer, facts)
        return replace(answer, choices=self._choices_under(answer, asked, about))

    def first_check(
        self, amount: Decimal | None, buyer_name: str | None, said: str
    ) -> ThresholdAnswer | None:
        """Whether this buyer may first check firms (a PQQ) for such a purchase.

        None where too little was said to judge it: then guidance tells the rule in general.
        """
        purchase = read_purchase(said)
        on, buyer_class = self._day_of(purchase), self._class_of(buyer_name, purchase)
        known = facts_on(on, Category.SERVICES).get(buyer_class)
        if amount is None or known is None or refusal(amount, purchase):
            return None
        buyer = buyer_name or self._phrases.say("threshold.this_buyer")
        asked = _Asked(buyer, buyer_class, amount, purchase, on)
        if purchase.term.payments_a_year and not purchase.term.months:
            return self._asked_back(asked, AboutPurchase(amount, buyer_name, said))
        return self._ruling(asked, check_first=True)

    def _day_of(self, purchase: SaidPurchase) -> date:
        today = self._clock.now().astimezone(LONDON).date()
        return min(purchase.began_by, today) if purchase.began_by else today

    def _class_of(self, buyer_name: str | None, purchase: SaidPurchase) -> BuyerClass:
        named = self._register.find(buyer_name) if buyer_name else None
        if named:
            return named.registered.buyer.buyer_class
        return BuyerClass.UNKNOWN if buyer_name else purchase.buyer_class

    def _asked_back(
        self, asked: _Asked, about: AboutPurchase, *, was_answered: bool = False
    ) -> ThresholdAnswer | None:
        """The question back where the sum of the whole term cannot be known without an answer."""
        term, value = asked.term, pounds(asked.amount)
        if term.payments_a_year and term.months is None:
            again = self._phrases.say(f"threshold.again.{term.payments_a_year}")
            facts = {"value": value, "again": again}
            choices = choices_of_term(AskedTerm.YEARS, about, term, self._phrases)
            return ThresholdAnswer("utter_threshold_how_many_years", facts, choices)
        if was_answered and term.months and not term.says_basis:
            choices = choices_of_term(AskedTerm.EACH, about, term, self._phrases)
            return ThresholdAnswer("utter_threshold_each_or_all", {"value": value}, choices)
        return None

    def _choices_under(
        self, answer: ThresholdAnswer, asked: _Asked, about: AboutPurchase
    ) -> Sequence[Choice]:
        """The answers to "a year, or in all?" where neither was said; then what would change it."""
        term = asked.term
        open_still = not (term.says_basis or term.months)
        basis = choices_of_term(AskedTerm.BASIS, about, term, self._phrases) if open_still else []
        return [*basis, *([choice_of_change(about, term, self._phrases)] if answer.change else [])]

    def _ruling(self, asked: _Asked, *, check_first: bool = False) -> ThresholdAnswer:
        """The notes that fit, the one that decides first, then what other VAT would change."""
        told, other = asked.said.vat, Vat.EXCLUDED
        ruling = judge(asked.question(Vat.INCLUDED if told is Vat.UNKNOWN else told))
        told_notes = _in_order(ruling, check_first=check_first)
        notes = [self._short(note) for note in told_notes]
        if told is Vat.UNKNOWN:
            after = 1 + next(i for i, note in enumerate(told_notes) if note.key in _SIDES)
            notes.insert(after, self._if_vat_comes_on_top(ruling, judge(asked.question(other))))
        buyer, ask = asked.buyer or "", self._basis_question(asked, check_first=check_first)
        kept = within_words(notes, MOST_WORDS - words_in([buyer, *ask]) - 1)
        limit = _limit_source(asked)
        facts = {"buyer": buyer, "notes": " ".join([*kept, *ask]), "source": cited(limit)}
        if check_first:
            facts["source"] = "; ".join(cited(one) for one in (_check_source(ruling), limit) if one)
        return ThresholdAnswer("utter_threshold_ruling", facts, change=self._change(ruling))

    def _change(self, ruling: Ruling) -> ThresholdAnswer:
        """What would change a ruling: the notes that a short answer has no room for."""
        notes = [sentence(n, self._phrases) for n in ruling.notes if n.key in _OF_CHANGE]
        told = " ".join(within_words(notes, MOST_WORDS))
        sources = "; ".join(cited(one) for one in _sources_of_change(ruling))
        return ThresholdAnswer("utter_threshold_change", {"changes": told, "source": sources})

    def _basis_question(self, asked: _Asked, *, check_first: bool) -> list[str]:
        if check_first or asked.term.says_basis or asked.term.months:
            return []
        return [self._phrases.say("threshold.a_year_or_in_all")]

    def _if_vat_comes_on_top(self, with_vat: Ruling, plus_vat: Ruling) -> str:
        same = with_vat.outcome == plus_vat.outcome
        key = "threshold.same_plus_vat" if same else "threshold.differs_plus_vat"
        return self._phrases.say(key, value=pounds(plus_vat.value_including_vat or Decimal(0)))

    def _short(self, note: Note) -> str:
        facts = {name: fact_in_words(fact, self._phrases) for name, fact in note.facts.items()}
        return self._phrases.say(f"threshold.short.{note.key}", **facts)


def _limit_source(asked: _Asked) -> LegalSource:
    """Where the threshold of the purchase stands."""
    facts = facts_on(asked.on, asked.category)
    return facts[asked.buyer_class].threshold.source


def _in_order(ruling: Ruling, *, check_first: bool) -> list[Note]:
    notes = [note for note in ruling.notes if note.key not in _NOT_SAID]
    if not check_first:
        return notes
    return sorted(notes, key=lambda note: note.key not in {*_CHECKS, "school", "utility"})


def _sources_of_change(ruling: Ruling) -> list[LegalSource]:
    """The limit, and what may make a small contract a large one."""
    limits = [one for one in ruling.sources if one.section.startswith("Schedule 1")]
    return list(dict.fromkeys([*limits, *(one for one in KEPT_SMALL if one in ruling.sources)]))


def _check_source(ruling: Ruling) -> LegalSource | None:
    """The section that allows or forbids a first check."""
    return next((one for one in ruling.sources if one.section.startswith(_OF_CHECKS)), None)
