"""What an opportunity's text comes to, as it is stored for an index to take in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.opportunity import LONDON, Kind, Opportunity, OpportunityId

_RUNS_ON = frozenset({Kind.PLANNED, Kind.RE_LET, Kind.OPEN_FRAMEWORK})


@dataclass(frozen=True, slots=True)
class MadeWith:
    """Names what rows were made with: rows whose `vectors` differ cannot be compared.

    Facts of another `vocabulary` may miss a trade in a title, and are made anew when there is time.
    """

    vectors: str
    vocabulary: str


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One opportunity's: a packed vector and facts, as bytes, and from when it is over.

    `over_from` is None where nothing tells.
    """

    text_hash: str
    vector: bytes
    facts: bytes
    numbers: bytes
    counts: bytes
    over_from: datetime | None


@dataclass(frozen=True, slots=True)
class HeldVector:
    """A packed vector, and the hash of the text that it is of."""

    text_hash: str
    vector: bytes


@dataclass(frozen=True, slots=True)
class ReadyRows:
    """The rows of many, column by column; `joined` are shown for several processes that are one."""

    ids: Sequence[OpportunityId]
    vectors: Sequence[bytes]
    facts: Sequence[bytes]
    numbers: Sequence[bytes]
    counts: Sequence[bytes]
    joined: frozenset[OpportunityId]


def over_from(opportunity: Opportunity) -> datetime | None:
    """The moment from which on it cannot be answered, by what is known now; None if none is known.

    It may be over before: what is never open at all has a moment only if it names one.
    """
    ends = opportunity.ends_on if opportunity.kind in _RUNS_ON else None
    moments = [opportunity.cancelled_at, opportunity.awarded_at, opportunity.deadline]
    if ends and not (opportunity.kind is Kind.OPEN_FRAMEWORK and opportunity.deadline):
        moments.append(datetime.combine(ends + timedelta(days=1), time(), LONDON))
    return min((one for one in moments if one), default=None)
