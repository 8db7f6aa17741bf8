"""Asks for the sum of a purchase, and knows another sum or term of it when one comes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.domain.buyer import BuyerClass
from bot.domain.heard import Heard
from bot.domain.money import Vat
from bot.domain.said_purchase import read_purchase, sum_of_purchase, sums_of_purchase
from bot.domain.said_term import SaidTerm, read_term, read_term_answer
from bot.ports import Phrases
from bot.services.guidance_choices import Choice, meaning_of
from bot.services.term_question import (
    INTENT,
    MOST_WORDS_KEPT,
    AboutPurchase,
    facts_of,
    term_chosen,
    without,
)
from bot.services.threshold_answer import pounds

AGAIN = "again"
"""What `asked` is where the same is asked of another sum, or for another term."""

SUM = "sum"
"""What `asked` is where the sum is."""

_SUMS_OFFERED = (Decimal(10_000), Decimal(50_000), Decimal(250_000))
"""Below every line, above the floors, and at or above the line of most buyers."""

_BUYERS_OFFERED = ("council", "nhs", "university")

_AND_AT = re.compile(r"^\s*(?:and|what about|how about|what if|or|but)\b", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:building (?:work|works|job)|works contract|construction|refurb\w*|roof(?:ing|s)?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LITTLE_WORDS = """
a about all an and annum around at building but contract ex for goods how i if in inc included
including instead is it job month of only or per plus roughly same say services that the then there
they this total was week were what with without work works would year yearly years yr yrs vat
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
_MENDING_WORDS = """
actually be before gross make mean meant net no not oh ok on pounds quid sorry thats think to top
wait
"""
_PUT_RIGHT = _LITTLE.union(_MENDING_WORDS.split())
_UNIT = re.compile(r"(?:year|yr|month|mth)s?\b|\d\s?\+\s?\d", re.IGNORECASE)
"""A bare number is no term where none was asked for."""

_MOST_OF_A_NAME = 4
_SEEKING_WORDS = """
any bid bids contract contracts contact find got have job jobs list looking more opportunities show
tell tender tenders who work
"""
_SEEKING = frozenset(_SEEKING_WORDS.split())
"""Words of somebody who looks for work, or for a person, and tells nothing of a purchase."""

_KEPT = ("buyer", "trade", "check")


def choices_of_sum(about: AboutPurchase) -> list[Choice]:
    """Some sums to press where none was said; whatever sum is written is read by `sum_answered`."""
    return [
        {
            "title": pounds(one),
            "payload": meaning_of(INTENT, **{**about.facts(), "amount": int(one), "asked": SUM}),
        }
        for one in _SUMS_OFFERED
    ]


def choices_of_buyer(about: AboutPurchase, term: SaidTerm, phrases: Phrases) -> list[Choice]:
    """The kinds of buyer to press where none was said; a name that is written does as well."""

    def offer(kind: str) -> Choice:
        title = phrases.say(f"threshold.choice.buyer.{kind}")
        words = f"{about.words} {title}".strip()[-MOST_WORDS_KEPT:]
        facts = {**about.facts(), "words": words, "asked": AGAIN, **facts_of(term)}
        return {"title": title, "payload": meaning_of(INTENT, **facts)}

    return [offer(kind) for kind in _BUYERS_OFFERED]


def sum_answered(offered: Mapping[str, Any], text: str) -> dict[str, object] | None:
    """The question that lacked a sum, with the one that the words say; None for other words."""
    return _of_sum({k: v for k, v in offered.items() if k != "amount"}, text, _PUT_RIGHT)


def another_sum(about: Mapping[str, Any], text: str) -> dict[str, object] | None:
    """The question that was answered, of another sum: None where the words say more than that.

    Buyer and trade stay; VAT, years and the kind of work are read from the new words alone, and
    the kind of work from the first ones where the new ones name none.
    """
    return _of_sum(about, text, _LITTLE) if _AND_AT.search(text) else None


def corrected(about: Mapping[str, Any], text: str) -> dict[str, object] | None:
    """The question that was answered, with the sum, the term or the VAT that the words put there.

    "No, 50k" is another sum, "3 years" a term of the same, "plus VAT" what comes on top; None
    where the words say more.
    """
    if sums_of_purchase(text):
        return _of_sum(about, text, _PUT_RIGHT)
    said, before = read_term_answer(text), _term_of(about)
    if said is None or not (said.says_basis or _UNIT.search(text)):
        return _same(about, text, before) if _is_of_vat(text) else None
    if not said.says_basis:
        said = replace(said, payments_a_year=before.payments_a_year, is_in_all=before.is_in_all)
    return _same(about, text, said)


def of_buyer(about: Mapping[str, Any], heard: Heard) -> dict[str, object] | None:
    """The question that was answered, of the buyer that the words name: "it's the hospital".

    A sum beside the name counts too. None where the words say more than that.
    """
    buyer, kinds = heard.fact("buyer"), {kind for kind, found in heard.facts.items() if found}
    kind_of_buyer = read_purchase(heard.text).buyer_class
    words = {word.lower() for word in _WORD.findall(heard.text)}
    if buyer is None and kind_of_buyer is BuyerClass.UNKNOWN:
        return None
    if kinds - {"buyer", "amount"} or len(words - _PUT_RIGHT) > _MOST_OF_A_NAME or words & _SEEKING:
        return None
    first = {name: one for name, one in about.items() if name != "buyer"}
    asked = _same(first, heard.text, _term_of(about))
    if about.get("asked") == SUM:
        asked.pop("amount", None)
    return {**asked, **({"amount": sum_} if (sum_ := heard.fact("amount")) else {}), **_if(buyer)}


def _if(buyer: object) -> dict[str, object]:
    return {"buyer": buyer} if buyer else {}


def _same(about: Mapping[str, Any], text: str, term: SaidTerm) -> dict[str, object]:
    """What was asked about, with what was said to it now."""
    kept = {name: about[name] for name in (*_KEPT, "amount") if about.get(name)}
    words = f"{about.get('words', '')} {text}".strip()[-MOST_WORDS_KEPT:]
    return {**kept, "words": words, "asked": AGAIN, **facts_of(term)}


def _term_of(about: Mapping[str, Any]) -> SaidTerm:
    """The term of the question before; a choice that answers one carries what was not yet said."""
    if about.get("asked") in {None, AGAIN}:
        return term_chosen(about)
    return read_term(str(about.get("words", "")))


def _is_of_vat(text: str) -> bool:
    """Whether the words say of VAT alone."""
    words = {word.lower() for word in _WORD.findall(text)}
    return read_purchase(text).vat is not Vat.UNKNOWN and words <= _PUT_RIGHT


def _of_sum(
    about: Mapping[str, Any], text: str, beside: frozenset[str]
) -> dict[str, object] | None:
    amount = sum_of_purchase(text)
    words = {word.lower() for word in _WORD.findall(without(text, sums_of_purchase(text)))}
    if amount is None or words - beside:
        return None
    kept = {name: about[name] for name in _KEPT if about.get(name)}
    kind = _KIND.search(str(about.get("words", "")))
    asked = f"{text} {kind[0]}" if kind and not _KIND.search(text) else text
    facts = {**kept, "amount": float(amount), "words": asked, "asked": AGAIN}
    return {**facts, **facts_of(read_term(text))}
