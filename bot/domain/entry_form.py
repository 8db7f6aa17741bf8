"""What an officer typed, read into an entry; what cannot be read stays out, with its fault."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from bot.domain.challenge import Phase
from bot.domain.entry import (
    LONGEST_LINE,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_QUESTIONS,
    Barrier,
    BarriersConsidered,
    Door,
    Entry,
    PhaseOffer,
)
from bot.domain.money import NOT_STATED, Basis, Value, Vat
from bot.domain.opportunity import LONDON, Category, CpvCode, Kind
from bot.domain.place import usual_spelling

CLOSES_AT = time(12)
"""Noon in London: nobody's evening, and somebody is there when answers are opened."""

LARGEST_VALUE = Decimal(10) ** 9
_SUM = re.compile(r"£?\s*(\d[\d,]*(?:\.\d{1,2})?)\s*(k|m)?", re.IGNORECASE)
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
_YEARS = 2
"""Digits of a year that is written short."""

Fields = Mapping[str, Sequence[str]]
Word = TypeVar("Word", bound=StrEnum)


class Fault(StrEnum):
    """What cannot be read, by the field that it stands in."""

    TITLE = "title"
    WANTED = "wanted"
    VALUE = "value"
    DEADLINE = "deadline"
    POSTCODE = "postcode"
    QUESTIONS = "questions"
    PHASES = "phases"


@dataclass(frozen=True, slots=True)
class FilledIn:
    """The entry with all that could be read, and what could not."""

    entry: Entry
    faults: tuple[Fault, ...]


def filled_in(entry: Entry, fields: Fields, now: datetime) -> FilledIn:
    """The entry as the fields say; a field that is not there leaves its part as it is."""
    faults: list[Fault] = []
    changes: dict[str, Any] = {"changed_at": now}
    for name, read in _READERS.items():
        if name in fields:
            try:
                changes |= read(fields)
            except _UnreadableError as fault:
                faults.append(fault.fault)
    return FilledIn(replace(entry, **changes), tuple(faults))


def with_barriers(entry: Entry, fields: Fields, now: datetime) -> Entry:
    """The entry with the record that small firms' barriers were considered, if that was ticked."""
    if not _first(fields, "considered"):
        return entry
    lowered = tuple(one for one in Barrier if one.value in fields.get("lowered", ()))
    return replace(entry, barriers=BarriersConsidered(now, lowered), changed_at=now)


class _UnreadableError(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "").strip()


def _one_of(kind: type[Word], said: str) -> Word | None:
    return kind(said) if said in set(kind) else None


def _short(fields: Fields, name: str, longest: int, fault: Fault) -> str:
    """Text as it was typed, line ends in one form, without control characters."""
    text = _first(fields, name).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(one for one in text if one == "\n" or one.isprintable())
    if len(kept) > longest:
        raise _UnreadableError(fault)
    return kept


def _kind(fields: Fields) -> dict[str, Any]:
    kind = _one_of(Kind, _first(fields, "kind"))
    return {"kind": kind} if kind else {}


def _title(fields: Fields) -> dict[str, Any]:
    return {"title": " ".join(_short(fields, "title", LONGEST_TITLE, Fault.TITLE).split())}


def _wanted(fields: Fields) -> dict[str, Any]:
    return {"wanted": _short(fields, "wanted", LONGEST_WORDS, Fault.WANTED)}


def _door(fields: Fields) -> dict[str, Any]:
    return {"door": _one_of(Door, _first(fields, "door"))}


def _value(fields: Fields) -> dict[str, Any]:
    said = _first(fields, "value")
    if not said:
        return {"value": NOT_STATED}
    amount = _pounds(said)
    if amount is None or not 0 < amount <= LARGEST_VALUE:
        raise _UnreadableError(Fault.VALUE)
    vat = _one_of(Vat, _first(fields, "vat")) or Vat.UNKNOWN
    return {"value": Value(amount, vat, Basis.TOTAL)}


def _deadline(fields: Fields) -> dict[str, Any]:
    """Noon in London of the day; a year may be written with two digits."""
    parts = [_first(fields, f"deadline-{part}") for part in ("day", "month", "year")]
    if not any(parts):
        return {"deadline": None}
    try:
        day, month, year = (int(part) for part in parts)
        if len(parts[2]) == _YEARS:
            year += 2000
        closes = datetime.combine(date(year, month, day), CLOSES_AT, LONDON)
    except (ValueError, OverflowError) as fault:
        raise _UnreadableError(Fault.DEADLINE) from fault
    return {"deadline": closes}


def _postcode(fields: Fields) -> dict[str, Any]:
    said = _first(fields, "postcode")
    postcode = usual_spelling(said) if said else None
    if said and postcode is None:
        raise _UnreadableError(Fault.POSTCODE)
    return {"postcode": postcode}


def _questions(fields: Fields) -> dict[str, Any]:
    lines = [" ".join(line.split()) for line in _first(fields, "questions").splitlines()]
    asked = tuple(line for line in lines if line)
    if len(asked) > MOST_QUESTIONS or any(len(line) > LONGEST_LINE for line in asked):
        raise _UnreadableError(Fault.QUESTIONS)
    return {"questions": asked}


def _phases(fields: Fields) -> dict[str, Any]:
    """The phases of which an outcome or a sum is said, in their order; the value is their sum."""
    offers = []
    for phase in Phase:
        outcome, said = _first(fields, f"outcome-{phase}"), _first(fields, f"amount-{phase}")
        amount = _pounds(said) if said else None
        if (said and amount is None) or len(outcome) > LONGEST_LINE or (said and not outcome):
            raise _UnreadableError(Fault.PHASES)
        if outcome:
            offers.append(PhaseOffer(phase, " ".join(outcome.split()), amount))
    paid = sum((one.amount for one in offers if one.amount), Decimal())
    vat = _one_of(Vat, _first(fields, "vat")) or Vat.UNKNOWN
    value = Value(paid, vat, Basis.TOTAL) if paid else NOT_STATED
    return {"phases": tuple(offers), "value": value}


def _cpv(fields: Fields) -> dict[str, Any]:
    codes = [one for one in fields["cpv"] if re.fullmatch(r"\d{8}", one)]
    return {"cpv": tuple(CpvCode(one) for one in codes)}


def _category(fields: Fields) -> dict[str, Any]:
    return {"category": _one_of(Category, _first(fields, "category"))}


def _notice_number(fields: Fields) -> dict[str, Any]:
    return {"notice_number": "".join(_first(fields, "notice_number").split())[:20] or None}


def _pounds(said: str) -> Decimal | None:
    found = _SUM.fullmatch(said.strip())
    if not found:
        return None
    try:
        return Decimal(found[1].replace(",", "")) * _TIMES[(found[2] or "").lower()]
    except InvalidOperation:
        return None


_READERS = {
    "kind": _kind,
    "title": _title,
    "wanted": _wanted,
    "value": _value,
    "deadline-day": _deadline,
    "door": _door,
    "postcode": _postcode,
    "questions": _questions,
    "outcome-call": _phases,
    "cpv": _cpv,
    "category": _category,
    "notice_number": _notice_number,
}
"""What reads each field, by the name whose presence says that its part of the form was sent."""
