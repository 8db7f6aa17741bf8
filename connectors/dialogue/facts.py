"""The facts in a message, found by a spaCy pipeline: trade, place, money, buyer, days, which one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.domain.contact_words import contacts_in
from bot.domain.date_words import dates_in
from bot.domain.jargon import Term
from bot.domain.money_words import read_sums
from bot.domain.register import BuyerRegister
from bot.domain.trade import Trades
from connectors.places.gazetteer import Gazetteer
from connectors.text.vocabulary import load_jargon, load_register, load_trades

Value = str | float | int

LAST = -1
_ORDINALS = {
    "first": 1, "1st": 1, "top": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8,
    "ninth": 9, "9th": 9, "tenth": 10, "10th": 10, "last": LAST, "bottom": LAST, "final": LAST,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?(?P<word>{'|'.join(_ORDINALS)})\b(?!\s+(?:weeks?|months?|years?|time|night|minute|hand|aid|class|language|of\s+all|thing)\b)(?:\s+(?:one|job|contract|card|on\s+the\s+list))?"
    r"|(?:\b(?:number|numbr|num|no\.?|nr|option|opt)\s*|#)(?P<number>[1-9]|one|two|three|four|five)\b"
    r"|^\s*(?P<alone>[1-9])\s*[?.!]*\s*$",
    re.IGNORECASE,
)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NEAR_ME = re.compile(
    r"\b(?:near(?:by)?|close|local|nr|around|round)\s+(?:to\s+)?(?:me|us|my\s+\w+|here|where\s+i\s+(?:am|live))\b|\bnearby\b|\b(?:round|around)\s+(?:our|my)\s+(?:way|area|end|place)\b",
    re.IGNORECASE,
)
# "Not Solihull, closer to Saltley" asks for Saltley; "not just Solihull" and "why not Solihull" for Solihull.
_TURNED_DOWN = re.compile(
    r"(?<!why )(?<!y )\b(?:not|nothing|no\s+more|anything\s+but|anywhere\s+but|except(?:\s+for)?|excluding|other\s+than|instead\s+of|"
    r"rather\s+than|apart\s+from|forget|skip|leave\s+out|without|avoid)"
    r"(?:\s+(?:in|near|at|round|around|about|the|any|from|for|to|around\s+the))*\s*$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:near|nr|round|around|by|close\s+to|next\s+to|opposite|behind)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_TURNABLE = {"trade", "place", "buyer"}
# Where two facts share words the earlier kind keeps them: a hospital is a buyer before a place.
_ORDER_OF_STRENGTH = (
    "buyer",
    "trade",
    "place",
    "min_value",
    "max_value",
    "amount",
    "email",
    "phone",
    "company",
    "date",
    "ordinal",
    "near_me",
    "term",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: what kind, its value in the product's own terms, and the characters that say it."""

    kind: str
    value: Value
    start: int
    end: int


class FactFinder:
    """Finds facts with a blank English spaCy pipeline and the project's own vocabularies."""

    def __init__(
        self, trades: Trades, gazetteer: Gazetteer, register: BuyerRegister, terms: Sequence[Term]
    ) -> None:
        self._nlp = spacy.blank("en")
        self._terms = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        self._trades = trades
        self._gazetteer = gazetteer
        self._register = register
        # The extractor and the classifier ask for the facts of the same message.
        self._found = lru_cache(maxsize=1)(self._find)
        for term in terms:
            said = (term.name, *term.also)
            self._terms.add(term.name, [self._nlp.make_doc(phrase) for phrase in said])

    @classmethod
    def from_content(cls, content: Path) -> FactFinder:
        """The finder with the vocabularies of a content folder."""
        return cls(
            load_trades(content),
            Gazetteer(content),
            load_register(content),
            load_jargon(content),
        )

    def find(self, text: str) -> list[Fact]:
        """The facts of the text in the order they stand; a word belongs to one fact of a kind."""
        return list(self._found(text))

    def _find(self, text: str) -> list[Fact]:
        found = [
            *self._terms_in(self._nlp.make_doc(text)),
            *self._trades_in(text),
            *self._buyers_in(text),
            *self._places_in(text),
            *_money_in(text),
            *_ordinals_in(text),
            *(Fact("date", text[a:b], a, b) for a, b in dates_in(text)),
            *(Fact(one.kind, one.value, one.start, one.end) for one in contacts_in(text)),
            *(Fact("near_me", m[0].lower(), *m.span()) for m in _NEAR_ME.finditer(text)),
        ]
        wanted = [f for f in found if not _is_turned_down(f, text)]
        return _without_overlaps(_places_before_buyers(wanted, text))

    def _terms_in(self, doc: Doc) -> Iterator[Fact]:
        for span in filter_spans(self._terms(doc, as_spans=True)):
            yield Fact("term", span.label_, span.start_char, span.end_char)

    def _trades_in(self, text: str) -> Iterator[Fact]:
        for one in self._trades.mentions(text):
            yield Fact("trade", one.trade.name, one.start, one.end)

    def _buyers_in(self, text: str) -> Iterator[Fact]:
        named = self._register.find(text)
        if named:
            yield Fact("buyer", named.registered.buyer.name, named.start, named.end)

    def _places_in(self, text: str) -> Iterator[Fact]:
        for found in self._gazetteer.find_all(text):
            yield Fact("place", found.place.name, found.start, found.end)


def _is_turned_down(fact: Fact, text: str) -> bool:
    return fact.kind in _TURNABLE and bool(_TURNED_DOWN.search(text[: fact.start]))


def _places_before_buyers(found: Sequence[Fact], text: str) -> list[Fact]:
    """Without the buyers that stand where a place is meant, as in "round Heartlands hospital"."""
    places = [f for f in found if f.kind == "place" and _PLACED.search(text[: f.start])]
    return [
        f
        for f in found
        if f.kind != "buyer" or not any(f.start < p.end and p.start < f.end for p in places)
    ]


def _money_in(text: str) -> Iterator[Fact]:
    for one in read_sums(text):
        for kind, pounds in (
            ("min_value", one.minimum),
            ("max_value", one.maximum),
            ("amount", one.amount),
        ):
            if pounds is not None:
                yield Fact(kind, float(pounds), one.start, one.end)


def _ordinals_in(text: str) -> Iterator[Fact]:
    for found in _ORDINAL.finditer(text):
        said = (found["word"] or found["number"] or found["alone"]).lower()
        which = _ORDINALS.get(said) or _NUMBER_WORDS.get(said) or int(said)
        yield Fact("ordinal", which, found.start(), found.end())


def _without_overlaps(found: Sequence[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for kind in _ORDER_OF_STRENGTH:
        for fact in (f for f in found if f.kind == kind):
            stronger = (k for k in kept if not _may_share(k.kind, kind))
            if not any(fact.start < k.end and k.start < fact.end for k in stronger):
                kept.append(fact)
    return sorted(kept, key=lambda fact: (fact.start, fact.kind))


def _may_share(stronger: str, kind: str) -> bool:
    """A range is two limits in the same words, some words are of two trades; terms are anywhere."""
    is_shared = {stronger, kind} in ({"min_value", "max_value"}, {"trade"})
    return kind == "term" or is_shared


class FactComponent:
    """The finder as a step of any spaCy pipeline: facts stand in `doc.spans["facts"]`."""

    def __init__(self, finder: FactFinder) -> None:
        self._finder = finder

    def __call__(self, doc: Doc) -> Doc:
        """The document with its facts set."""
        spans = (
            doc.char_span(f.start, f.end, label=f.kind, kb_id=str(f.value), alignment_mode="expand")
            for f in self._finder.find(doc.text)
        )
        doc.spans["facts"] = [span for span in spans if span is not None]
        return doc


def _make_component(nlp: Language, name: str, content: str) -> FactComponent:
    return FactComponent(FactFinder.from_content(Path(content)))


# spaCy reads a factory's annotations as they are, and cannot read those that are kept as text.
_make_component.__annotations__.update(nlp=Language, name=str, content=str)
Language.factory("doorstep_facts", default_config={"content": "content"}, func=_make_component)
