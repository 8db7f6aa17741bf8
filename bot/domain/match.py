"""What is matched with what, and the outcome: the vocabulary of matching."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.conversation import Criteria
from bot.domain.opportunity import Kind, Opportunity
from bot.domain.place import Place, Reach
from bot.domain.trade import Trade
from bot.domain.working_days import working_days_until

LONDON = ZoneInfo("Europe/London")

LISTS = frozenset({Kind.OPEN_FRAMEWORK})
"""Kinds under which a place stands for an area in which work is called off."""

MANY_CODES = 8
"""From more codes than this on, each kind of work is one of many."""

SHORT_NOTICE_DAYS, SOON_DAYS = 3, 7


@dataclass(frozen=True, slots=True)
class Remark:
    """One reason: the key of its phrase and the facts that fill it."""

    key: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The chance in [0, 1] that a work is what the owner's words ask for, as learnt.

    `says_all`: it says each of several words that the owner said.
    """

    chance: float
    says_all: bool = False


@dataclass(frozen=True, slots=True)
class TradeFit:
    """How an opportunity asks for a trade: by code, in its title, or in its description."""

    trade: str
    code: str | None = None
    code_fit: float = 0.0
    quote: str | None = None
    in_title: bool = False

    @property
    def relevance(self) -> float:
        """In [0, 1]: a code says most, the title next, a mention in the description least."""
        words = 0.45 if self.in_title else 0.2 if self.quote else 0.0
        return 0.5 * self.code_fit + words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: the owner's criteria with the trades and the place looked up."""

    criteria: Criteria
    trades: tuple[Trade, ...]
    place: Place
    place_was_said: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An opportunity with what was worked out about it before judging."""

    opportunity: Opportunity
    likeness: Likeness
    reach: Reach
    miles: float | None
    fits: tuple[TradeFit, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """All that speaks for or against one opportunity; `holidays` are the days that banks keep."""

    candidate: Candidate
    wanted: Wanted
    fit: TradeFit | None
    reach: Reach
    days: int | None
    now: datetime
    holidays: frozenset[date] = frozenset()

    @property
    def working_days(self) -> int | None:
        """Working days from tomorrow until the last that can be used whole or in part."""
        deadline = self.candidate.opportunity.deadline
        return working_days_until(deadline, self.now, self.holidays) if deadline else None


def days_left(opportunity: Opportunity, now: datetime) -> int | None:
    """Days from today until the day of the deadline, both in London: 0 is today; None without."""
    if opportunity.deadline is None:
        return None
    return (opportunity.deadline.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
