"""Into which parts a notice splits its work: lots, places, and how often it is done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.quotation import quote_around

_NUMBERS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_SPLIT = re.compile(
    rf"(?<!under )(?<!maximum of )\b(?P<count>{_NUMBER})[ ]+"
    r"(?:(?:separate|different|individual|distinct|geographical)[ ]+)?lots\b(?![ ]+of\b)",
    re.IGNORECASE,
)
_CALLED_OFF = re.compile(r"further competition|have been awarded|was awarded", re.IGNORECASE)
_GO_FOR = r"\b(?:bids?|tenders?|appl(?:y|ications)|express(?:ions?)?|offers?|quotes?|join)\b"
_ONE = re.compile(
    rf"{_GO_FOR}[^.;\n]{{0,60}}?"
    r"\b(?:one or more|any number of|(?:a )?single|one|any|individual|either|multiple)\b"
    r"[^.;\n]{0,24}?\blots?\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\bmust (?:bid|tender|apply|quote) for (?:all|both|every)\b[^.;\n]{0,24}?\blots?\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|only be awarded|more than one|cannot|no)\b", re.IGNORECASE)

_BEFORE = 25
"""Characters in which a "not" is taken to be about what follows."""


@dataclass(frozen=True, slots=True)
class Lots:
    """How many lots there are, with the words that say so, and how they may be bid for.

    `for_one` are the words that let a firm bid for one of them, `for_all` those that forbid it;
    both None where the text does not tell.
    """

    count: int
    quotation: str
    for_one: str | None = None
    for_all: str | None = None


def lots_in(title: str, description: str) -> Lots | None:
    """The lots of the work, or None where the text does not count two or more of them."""
    text = f"{title}\n{description}"
    found = _SPLIT.search(text)
    if found is None or _CALLED_OFF.search(text):
        return None
    count = _number(found["count"])
    if count < 2:  # noqa: PLR2004 - one lot is no split
        return None
    return Lots(count, " ".join(found.group().split()), _first(_ONE, text), _first(_ALL, text))


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    for match in pattern.finditer(text):
        if not _NOT.search(text, max(0, match.start() - _BEFORE), match.end()):
            return quote_around(text, match.span())
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower()) + 2


MANY_PLACES = 5
"""From so many places on, the work is more than one round for a few people."""

_ALL_OF = r"(?:its|our|the|all|these)"
_SITES = (
    r"(?:sites|schools|buildings|premises|libraries|offices|centres|depots|properties|homes"
    r"|locations|flats|blocks)"
)
_PLACES = re.compile(
    rf"(?<!\d\s)\b(?:across|covering|at|to)\s(?:{_ALL_OF}\s)*(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
    rf"\s(?:(?!of\b)[a-z-]+\s(?:and\s)?){{0,4}}?{_SITES}\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:daily|nightly|weekly|fortnightly|monthly|termly|quarterly)\s(?:\w+\s)?"
    r"(?:cleaning|collections?|visits?|inspections?|maintenance|testing|mowing)\b"
    r"|\b(?:\d+(?:\.\d+)?\s(?:hours\s(?:a|per|each)\sweek|days\s(?:a|per|each)\smonth))\b",
    re.IGNORECASE,
)


def places_in(title: str, description: str) -> str | None:
    """The words that put the work at many places, or None where the text counts no five of them."""
    text = f"{title}\n{description}"
    for match in _PLACES.finditer(text):
        if _number(match["count"]) >= MANY_PLACES:
            return " ".join(match.group().split())
    return None


def how_often(title: str, description: str) -> str | None:
    """The words that say how often the work is done, or None."""
    match = _OFTEN.search(f"{title}\n{description}")
    return " ".join(match.group().split()) if match else None
