"""What is given out as open data in the service's own name, and from where a reader goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.opportunity import BUYER_LIST, POSTED_HERE, Opportunity

PUBLISHED_HERE = frozenset({BUYER_LIST, POSTED_HERE})
"""The sources of what is published nowhere else: notices of others are not ours to give out."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The last that a reader has: the next begins after it."""

    as_of: datetime
    id: str

    @classmethod
    def at(cls, one: Opportunity) -> Bookmark:
        """The bookmark at an opportunity."""
        return cls(one.source.as_of, one.id)


def over_since(one: Opportunity, now: datetime) -> datetime | None:
    """From when on it could not be answered any more; None while that is still to come."""
    moments = [one.deadline, one.awarded_at, one.cancelled_at]
    return min((at for at in moments if at and at <= now), default=None)


@dataclass(frozen=True, slots=True)
class Amended:
    """One change of what was posted, in words for readers of open data."""

    id: str
    at: datetime
    description: str
    rationale: str
