"""Asks "a year, or in all?" and for how many years, and knows the answer when it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.domain.money import Basis
from bot.domain.money_words import Sum
from bot.domain.said_purchase import sum_of_purchase, sums_of_purchase
from bot.domain.said_term import MONTHS_A_YEAR, SaidTerm, read_term_answer
from bot.ports import Phrases
from bot.services.guidance_choices import Choice, meaning_of

INTENT = "ask_threshold"
"""The goal that a choice of a term goes by; `asked` says that it answers a question."""

CHANGE = "change"
"""The part of an answer that says what would change it."""

_YEARS_OFFERED = (1, 2, 3, 4)
MOST_WORDS_KEPT = 300
"""Characters of what was said first: VAT, kind of work and start are read from them again."""


class AskedTerm(StrEnum):
    """What is asked: of a sum that comes again for how long; of another what it is for."""

    YEARS = "years"
    BASIS = "basis"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class AboutPurchase:
    """Which purchase is asked about: one that was said, or the opportunity of that id.

    `is_check` where it is asked whether firms may be checked first.
    """

    amount: Decimal | None = None
    buyer: str | None = None
    words: str = ""
    opportunity_id: str | None = None
    trade: str | None = None
    is_check: bool = False

    def facts(self) -> dict[str, object]:
        """What a choice carries of it."""
        carried = {
            "amount": None if self.amount is None else float(self.amount),
            "buyer": self.buyer,
            "words": self.words[:MOST_WORDS_KEPT],
            "opportunity_id": self.opportunity_id,
            "trade": self.trade,
            "check": self.is_check,
        }
        return {name: one for name, one in carried.items() if one}


def choice_of_change(about: AboutPurchase, term: SaidTerm, phrases: Phrases) -> Choice:
    """To be told what would change a ruling, for the same purchase."""
    facts = {**about.facts(), **facts_of(term), "part": CHANGE}
    title = phrases.say("threshold.choice.change")
    return {"title": title, "payload": meaning_of(INTENT, **facts)}


def choices_of_term(
    asked: AskedTerm, about: AboutPurchase, term: SaidTerm, phrases: Phrases
) -> list[Choice]:
    """The likely answers; whatever else an owner writes in answer is read by `term_answered`."""

    def offer(key: str, basis: Basis, *, years: int | None = None) -> Choice:
        title = phrases.say(f"threshold.choice.{key}", years=years)
        again = term.payments_a_year if basis is Basis.YEARLY else None
        facts = {
            **about.facts(),
            "asked": asked.value,
            "basis": basis.value,
            "payments": again,
            "months": years * MONTHS_A_YEAR if years else term.months,
            "extension_months": term.extension_months or None,
        }
        known = {name: one for name, one in facts.items() if one is not None}
        return {"title": title, "payload": meaning_of(INTENT, **known)}

    in_all = offer("in_all", Basis.TOTAL)
    if asked is not AskedTerm.YEARS:
        return [in_all, offer("each_year" if term.months else "a_year", Basis.YEARLY)]
    numbers = [offer("one" if n == 1 else "years", Basis.YEARLY, years=n) for n in _YEARS_OFFERED]
    return [*numbers, in_all]


def term_answered(offered: Mapping[str, Any], text: str) -> dict[str, object] | None:
    """What the words say in answer to the question, with what it carried; None for other words."""
    sums = sums_of_purchase(text)
    said = read_term_answer(without(text, sums))
    pounds = sum_of_purchase(text)
    if said is None or (sums and pounds is None):
        return None
    asked = AskedTerm(offered["asked"])
    kept = {k: v for k, v in offered.items() if k not in {"basis", "payments"}}
    if asked is not AskedTerm.EACH or said.months:
        kept = {k: v for k, v in kept.items() if k not in {"months", "extension_months"}}
    if pounds is not None:
        # Another sum than was asked about ("£180,000 in all") is a purchase of its own.
        kept = {k: v for k, v in kept.items() if k != "opportunity_id"}
        kept["amount"] = float(pounds)
    words = f"{offered.get('words', '')} {text}".strip()[:MOST_WORDS_KEPT]
    if asked is AskedTerm.YEARS and not said.says_basis:
        # A length alone answers "how many years?"; to the sum, what it comes to each time stays.
        said = replace(said, payments_a_year=offered.get("payments") or 1)
    return {**kept, "words": words, **facts_of(said)}


def term_chosen(fact: Mapping[str, Any]) -> SaidTerm:
    """The term that a choice or an answer carries."""
    basis = fact.get("basis")
    again = int(fact.get("payments") or 1) if basis == Basis.YEARLY.value else None
    months = fact.get("months")
    return SaidTerm(
        again,
        basis == Basis.TOTAL.value,
        int(months) if months else None,
        int(fact.get("extension_months") or 0),
    )


def without(text: str, sums: Sequence[Sum]) -> str:
    """The text with its sums taken out."""
    for one in reversed(sums):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def facts_of(said: SaidTerm) -> dict[str, object]:
    """What a choice carries of a term."""
    yearly = said.payments_a_year is not None
    basis = Basis.TOTAL if said.is_in_all else Basis.YEARLY if yearly else None
    facts = {
        "basis": basis.value if basis else None,
        "payments": said.payments_a_year,
        "months": said.months,
        "extension_months": said.extension_months or None,
    }
    return {name: one for name, one in facts.items() if one is not None}
