"""Alerts: what one person is to be told, was told, or was not told and why; and how they answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.subscription import SubscriptionId
from bot.domain.telling import NEW, Kind, Reason

AlertId = NewType("AlertId", str)

LETTERS = "ACDEFGHJKMNPQRTUVWXY"
"""Without those taken for digits or for one another (I, L, O, S, Z); B1 to B3 are postcodes."""

_ANSWER = re.compile(
    r"^\W*(?:(?P<before>[a-z])\W?)?(?P<digit>[123])(?:\W?(?P<after>[a-z]))?\W*"
    r"(?:please|pls|plz|thanks|thank you|thx|ta|mate|interested|not for me|more)?\W*$",
    re.IGNORECASE,
)


class AlertState(StrEnum):
    """Where an alert stands."""

    WAITING = "waiting"
    TOLD = "told"
    LEFT = "left"


class Wanted(StrEnum):
    """What one digit asks for."""

    INTERESTED = "1"
    NOT_FOR_ME = "2"
    MORE = "3"


@dataclass(frozen=True, slots=True)
class Alert:
    """One event of one opportunity for one person; there is one at most of the three together.

    `due_at` is when it is next looked at, `reason` why it was left. Once told: `text` is the text
    that told it, `letter` its code there, `answer` what they answered.
    """

    id: AlertId
    subscription: SubscriptionId
    person: PersonId
    opportunity: OpportunityId
    fit: float
    due_at: datetime
    event: str = NEW
    kind: Kind = Kind.NEWS
    state: AlertState = AlertState.WAITING
    reason: Reason | None = None
    settled_at: datetime | None = None
    text: str = ""
    letter: str = ""
    answer: Wanted | None = None

    def told(self, text: str, at: datetime, letter: str = "") -> Alert:
        """Told in that text, at that moment."""
        return replace(
            self, state=AlertState.TOLD, reason=None, settled_at=at, text=text, letter=letter
        )

    def left(self, reason: Reason, at: datetime) -> Alert:
        """Not told, for that reason."""
        return replace(self, state=AlertState.LEFT, reason=reason, settled_at=at)

    @property
    def awaits_answer(self) -> bool:
        """Whether it has a code and neither 1 nor 2 was answered."""
        return bool(self.letter) and self.answer not in {Wanted.INTERESTED, Wanted.NOT_FOR_ME}


@dataclass(frozen=True, slots=True)
class AlertText:
    """A text that told something: its id is its notification's key, `link` stood in it."""

    id: str
    subscription: SubscriptionId
    person: PersonId
    link: str
    segments: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AlertRun:
    """One look for news; the next begins after its revision and after the last change it took.

    `changes_to` is that change's number. `seed` decided the order; `counts` are numbers of people
    by what came of it, for publishing.
    """

    number: int
    at: datetime
    revision: str
    changes_to: int
    seed: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlertAnswer:
    """An answer by one digit, and the letter of the alert where one was given."""

    wanted: Wanted
    letter: str = ""


def answer_in(text: str) -> AlertAnswer | None:
    """The answer that the whole text is ("1", "a1", "B 2 please"); None for anything else."""
    found = _ANSWER.match(text)
    if found is None or (found["before"] and found["after"]):
        return None
    return AlertAnswer(Wanted(found["digit"]), (found["before"] or found["after"] or "").upper())


def next_letter(last: str, in_use: Collection[str]) -> str:
    """The next letter round after the last one given that stands for nothing else.

    Where all are in use the next one is taken all the same, and stands for the newer alert.
    """
    start = LETTERS.index(last) + 1 if last and last in LETTERS else 0
    turn = LETTERS[start:] + LETTERS[:start]
    return next((one for one in turn if one not in in_use), turn[0])
