"""Complaints: what somebody says went wrong, the day by which they are answered, the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot.domain.errors import InvalidInputError
from bot.domain.private_numbers import mask_private_numbers
from bot.domain.threshold_table import LegalSource

LONDON = ZoneInfo("Europe/London")
LONGEST_LINE, LONGEST_WORDS = 200, 5000
"""Characters: of a name or a way to be reached, and of what happened."""

ComplaintId = NewType("ComplaintId", str)
"""The reference that somebody is given, such as "C-7K4MQ2XR"."""

_OF_REFERENCES = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter or digit that is taken for another when it is read out."""
_REFERENCE_LENGTH = 8
_MONTHS = 12
_CONTROL = re.compile(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_DATA_WORDS = re.compile(
    r"\b(?:my |personal )?data\b|\bprivacy\b|\bgdpr\b|\bico\b|\binformation commissioner"
    r"|\bdata protection\b|\bmy (?:personal )?(?:details|information|number|e-?mail|address)\b",
    re.IGNORECASE,
)


class About(StrEnum):
    """What a complaint is about; the law sets more for data."""

    DATA = "data"
    SERVICE = "service"


class Outcome(StrEnum):
    """What came of a complaint."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"


class Fault(StrEnum):
    """What is wrong with a form."""

    ABOUT_MISSING = "about_missing"
    REACH_MISSING = "reach_missing"
    WORDS_MISSING = "words_missing"
    NAME_TOO_LONG = "name_too_long"
    REACH_TOO_LONG = "reach_too_long"
    WORDS_TOO_LONG = "words_too_long"


class FormError(InvalidInputError):
    """A form that cannot be taken as it is, with every fault in the order of its fields."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class ComplaintForm:
    """What somebody filled in: who they are if they like, how to reach them, what happened."""

    about: About
    name: str
    reach: str
    words: str

    @classmethod
    def of(cls, about: str, name: str, reach: str, words: str) -> ComplaintForm:
        """The form, cleaned, numbers of cards and National Insurance hidden.

        Raises FormError that names every fault.
        """
        line, told = (_cleaned(name), _cleaned(reach)), mask_private_numbers(_written(words))
        faults = tuple(_faults(about, *line, told))
        if faults:
            raise FormError(faults)
        return cls(About(about), *line, told)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has got, in the operator's words."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it, in the operator's words, and when they said so."""

    outcome: Outcome
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as it is held; it was acknowledged at `received_at`, by showing its reference."""

    id: ComplaintId
    form: ComplaintForm
    received_at: datetime
    due: date
    progress: tuple[Progress, ...] = ()
    answer: Answer | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the day by which it was to be answered is over in London, without an answer."""
        return self.answer is None and now.astimezone(LONDON).date() > self.due

    def told(self, words: str, at: datetime) -> Complaint:
        """The same with one more word on how far it has got; refused as an answer is."""
        return replace(self, progress=(*self.progress, Progress(self._sayable(words), at)))

    def answered(self, outcome: Outcome, words: str, at: datetime) -> Complaint:
        """The same with its answer; InvalidInputError if it has one or the words are none."""
        return replace(self, answer=Answer(outcome, self._sayable(words), at))

    def _sayable(self, words: str) -> str:
        if self.answer:
            raise InvalidInputError(f"{self.id} was answered already.")
        if not words.strip():
            raise InvalidInputError("Say it in words that the person can read.")
        return words.strip()


@dataclass(frozen=True, slots=True)
class ComplaintPromise:
    """What is promised to whoever complains: days until an answer, and what the law sets.

    `law` are the sources that ask for a way to complain, an acknowledgement within
    `acknowledge_days`, and an answer without undue delay. `keep_months` is how long one is kept
    after its answer.
    """

    answer_days: int
    acknowledge_days: int
    keep_months: int
    law: tuple[LegalSource, ...]

    def due(self, received_at: datetime) -> date:
        """The last day for an answer: so many days after the day in London it came."""
        return received_at.astimezone(LONDON).date() + timedelta(days=self.answer_days)

    def is_kept_too_long(self, complaint: Complaint, now: datetime) -> bool:
        """Whether it was answered so many months ago that it was to be deleted."""
        if complaint.answer is None:
            return False
        answered = complaint.answer.at.astimezone(LONDON).date()
        months = answered.year * _MONTHS + answered.month - 1 + self.keep_months
        # A month later at the latest: the first day of the month after, whatever day it was.
        year, month = divmod(months + 1, _MONTHS)
        return now.astimezone(LONDON).date() >= date(year, month + 1, 1)


def reference_of(numbers: Iterable[int]) -> ComplaintId:
    """A reference made of random numbers, of which each may be any."""
    letters = [_OF_REFERENCES[n % len(_OF_REFERENCES)] for n in numbers]
    return ComplaintId("C-" + "".join(letters[:_REFERENCE_LENGTH]))


def reference_meant(written: str) -> ComplaintId:
    """The reference that somebody typed, however they spelt it."""
    letters = re.sub(r"[^0-9A-Z]", "", written.upper())
    if len(letters) > _REFERENCE_LENGTH:
        letters = letters.removeprefix("C")
    return ComplaintId(f"C-{letters[:_REFERENCE_LENGTH]}")


def is_about_data(text: str) -> bool:
    """Whether somebody who complains speaks of what is kept about them."""
    return bool(_DATA_WORDS.search(text))


def _cleaned(line: str) -> str:
    return " ".join(_CONTROL.sub(" ", line).split())


def _written(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", lines).strip()


def _faults(about: str, name: str, reach: str, words: str) -> Iterable[Fault]:
    if about not in set(About):
        yield Fault.ABOUT_MISSING
    if len(name) > LONGEST_LINE:
        yield Fault.NAME_TOO_LONG
    if not reach:
        yield Fault.REACH_MISSING
    elif len(reach) > LONGEST_LINE:
        yield Fault.REACH_TOO_LONG
    if not words:
        yield Fault.WORDS_MISSING
    elif len(words) > LONGEST_WORDS:
        yield Fault.WORDS_TOO_LONG
