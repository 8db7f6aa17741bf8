"""What a notice's text asks of a firm: insurance, checks, visits, papers; quoted word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from bot.domain.demand_patterns import (
    ASKING,
    DENIED_AFTER,
    DENIED_BEFORE,
    PATTERNS,
    WISHED,
    Asked,
    Pattern,
)
from bot.domain.quotation import QUOTE_LENGTH, quote_around, sentence_around

_BEFORE, _AFTER = 40, 60
"""Characters in which a "no" or "is not needed" is taken to be about the find."""

_HEAD = 120
"""Characters of the line above that are read as the head of a list."""

_SELLS_INSURANCE = re.compile(
    r"\binsurance (?:services|placement|products|programme|scheme|premium|arrangements|broker\w*)\b"
    r"|\b(?:provision|supply) of insurance\b",
    re.IGNORECASE,
)
"""Where insurance is what is bought, a mention of it asks nothing of the bidder."""


_INSURANCES = 3
"""Kinds of insurance told of; of a check that is named again, the first time tells enough."""


_KEPT = 1_000
"""Texts whose demands are kept: a card asks for them more than once, and "why" again."""


class Strength(StrEnum):
    """How much the notice means it."""

    ASKED = "asked"
    WISHED = "wished"


@dataclass(frozen=True, slots=True)
class Demand:
    """Something asked for; `quotation` stands in the text, white space aside."""

    kind: Asked
    quotation: str
    strength: Strength
    at: int


@lru_cache(maxsize=_KEPT)
def demands_in(title: str, description: str) -> tuple[Demand, ...]:
    """What the notice asks for, in the order of its text, each thing once.

    Rather nothing than a wrong thing: a mention that is denied, or that its sentence does not ask
    for, is left out.
    """
    text = f"{title}\n{description}"
    buys_insurance = bool(_SELLS_INSURANCE.search(text))
    found: list[Demand] = []
    for pattern in PATTERNS:
        if pattern.kind is Asked.INSURANCE and buys_insurance:
            continue
        most = _INSURANCES if pattern.kind is Asked.INSURANCE else 1
        for one in islice(_found(pattern, text), most):
            if not any(_is_same(one, other) for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda demand: demand.at))


def _found(pattern: Pattern, text: str) -> Iterator[Demand]:
    for match in pattern.words.finditer(text):
        start, end = sentence_around(text, match.span())
        sentence = text[start:end]
        if _is_denied(text, (start, end), match.span()):
            continue
        if pattern.needs_asking and not ASKING.search(f"{_head(text, start)} {sentence}"):
            continue
        if pattern.unless and pattern.unless.search(sentence):
            continue
        strength = Strength.WISHED if WISHED.search(sentence) else Strength.ASKED
        quotation = quote_around(text, match.span()) if pattern.in_clause else _cut(match.group())
        yield Demand(pattern.kind, quotation, strength, match.start())


def _head(text: str, start: int) -> str:
    """The line above, which may be the head of the list that the sentence is an item of."""
    line = text[:start].rstrip().rpartition("\n")[2]
    return line[-_HEAD:]


def _is_denied(text: str, sentence: tuple[int, int], span: tuple[int, int]) -> bool:
    before = text[max(sentence[0], span[0] - _BEFORE) : span[0]]
    after = text[span[1] : min(sentence[1], span[1] + _AFTER)]
    return bool(DENIED_BEFORE.search(before) or DENIED_AFTER.match(after))


def _is_same(one: Demand, other: Demand) -> bool:
    """Whether both quote the same words, or the same place of the text."""
    if one.kind is not other.kind:
        return False
    ends = other.at + len(other.quotation), one.at + len(one.quotation)
    is_same_place = one.at < ends[0] and other.at < ends[1]
    return is_same_place or one.quotation.lower() == other.quotation.lower()


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    if len(flat) <= QUOTE_LENGTH:
        return flat
    return flat[:QUOTE_LENGTH].rpartition(" ")[0]
