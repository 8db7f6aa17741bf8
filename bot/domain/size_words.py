"""How big a job may be, as owners say it: "up to about 5 grand", "500 to 5000", "anything"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.money_words import read_sums
from bot.domain.profile_facts import JobSize

_SMALLEST_BARE = 100
"""Pounds; a smaller bare number may be meant in thousands, and is asked about."""

_ANY = re.compile(
    r"\b(?:any\s?thing|any\s+size|any\s+(?:value|amount|price)|whatever|all\s+sizes|no\s+limit|(?:don'?t|dont|do\s+not)\s+(?:really\s+)?(?:mind|care)|not\s+(?:fussed|bothered)|"
    r"doesn'?t\s+matter|big\s+or\s+small|small\s+or\s+big|any\s+job|all\s+of\s+them)\b|^\W*(?:any|all)\W*$",
    re.IGNORECASE,
)
_SOFT = r"(?:(?:about|around|up\s+to|maybe|say|like|max(?:imum)?|no\s+more\s+than|under|below|between|from|only|just|roughly|bout|it'?s)\b\W*)*"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_BARE = re.compile(
    rf"^\W*{_SOFT}(?P<number>{_NUMBER})(?:\s*(?:or\s+so|ish|max(?:imum)?|tops|please|each|a\s+job))*\W*$",
    re.IGNORECASE,
)
_BARE_RANGE = re.compile(rf"^\W*{_SOFT}{_NUMBER}\s*(?:-|–|to|and)\s*{_NUMBER}\W*$", re.IGNORECASE)
_NOT_MONEY = re.compile(
    r"\d\s*(?:-?\s*)?(?:miles?|mins?|minutes?|people|staff|of\s+us|hours?|hrs?|days?|years?|am|pm|%)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor\b|\bmaybe\b|/|\bpossibly\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadSize:
    """The sizes that a text names, each once: more than one is a doubt.

    `thousands` is a bare small number, which may be meant in thousands.
    """

    sizes: tuple[JobSize, ...]
    thousands: Decimal | None = None


def read_size(text: str, *, asked: bool = False) -> ReadSize | None:
    """How big a job a text says may be; None where it does not.

    Without a word for a lower or an upper limit a sum is an upper one. Only where it was `asked` do
    a bare number and "anything" count. Sums of nought are none.
    """
    if _NOT_MONEY.search(text) and "£" not in text:
        asked = False
    found = _sums(text)
    if not found and asked:
        if _ANY.search(text):
            return ReadSize((JobSize(),))
        if _BARE_RANGE.match(text):
            found = _sums(f"between {text.strip()}")
        elif bare := _BARE.match(text):
            number = Decimal(bare["number"].replace(",", ""))
            if 0 < number < _SMALLEST_BARE:
                return ReadSize((), number)
            found = [JobSize(most=number)] if number else []
    return ReadSize(tuple(dict.fromkeys(found))) if found else None


def _sums(text: str) -> list[JobSize]:
    sums = read_sums(text)
    limits = [one for one in sums if one.minimum is not None or one.maximum is not None]
    amounts = [JobSize(most=one.amount) for one in sums if one.amount]
    if limits:
        least = next((s.minimum for s in limits if s.minimum is not None), None)
        most = next((s.maximum for s in limits if s.maximum is not None), None)
        # "From 500, max about 5k" is one size; an amount beside a lower limit is the upper one.
        if most is None and amounts and least is not None:
            most = amounts[0].most
        is_one = (least or most) and not (least and most and least > most)
        return [JobSize(least or None, most or None)] if is_one else []
    if len(amounts) == 2 and not _OR.search(text):  # noqa: PLR2004 - two ends of a range
        low, high = sorted(one.most or Decimal(0) for one in amounts)
        return [JobSize(low, high)] if low != high else amounts[:1]
    return amounts
