"""What is asked after a win: how it went, of both sides, and the story that the firm may tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.consent import Consent
from bot.domain.introduction import IntroductionId
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.supplier import SupplierId
from bot.domain.won_work import WinId

AFTER_DAYS = (30, 90)
"""So many days after a win both sides are asked."""

ASKED_FOR = timedelta(days=14)
"""One that became due longer ago than this is not asked any more."""


PAID_WITHIN = 30
"""Days from a proper invoice within which most public buyers must pay."""


class Side(StrEnum):
    """Who is asked."""

    OWNER = "owner"
    BUYER = "buyer"


class Went(StrEnum):
    """What they say of it: of the work whether it was done, of pay whether within 30 days."""

    YES = "yes"
    PART = "part"
    NOT_YET = "not_yet"
    LATE = "late"
    NO = "no"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One side asked once, so many days after a win; None is not answered.

    `introduction` is the id of what was won: of an introduction, or of a win that was only told.
    `who` answered: the id of a person or of a buyer's contact; `words` are their own.
    """

    introduction: IntroductionId | WinId
    days: int
    side: Side
    asked_at: datetime
    delivered: Went | None = None
    paid: Went | None = None
    answered_at: datetime | None = None
    words: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What a firm tells of work that it won, in its own words: three answers.

    `agreed` is the firm's yes to this story on its page, as it was shown, and `agreed_by` whose yes
    it was; None while there is none or it was taken back.
    """

    id: str
    supplier: SupplierId
    buyer: str
    title: str
    needed: str
    did: str
    came: str
    told_at: datetime
    opportunity: OpportunityId | None = None
    agreed: Consent | None = None
    agreed_by: PersonId | None = None


TROUBLE = frozenset({Went.LATE, Went.NO})
"""What a person should look at, said of pay."""


def is_trouble(one: FollowUp) -> bool:
    """Whether what was said calls for help: paid late or not at all, or the work fell through."""
    return one.paid in TROUBLE or one.delivered is Went.NO


def latest_open(asked: Iterable[FollowUp]) -> FollowUp | None:
    """Of one side's, the question that waits: the last one asked, unless it was answered.

    An older one that nobody answered is over once the next was put.
    """
    last = max(asked, key=lambda one: (one.asked_at, one.days), default=None)
    return last if last and last.answered_at is None else None


def due_days(won_at: datetime, now: datetime) -> list[int]:
    """After how many days both sides are to be asked now; none that is long past."""
    return [
        days
        for days in AFTER_DAYS
        if timedelta() <= now - won_at - timedelta(days=days) < ASKED_FOR
    ]
