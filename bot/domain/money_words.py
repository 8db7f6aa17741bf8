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
    "seventy": 70, "eighty": 80, "ninety": 90, "half a": Decimal("0.5"),
}  # fmt: skip
_SCALES = {
    "hundred": 100, "k": 1_000, "grand": 1_000, "thousand": 1_000, "thousands": 1_000, "m": 1_000_000,
    "mil": 1_000_000, "mill": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_WORDS = "|".join(sorted((w.replace(" ", r"\s+") for w in _UNITS), key=len, reverse=True))
_SCALE = r"k|grand|thousands?|m|mil|mill|million|bn|billion"
_AMOUNT = rf"""
    (?P<{{p}}sign>£\s*)?
    (?:
        (?P<{{p}}number>(?<!\d)(?>\d{{{{1,3}}}}(?:,\d{{{{3}}}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d))\s?(?P<{{p}}scale>(?:{_SCALE})\b)?
      | (?P<{{p}}words>\b(?:{_WORDS}))[\s-]+(?P<{{p}}ones>(?:one|two|three|four|five|six|seven|eight|nine)[\s-]+)?
        (?P<{{p}}hundred>hundred)?\s*(?P<{{p}}wordscale>\b(?:{_SCALE})\b)?
    )
    (?P<{{p}}name>\s*(?:pounds?|quid|gbp)\b)?
"""
_UP_TO = (
    r"under|below|less\s+than|lower\s+than|up\s*to|max(?:imum)?(?:\s+of)?|no\s+more\s+than|not\s+more\s+than|"
    r"cheaper\s+than|smaller\s+than|not\s+over|nothing\s+over|nothing\s+above|nowt\s+over|within|<|undr|unda|below\s+the"
)
_FROM = (
    r"nothing\s+less\s+than|not\s+less\s+than|over|above|more\s+than|at\s+least|min(?:imum)?(?:\s+of)?|bigger\s+than|larger\s+than|"
    r"greater\s+than|not\s+under|nothing\s+under|nothing\s+below|starting\s+(?:at|from)|upwards\s+of|>"
)
_NOT_MONEY = r"(?!\s*%)(?!\s*(?:-|to)?\s*(?:miles?|people|persons?|ppl|days?|weeks?|months?|years?|yrs?|hours?|hrs?|mins?|minutes|kids?|children|pupils|staff|of\s+us|pm|am|st|nd|rd|th|stone|metres?|sq)\b)"
_ONE = re.compile(
    rf"(?:(?P<limit>{_FROM}|{_UP_TO})\s*(?:about\s+|around\s+|like\s+|say\s+)?)?{_AMOUNT.format(p='a')}{_NOT_MONEY}"
    r"(?P<after>\s*(?:max(?:imum)?\b|or\s+(?:less|under|below)\b|tops\b|and\s+under\b|or\s+(?:more|over|above)\b|plus\b|\+|and\s+(?:up|over|above)\b|minimum\b|min\b))?",
    re.IGNORECASE | re.VERBOSE,
)
_TWO = re.compile(
    rf"(?:between|from)?\s*{_AMOUNT.format(p='a')}\s*(?:-|–|to|and|till|until)\s*{_AMOUNT.format(p='b')}{_NOT_MONEY}",
    re.IGNORECASE | re.VERBOSE,
)
_IS_FROM = re.compile(
    rf"{_FROM}|plus|\+|or\s+(?:more|over|above)|and\s+(?:up|over|above)", re.IGNORECASE
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
    for match in _TWO.finditer(text):
        upper = _pounds(match, "b")
        lower = _pounds(match, "a", scale_of=match, other="b")
        explicit = match[0].lower().lstrip().startswith(("between", "from"))
        plain = not (_is_money(match, "a") or _is_money(match, "b"))
        if upper is None or lower is None or lower > upper or (plain and not explicit):
            continue
        if plain and lower < _SMALLEST_BARE:
            continue
        yield Sum(match.start(), match.end(), minimum=lower, maximum=upper)


def _singles(text: str) -> Iterator[Sum]:
    for match in _ONE.finditer(text):
        pounds = _pounds(match, "a")
        limit = match["limit"] or match["after"]
        if pounds is None or not (_is_money(match, "a") or (limit and pounds >= _SMALLEST_BARE)):
            continue
        start, end = match.start(), match.end()
        if not limit:
            yield Sum(start, end, amount=pounds)
        elif _IS_FROM.match(limit.strip()):
            yield Sum(start, end, minimum=pounds)
        else:
            yield Sum(start, end, maximum=pounds)


def _is_money(match: re.Match[str], p: str) -> bool:
    named = match[f"{p}sign"] or match[f"{p}name"] or match[f"{p}scale"]
    return bool(named or match[f"{p}wordscale"] or match[f"{p}hundred"])


def _pounds(
    match: re.Match[str], p: str, *, scale_of: re.Match[str] | None = None, other: str = ""
) -> Decimal | None:
    scale = match[f"{p}scale"] or match[f"{p}wordscale"]
    if match[f"{p}number"]:
        number = Decimal(match[f"{p}number"].replace(",", ""))
        if not scale and scale_of and not match[f"{p}sign"]:
            scale = scale_of[f"{other}scale"] or scale_of[f"{other}wordscale"]
    else:
        words = " ".join(match[f"{p}words"].lower().split())
        if not scale and scale_of:
            scale = scale_of[f"{other}scale"] or scale_of[f"{other}wordscale"]
        if not (scale or match[f"{p}hundred"] or match[f"{p}name"]):
            return None
        number = Decimal(_UNITS[words])
        if match[f"{p}ones"]:
            number += Decimal(_UNITS[match[f"{p}ones"].replace("-", " ").strip().lower()])
        if match[f"{p}hundred"]:
            number *= 100
    return number * _SCALES.get((scale or "").lower().strip(), 1)
