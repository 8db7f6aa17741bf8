"""When a firm may not be put forward once more: no buyer is flooded, and a "not now" counts."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.introduction import (
    UNDELIVERED,
    WAITING,
    Introduction,
    IntroductionState,
    Why,
    buyer_key,
)
from bot.domain.opportunity import OpportunityId
from bot.domain.working_days import LONDON, is_working_day

A_WEEK = timedelta(days=7)
MOST_A_WEEK = 3
"""Introductions of one firm to one buyer in seven days."""

USUAL_ANSWER_DAYS = 5
"""Working days in which an answer is expected of a buyer who promised none."""

UNSENT_FOR = timedelta(days=30)
"""How long one waits for a mailbox of the buyer before it is closed."""

STRAYS_FOR = timedelta(days=14)
"""How long one that came back waits where no other mailbox of the buyer takes leads."""

ASK_AGAIN_AFTER = timedelta(days=90)
"""After so long a note that a buyer did not answer, or refused, may be sent anew."""


class Refused(StrEnum):
    """Why the firm is not put forward."""

    SAME = "same"
    ANSWERED = "answered"
    NOT_NOW = "not_now"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, because of which one, and from when it may be asked again (None: not at all)."""

    why: Refused
    because_of: Introduction
    again_at: datetime | None = None


def refusal_of(
    earlier: Iterable[Introduction], buyer: str, opportunity: OpportunityId | None, now: datetime
) -> Refusal | None:
    """Why a firm with these earlier introductions is not put forward to the buyer now, or None.

    One that is live is the same. A refused or unanswered one for an opportunity is not sent twice;
    for what a buyer buys it may be after some months. A "not now" keeps notes away until its time.
    """
    key = buyer_key(buyer)
    theirs = [one for one in earlier if one.buyer_key == key]
    for one in (o for o in theirs if o.opportunity == opportunity):
        if one.is_live:
            return Refusal(Refused.SAME, one)
        is_room = one.state in _MADE_ROOM or not one.was_shared
        if not is_room and (opportunity or now < one.last.at + ASK_AGAIN_AFTER):
            until = one.last.until or (None if opportunity else one.last.at + ASK_AGAIN_AFTER)
            if until is None or now < until:
                return Refusal(_kind_of(one), one, until)
    for one in theirs:
        if opportunity is None and one.last.until and now < one.last.until:
            return Refusal(Refused.NOT_NOW, one, one.last.until)
    lately = sorted(
        (o for o in theirs if o.requested_at > now - A_WEEK), key=lambda o: o.requested_at
    )
    if len(lately) >= MOST_A_WEEK:
        oldest = lately[-MOST_A_WEEK]
        return Refusal(Refused.TOO_MANY, lately[-1], oldest.requested_at + A_WEEK)
    return None


_MADE_ROOM = frozenset({IntroductionState.WITHDRAWN, IntroductionState.WON})


def _kind_of(one: Introduction) -> Refused:
    return Refused.NOT_NOW if one.last.until else Refused.ANSWERED


class Chase(StrEnum):
    """What is to be done about one that waits."""

    NUDGE = "nudge"
    SILENT = "silent"
    CLOSED = "closed"
    NOT_SENT = "not_sent"
    NO_MAILBOX = "no_mailbox"


def chase_of(  # noqa: PLR0913 - what is looked at, each by its name
    one: Introduction,
    now: datetime,
    *,
    is_open: bool,
    has_mailbox: bool,
    days: int,
    holidays: AbstractSet[date],
) -> Chase | None:
    """What is due: `days` are the working days in which the buyer promised to answer.

    After them it is reminded of once; after as many more it is closed as not answered. What can no
    longer be answered at all (`is_open`) is closed at once. One that is not with the buyer waits
    for a mailbox; not for long where it came back and none is left (`has_mailbox`).
    """
    is_unsent = one.state is IntroductionState.REQUESTED
    if not is_unsent and one.state not in WAITING:
        return None
    if not is_open:
        return Chase.CLOSED
    if is_unsent:
        return _due_unsent(one, now, has_mailbox=has_mailbox)
    sent_at = next(s.at for s in reversed(one.history) if s.state is IntroductionState.SENT)
    answer_by = one.answer_by or after_working_days(sent_at, days, holidays)
    if now < answer_by:
        return None
    if one.nudged_at is None:
        return Chase.NUDGE
    return Chase.SILENT if now >= after_working_days(one.nudged_at, days, holidays) else None


def _due_unsent(one: Introduction, now: datetime, *, has_mailbox: bool) -> Chase | None:
    if not has_mailbox and one.last.why in UNDELIVERED:
        return Chase.NO_MAILBOX if now >= gives_up_at(one) else None
    return Chase.NOT_SENT if now >= one.last.at + UNSENT_FOR else None


def gives_up_at(one: Introduction) -> datetime:
    """When one that waits for a mailbox is closed, if none of the buyer's takes it until then."""
    return one.last.at + (STRAYS_FOR if one.last.why in UNDELIVERED else UNSENT_FOR)


def after_working_days(start: datetime, days: int, holidays: AbstractSet[date]) -> datetime:
    """The same time of day so many working days later, as London counts them."""
    moment = start.astimezone(LONDON)
    while days > 0:
        moment += timedelta(days=1)
        days -= is_working_day(moment.date(), holidays)
    return moment.astimezone(start.tzinfo)


def closes_for(why: Chase) -> Why:
    """The reason of the step by which such a one is closed."""
    return Why(why.value)
