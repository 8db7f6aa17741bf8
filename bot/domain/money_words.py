"""Reads the sums and limits that people write: "under 10k", "between £500 and two thousand"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_UNITS: dict[str, int | Decimal] = {
    "a": 1, "one": 1, "two": 2, "couple of": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "half a": Decimal("0.5"), "a few": 3, "few": 3, "couple": 2, "a couple": 2, "hundred": 100,
    "quarter of a": Decimal("0.25"), "a quarter of a": Decimal("0.25"), "three quarters of a": Decimal("0.75"),
    "one and a half": Decimal("1.5"), "two and a half": Decimal("2.5"), "a hundred": 100, "one hundred": 100,
    "two hundred": 200, "three hundred": 300, "four hundred": 400, "five hundred": 500,
    "a hundred and fifty": 150, "one hundred and fifty": 150, "one fifty": 150, "two fifty": 250,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "k": 1_000, "ks": 1_000, "grand": 1_000, "grands": 1_000, "thousand": 1_000, "thousands": 1_000,
    "thou": 1_000, "thousnd": 1_000, "thosand": 1_000, "thousend": 1_000, "m": 1_000_000, "mil": 1_000_000,
    "mill": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_WORDS = "|".join(sorted((w.replace(" ", r"\s+") for w in _UNITS), key=len, reverse=True))
_SCALE = r"ks?|grands?|thousands?|thou|thousnd|thosand|thousend|m|mil|mill|million|bn|billion"
_AMOUNT = rf"""
    (?P<{{p}}sign>£\s*)?
    (?:
        (?P<{{p}}number>(?<!\d)(?>(?<=£)\d{{{{1,3}}}}(?:[ ]\d{{{{3}}}})+(?!\d)|\d{{{{1,3}}}}(?:,\d{{{{3}}}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d))\s?(?P<{{p}}scale>(?:{_SCALE})\b)?
      | (?P<{{p}}words>\b(?:{_WORDS}))[\s-]+(?P<{{p}}ones>(?:one|two|three|four|five|six|seven|eight|nine)[\s-]+)?
        (?P<{{p}}hundred>hundred)?\s*(?P<{{p}}wordscale>\b(?:{_SCALE})\b)?
    )
    (?P<{{p}}name>\s*(?:pounds?|quid|gbp)\b)?
"""
_THAN = r"\s+(?:than|then|thn)"
_UP_TO = (
    rf"under|below|less{_THAN}|lower{_THAN}|up\s*to|max(?:imum)?(?:\s+of)?|no\s+more{_THAN}|not\s+more{_THAN}|"
    rf"cheaper{_THAN}|smaller{_THAN}|not\s+(?:over|above|exceeding)|nothing\s+over|nothing\s+above|nowt\s+over|within|<=?|≤|"
    r"undr|unda|udner|unnder|belo|below\s+the|at\s+(?:the\s+)?most|sub|capp?(?:ed)?(?:\s+it)?\s+(?:at|of|to)|limit(?:\s+of|\s+it\s+to|\s+to|'s)?|"
    r"ceiling(?:\s+of)?|stretch\s+to|go\s+(?:up\s+)?to|as\s+high\s+as|keep\s+(?:it|them)\s+to|tops"
)
_FROM = (
    rf"nothing\s+less{_THAN}|not\s+less{_THAN}|no\s+less{_THAN}|over|above|more{_THAN}|at\s+least|min(?:imum)?(?:\s+of)?|bigger{_THAN}|larger{_THAN}|"
    rf"greater{_THAN}|higher{_THAN}|not\s+under|nothing\s+under|nothing\s+below|nothing\s+smaller{_THAN}|starting\s+(?:at|from)|exceeds?|"
    r"upwards\s+of|exceeding|in\s+excess\s+of|from|>=?|≥"
)
# "Leave out anything over 20k" sets an upper limit.
_TURNED_ROUND = re.compile(
    r"\b(?:nothing|nowt|not|none|no|never|leave\s+out|take\s+out|take\s+away|get\s+rid\s+of|hide|drop|skip|exclud(?:e|ing)|lose|bin|remove|"
    r"without|avoid|except|(?:don'?t|won'?t|can'?t|couldn'?t|doesn'?t|cannot)(?!\s+mind))"
    r"(?:\s+[\w']+){0,3}\s*$",
    re.IGNORECASE,
)
_SOFTLY = r"(?:\s*(?:about|around|bout|like|say|roughly|approx|the|is|are|of|at|value|price|size|worth|maybe|only|just|contract|contracts|job|jobs|spend|budget|amount)\b:?)*\s*"
_NOT_MONEY = r"(?!\s*%)(?!\s*(?:-|to)?\s*(?:miles?|people|persons?|ppl|days?|weeks?|months?|years?|yrs?|hours?|hrs?|mins?|minutes|kids?|children|pupils|staff|of\s+us|pm|am|st|nd|rd|th|stone|metres?|sq)\b)"
_ONE = re.compile(
    rf"(?:(?<![\w-])(?P<limit>{_FROM}|{_UP_TO}){_SOFTLY})?{_AMOUNT.format(p='a')}{_NOT_MONEY}"
    r"(?:\s*(?:-?ish|or\s+so|each|a\s+(?:year|month|job|time|piece)|per\s+(?:year|month|job|annum|contract)))*"
    r"(?P<after>[\s,]*(?:(?:absolute\s+)?max(?:imum)?\b|(?:or|and|&)\s+(?:less|under|below|lower|smaller|cheaper|down)\b|tops\b|at\s+(?:the\s+)?most\b|limit\b|ceiling\b|cap\b|"
    r"(?:or|and|&)\s+(?:more|over|above|up|upwards?|bigger|larger|higher)\b|plus\b|\+|upwards?\b|at\s+least\b|minimum\b|min\b))?",
    re.IGNORECASE | re.VERBOSE,
)
_TWO = re.compile(
    rf"(?:between|from)?{_SOFTLY}{_AMOUNT.format(p='a')}\s*(?:-|–|—|to|and|&|till|until|up\s*to)\s*(?:about\s+|around\s+)?{_AMOUNT.format(p='b')}{_NOT_MONEY}",
    re.IGNORECASE | re.VERBOSE,
)
_OVER_AND_UNDER = re.compile(
    rf"(?<!\w)(?:{_FROM}){_SOFTLY}{_AMOUNT.format(p='a')}\s*(?:,|but|and|&)?\s*(?:{_UP_TO}){_SOFTLY}{_AMOUNT.format(p='b')}{_NOT_MONEY}",
    re.IGNORECASE | re.VERBOSE,
)
_IS_FROM = re.compile(
    rf"{_FROM}|plus|\+|upwards?|(?:or|and|&)\s+(?:more|up|over|above|upwards?|bigger|larger|higher)",
    re.IGNORECASE,
)
_SMALLEST_BARE = 100
"""A number without sign, scale or name is money only after a limit word, and from here up."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum in a text: a lower limit, an upper limit, or a plain amount; pounds."""

    start: int
    end: int
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    amount: Decimal | None = None


def read_sums(text: str) -> list[Sum]:
    """All sums in the text, in order, none overlapping."""
    found = list(_ranges(text))
    for one in _singles(text):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _ranges(text: str) -> Iterator[Sum]:
    taken = -1
    for match in _OVER_AND_UNDER.finditer(text):
        if found := _range_of(match, is_named=True):
            taken = match.end()
            yield found
    for match in _TWO.finditer(text):
        explicit = match[0].lower().lstrip().startswith(("between", "from"))
        if match.start() >= taken and (found := _range_of(match, is_named=explicit)):
            yield found


def _range_of(match: re.Match[str], *, is_named: bool) -> Sum | None:
    """The limits of a range; a scale stands once for both if that makes sense: "5 to 10k"."""
    upper = _pounds(match, "b")
    lower = _pounds(match, "a", scale_of=match, other="b")
    if upper is not None and lower is not None and lower > upper:
        lower = _pounds(match, "a")
    plain = not (_is_money(match, "a") or _is_money(match, "b"))
    if upper is None or lower is None or lower > upper or (plain and not is_named):
        return None
    if plain and lower < _SMALLEST_BARE:
        return None
    return Sum(match.start(), match.end(), minimum=lower, maximum=upper)


def _singles(text: str) -> Iterator[Sum]:
    for match in _ONE.finditer(text):
        pounds = _pounds(match, "a")
        limit = match["limit"] or match["after"]
        if pounds is None or not (_is_money(match, "a") or (limit and pounds >= _SMALLEST_BARE)):
            continue
        start, end = match.start(), match.end()
        if not limit:
            yield Sum(start, end, amount=pounds)
            continue
        is_from = bool(_IS_FROM.match(limit.strip()))
        if match["limit"] and _TURNED_ROUND.search(text[:start]):
            is_from = not is_from
        yield Sum(start, end, **{"minimum" if is_from else "maximum": pounds})


def _is_money(match: re.Match[str], p: str) -> bool:
    named = match[f"{p}sign"] or match[f"{p}name"] or match[f"{p}scale"]
    return bool(named or match[f"{p}wordscale"] or match[f"{p}hundred"])


def _pounds(
    match: re.Match[str], p: str, *, scale_of: re.Match[str] | None = None, other: str = ""
) -> Decimal | None:
    scale = match[f"{p}scale"] or match[f"{p}wordscale"]
    if match[f"{p}number"]:
        number = Decimal(match[f"{p}number"].replace(",", "").replace(" ", ""))
        if not scale and scale_of and not (match[f"{p}sign"] or match[f"{p}name"]):
            scale = scale_of[f"{other}scale"] or scale_of[f"{other}wordscale"]
    else:
        words = " ".join(match[f"{p}words"].lower().split())
        if not scale and scale_of:
            scale = scale_of[f"{other}scale"] or scale_of[f"{other}wordscale"]
        number = Decimal(_UNITS[words])
        named = scale or match[f"{p}hundred"] or match[f"{p}name"]
        if not named and number < _SMALLEST_BARE:
            return None
        if match[f"{p}ones"]:
            number += Decimal(_UNITS[match[f"{p}ones"].replace("-", " ").strip().lower()])
        if match[f"{p}hundred"]:
            number *= 100
    return number * _SCALES.get((scale or "").lower().strip(), 1)
