"""How alike two processes are, feature by feature: marks that may be read and argued about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from bot.domain.process_particulars import (
    Particulars,
    core_reference,
    london_day,
    portal_of,
    title_words,
)

ENOUGH_TEXT = 40
"""Letters that a description must have to be compared."""
VAT_FACTOR = Decimal("1.2")
A_PENNY_IN_THE_POUND = Decimal("0.01")
DAYS_A_PROCESS_MAY_MOVE = 200
"""Less than a year, so that what is bought every year is not one process."""
SHORTEST_WITH_A_SLIP = 6
"""Letters of a word from which on one that differs in a letter is taken for a slip."""
_SAID_DIFFERENTLY = 0.4
_PARTLY_THE_BUYER = 0.9


class Feature(StrEnum):
    """What is compared."""

    BUYER = "buyer"
    TITLE = "title"
    REFERENCE = "reference"
    PAGE = "page"
    DEADLINE = "deadline"
    VALUE = "value"
    TEXT = "text"
    CPV = "cpv"
    PERIOD = "period"
    PLACE = "place"


Marks = Mapping[Feature, float | None]
"""How alike two processes are in each feature, 0 to 1; None where one of them does not say."""


def marks_of(one: Particulars, other: Particulars) -> Marks:
    """How alike two processes are; the order of the two does not matter."""
    return {
        Feature.BUYER: buyer_mark(one.buyer, other.buyer),
        Feature.TITLE: title_mark(one, other),
        Feature.REFERENCE: _references(one.reference, other.reference),
        Feature.PAGE: _equal(one.page, other.page),
        Feature.DEADLINE: _deadlines(one, other),
        Feature.VALUE: _values(one.amount, other.amount),
        Feature.TEXT: _texts(one, other),
        Feature.CPV: _overlap(set(one.cpv), set(other.cpv)),
        Feature.PERIOD: _periods(one, other),
        Feature.PLACE: _places(set(one.districts), set(other.districts)),
    }


def buyer_mark(one: str, other: str) -> float:
    """Equal names, or one is the other with a department after it."""
    if one == other:
        return 1.0 if one else 0.0
    short, long = sorted((one, other), key=lambda name: (len(name), name))
    return _PARTLY_THE_BUYER if short and long.startswith(f"{short} ") else 0.0


def title_mark(one: Particulars, other: Particulars) -> float:
    """1 for the same words, slips of the pen apart; low if each has words that the other lacks."""
    (words, numbers), (others, other_numbers) = (
        title_words(one.title, one.reference),
        title_words(other.title, other.reference),
    )
    if not words or not others or numbers != other_numbers:
        return 1.0 if one.title == other.title else 0.0
    left, right = Counter(words) - Counter(others), Counter(others) - Counter(words)
    lacking, unmatched = _without_slips(sorted(left.elements()), sorted(right.elements()))
    shared = 1 - (lacking + unmatched) / (len(words) + len(others))
    return min(shared, _SAID_DIFFERENTLY) if lacking and unmatched else shared


def _without_slips(left: list[str], right: list[str]) -> tuple[int, int]:
    """How many words of each side have no counterpart that is a slip away."""
    rest = list(right)
    lacking = 0
    for word in left:
        slip = next((candidate for candidate in rest if _is_slip(word, candidate)), None)
        if slip is None:
            lacking += 1
        else:
            rest.remove(slip)
    return lacking, len(rest)


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, other or swapped turns one long word into the other."""
    if min(len(one), len(other)) < SHORTEST_WITH_A_SLIP or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    swapped = len(a) > 1 and a[1::-1] == b[:2] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


def _references(one: str | None, other: str | None) -> float | None:
    """1 for the same, 0 for two of the buyer's own that differ, else None."""
    core, other_core = core_reference(one), core_reference(other)
    if not core or not other_core:
        return None
    if core == other_core:
        return 1.0
    return None if portal_of(one) or portal_of(other) else 0.0


def _deadlines(one: Particulars, other: Particulars) -> float | None:
    if one.deadline is None or other.deadline is None:
        return None
    return float(london_day(one.deadline) == london_day(other.deadline))


def _values(one: Decimal | None, other: Decimal | None) -> float | None:
    """The same to a hundredth, or with VAT on one side only."""
    if one is None or other is None:
        return None
    low, high = sorted((one, other))
    margin = high * A_PENNY_IN_THE_POUND
    return float(high - low <= margin or abs(high - low * VAT_FACTOR) <= margin)


def _texts(one: Particulars, other: Particulars) -> float | None:
    if min(len(one.opening), len(other.opening)) < ENOUGH_TEXT:
        return None
    if one.text_mark == other.text_mark:
        return 1.0
    length = min(len(one.opening), len(other.opening))
    return _overlap(set(one.opening[:length].split()), set(other.opening[:length].split()))


def _periods(one: Particulars, other: Particulars) -> float | None:
    if one.starts_on is None or other.starts_on is None:
        return None
    days = abs((one.starts_on - other.starts_on).days)
    return 1.0 if days == 0 else 0.5 if days <= DAYS_A_PROCESS_MAY_MOVE else 0.0


def _places(one: set[str], other: set[str]) -> float | None:
    """By postal districts, one in common being enough: feeds differ in how many they hold."""
    return float(not one.isdisjoint(other)) if one and other else None


def _equal(one: str | None, other: str | None) -> float | None:
    return float(one == other) if one and other else None


def _overlap(one: set[str], other: set[str]) -> float | None:
    """Dice's measure, to two places; None if either is empty."""
    if not one or not other:
        return None
    return round(2 * len(one & other) / (len(one) + len(other)), 2)
