"""Owners' questions to a buyer: asked without a name, answered for everybody who may answer."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType

from bot.domain.feedback import Owner
from bot.domain.opportunity import LONDON, OpportunityId
from bot.domain.working_days import is_working_day

QuestionId = NewType("QuestionId", str)

LONGEST = 800
"""Characters of a question: a short paragraph."""
LONGEST_REPLY = 3000
MOST_OPEN = 5
"""Questions of one owner on one opportunity that may wait at once."""
ENDS_AT = time(17, 0)
"""When questions end on their last day, London time: while somebody is still at a desk."""
_LONG, _SHORT = 5, 2
"""Working days between posting and deadline from which two days, or one, are left to answer in."""


class QuestionState(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"


class DeclineReason(StrEnum):
    """Why an officer does not answer; the asker reads it in plain words."""

    RUDE = "rude"
    NOT_ABOUT_IT = "not_about_it"
    TELLS_WHO = "tells_who"
    ANSWERED_ALREADY = "answered_already"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of an owner's. `owner` is never told to the buyer or to others."""

    id: QuestionId
    opportunity: OpportunityId
    owner: Owner
    words: str
    asked_at: datetime
    state: QuestionState = QuestionState.WAITING
    settled_at: datetime | None = None
    reply: str = ""
    reason: DeclineReason | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A question with its answer, as everybody who sees the opportunity reads it."""

    id: QuestionId
    opportunity: OpportunityId
    words: str
    reply: str
    at: datetime


def questions_end(posted: datetime, deadline: datetime, holidays: AbstractSet[date]) -> datetime:
    """Until when questions are taken: 17:00, two working days before the day of the deadline.

    One day before where less than five working days lie between posting and deadline; where less
    than two do, until the deadline itself. Half-open: the moment itself is too late.
    """
    first, last = posted.astimezone(LONDON).date(), deadline.astimezone(LONDON).date()
    days = _working_days_between(first, last, holidays)
    left = 2 if days >= _LONG else 1 if days >= _SHORT else 0
    if not left:
        return deadline
    day = last
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day, holidays)
    return min(datetime.combine(day, ENDS_AT, LONDON).astimezone(deadline.tzinfo), deadline)


def _working_days_between(first: date, last: date, holidays: AbstractSet[date]) -> int:
    """Working days after the first up to and with the last."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)
