"""Answers what an owner asks about the limits: in general, for a buyer, or for one purchase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.domain.buyer import BuyerClass
from bot.domain.guidance import MOST_WORDS, within_words, words_in
from bot.domain.money import Vat
from bot.domain.opportunity import LONDON, Category, Opportunity
from bot.domain.register import BuyerRegister
from bot.domain.said_purchase import SaidPurchase, read_purchase
from bot.domain.said_term import SaidTerm
from bot.domain.threshold import Note, Ruling, judge
from bot.domain.trade import Trades
from bot.ports import Clock, Phrases
from bot.services.asked_purchase import (
    OF_CHANGE,
    SIDES,
    AskedPurchase,
    check_source,
    in_order,
    limit_source,
    sources_of_change,
)
from bot.services.explain_rules import fact_in_words, sentence
from bot.services.guidance_choices import Choice
from bot.services.sum_question import choices_of_buyer, choices_of_sum
from bot.services.term_question import (
    AboutPurchase,
    AskedTerm,
    choice_of_change,
    choices_of_term,
)
from bot.services.threshold_answer import (
    Facts,
    ThresholdAnswer,
    cited,
    earlier_law,
    facts_on,
    for_unknown,
    lines_alone,
    pounds,
    refusal,
)

__all__ = ["ExplainThreshold", "ThresholdAnswer"]


class ExplainThreshold:
    """The limits for services, or for building works, as they are on the day that it is."""

    def __init__(
        self, phrases: Phrases, register: BuyerRegister, trades: Trades, clock: Clock
    ) -> None:
        self._phrases = phrases
        self._trades = trades
        self._register = register
        self._clock = clock

    def explain(
        self,
        amount: Decimal | None,
        buyer_name: str | None,
        said: str = "",
        answered: SaidTerm | None = None,
        trades: Sequence[str] = (),
    ) -> ThresholdAnswer:
        """The general limits, the buyer's limit, or what they mean for an amount.

        Amounts are pounds, taken to be for the whole term unless `said` makes them a year's or a
        month's, and to include VAT unless it says otherwise, with what changes if they do not.
        Where a sum may be for a year or for all, or a year's has no term, that is asked; `answered`
        is what was said to that. The trades tell whether it may be a light-touch service. Where
        the buyer's class is not known and counts, both lines are told, and that only the buyer can
        say which is its own. A sum that no purchase can have is refused, and a start before the
        Act too.
        """
        purchase = read_purchase(said)
        purchase = replace(purchase, term=answered) if answered else purchase
        on = self._day_of(purchase)
        cpv = self._codes(trades)
        buyer_class = self._class_of(buyer_name, purchase)
        asked = AskedPurchase(buyer_name, buyer_class, amount or Decimal(0), purchase, on, cpv)
        facts = facts_on(on, asked.category)
        if not facts:
            return earlier_law()
        if refused := refusal(amount, purchase):
            return refused
        known = facts.get(buyer_class)
        buyer = buyer_name or (self._phrases.say("threshold.this_buyer") if known else None)
        about = AboutPurchase(amount, buyer_name, said, trade=next(iter(trades), None))
        if amount is None:
            told = lines_alone(buyer, known, facts, self._bought(asked))
            return replace(told, choices=choices_of_sum(about))
        asked = replace(asked, buyer=buyer)
        if open_still := self._asked_back(asked, about, was_answered=answered is not None):
            return open_still
        answer = self._ruling(asked) if known else self._for_unknown(asked, facts)
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
        asked = AskedPurchase(buyer, o.buyer.buyer_class, amount, said, began)
        about = AboutPurchase(opportunity_id=str(o.id))
        if open_still := self._asked_back(asked, about, was_answered=True):
            return open_still
        known = asked.buyer_class in facts
        answer = self._ruling(asked) if known else self._for_unknown(asked, facts)
        return replace(answer, choices=self._choices_under(answer, asked, about))

    def first_check(
        self,
        amount: Decimal | None,
        buyer_name: str | None,
        said: str,
        trades: Sequence[str] = (),
        answered: SaidTerm | None = None,
    ) -> ThresholdAnswer | None:
        """Whether this buyer may first check firms (a PQQ) for such a purchase.

        `answered` is what was said of its term since. None where too little was said to judge it:
        then guidance tells the rule in general.
        """
        purchase = read_purchase(said)
        purchase = replace(purchase, term=answered) if answered else purchase
        on, buyer_class = self._day_of(purchase), self._class_of(buyer_name, purchase)
        known = facts_on(on, Category.SERVICES).get(buyer_class)
        if amount is None or known is None or refusal(amount, purchase):
            return None
        buyer = buyer_name or self._phrases.say("threshold.this_buyer")
        asked = AskedPurchase(buyer, buyer_class, amount, purchase, on, self._codes(trades))
        about = AboutPurchase(
            amount, buyer_name, said, trade=next(iter(trades), None), is_check=True
        )
        if purchase.term.payments_a_year and not purchase.term.months:
            return self._asked_back(asked, about)
        change = choice_of_change(about, purchase.term, self._phrases)
        return replace(self._ruling(asked, check_first=True), choices=[change])

    def open_of_check(
        self,
        amount: Decimal | None,
        buyer_name: str | None,
        said: str,
        trades: Sequence[str] = (),
    ) -> list[Choice]:
        """What to press where a first check was asked about with its sum or its buyer alone."""
        trade = next(iter(trades), None)
        about = AboutPurchase(amount, buyer_name, said, trade=trade, is_check=True)
        if amount is None:
            return choices_of_sum(about) if buyer_name else []
        term = read_purchase(said).term
        return [] if buyer_name else choices_of_buyer(about, term, self._phrases)

    def _codes(self, trades: Sequence[str]) -> tuple[str, ...]:
        return tuple(code for trade in self._trades.named(trades) for code in trade.cpv)

    def _day_of(self, purchase: SaidPurchase) -> date:
        today = self._clock.now().astimezone(LONDON).date()
        return min(purchase.began_by, today) if purchase.began_by else today

    def _class_of(self, buyer_name: str | None, purchase: SaidPurchase) -> BuyerClass:
        named = self._register.find(buyer_name) if buyer_name else None
        if named:
            return named.registered.buyer.buyer_class
        return BuyerClass.UNKNOWN if buyer_name else purchase.buyer_class

    def _asked_back(
        self, asked: AskedPurchase, about: AboutPurchase, *, was_answered: bool = False
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
        self, answer: ThresholdAnswer, asked: AskedPurchase, about: AboutPurchase
    ) -> Sequence[Choice]:
        """The answers to "a year, or in all?" where neither was said; then what would change it.

        Where it is the buyer that was not said, kinds of buyer.
        """
        term = asked.term
        open_still = not (term.says_basis or term.months)
        if answer.change:
            after = [choice_of_change(about, term, self._phrases)]
        else:
            lacks_buyer = not (open_still or asked.buyer)
            after = choices_of_buyer(about, term, self._phrases) if lacks_buyer else []
        basis = choices_of_term(AskedTerm.BASIS, about, term, self._phrases) if open_still else []
        return [*basis, *after]

    def _ruling(self, asked: AskedPurchase, *, check_first: bool = False) -> ThresholdAnswer:
        """The notes that fit, the one that decides first, then what other VAT would change."""
        told, other = asked.said.vat, Vat.EXCLUDED
        ruling = judge(asked.question(Vat.INCLUDED if told is Vat.UNKNOWN else told))
        told_notes = in_order(ruling, check_first=check_first)
        notes = [self._short(note) for note in told_notes]
        after = 1 + next(i for i, note in enumerate(told_notes) if note.key in SIDES)
        if told is Vat.UNKNOWN:
            notes.insert(after, self._if_vat_comes_on_top(ruling, judge(asked.question(other))))
        notes[after:after] = self._if_light_touch(asked, ruling)
        buyer, ask = asked.buyer or "", self._basis_question(asked, check_first=check_first)
        kept = within_words(notes, MOST_WORDS - words_in([buyer, *ask]) - 1)
        limit = limit_source(asked)
        facts = {"buyer": buyer, "notes": " ".join([*kept, *ask]), "source": cited(limit)}
        if check_first:
            facts["source"] = "; ".join(cited(one) for one in (check_source(ruling), limit) if one)
        return ThresholdAnswer("utter_threshold_ruling", facts, change=self._change(ruling))

    def _change(self, ruling: Ruling) -> ThresholdAnswer:
        """What would change a ruling: the notes that a short answer has no room for."""
        notes = [sentence(n, self._phrases) for n in ruling.notes if n.key in OF_CHANGE]
        told = " ".join(within_words(notes, MOST_WORDS))
        sources = "; ".join(cited(one) for one in sources_of_change(ruling))
        return ThresholdAnswer("utter_threshold_change", {"changes": told, "source": sources})

    def _if_light_touch(self, asked: AskedPurchase, ruling: Ruling) -> list[str]:
        """That it may be a light-touch service, where the higher limit of those would change it."""
        other = asked.as_light_touch
        if other is None or judge(other.question(asked.said.vat)).regime is ruling.regime:
            return []
        limit = facts_on(asked.on, Category.LIGHT_TOUCH)[asked.buyer_class].threshold.amount
        return [self._phrases.say("threshold.light_touch", limit=pounds(limit))]

    def _for_unknown(self, asked: AskedPurchase, facts: Facts) -> ThresholdAnswer:
        """What holds whoever buys; where it may be a light-touch service too, that it may."""
        answer = for_unknown(asked.whole, asked.buyer, facts, self._lines(facts))
        light = facts_on(asked.on, Category.LIGHT_TOUCH)[BuyerClass.SUB_CENTRAL].threshold
        known = facts[BuyerClass.CENTRAL].threshold.amount
        note = ""
        if asked.as_light_touch and known <= asked.whole < light.amount:
            note = " " + self._phrases.say("threshold.light_touch", limit=pounds(light.amount))
        return replace(answer, facts={**answer.facts, "note": note})

    def _lines(self, facts: Facts) -> str:
        """Where the full rules start: for local and for central bodies, or for both alike."""
        local, central = facts[BuyerClass.SUB_CENTRAL], facts[BuyerClass.CENTRAL]
        same = local.threshold.amount == central.threshold.amount
        sums = {
            "sub_central": pounds(local.threshold.amount),
            "central": pounds(central.threshold.amount),
        }
        return self._phrases.say(f"threshold.lines.{'same' if same else 'two'}", **sums)

    def _bought(self, asked: AskedPurchase) -> str:
        """What is bought, as the lines name it."""
        services = asked.category is Category.SERVICES
        key = "threshold.goods_and_services" if services else f"rules.word.{asked.category}"
        return self._phrases.say(key)

    def _basis_question(self, asked: AskedPurchase, *, check_first: bool) -> list[str]:
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
