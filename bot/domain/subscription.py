"""Subscriptions: what a person asked to be told of, how often, and when they want peace."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from bot.domain.errors import InvalidInputError
from bot.domain.person import PersonId
from bot.domain.reaching import Means
from bot.domain.supplier import SupplierId

SubscriptionId = NewType("SubscriptionId", str)

EVERY_DAY = frozenset(range(7))
WEEKLY_CAP = 5
MOST_A_WEEK = 50
MONDAY = 0


class Often(StrEnum):
    """How soon news is told: each by itself, or gathered for a day or a week."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a person is told, as London's clocks and calendar have it.

    `opens` to `closes` is half-open, and outside it is quiet. Days are 0 for Monday to 6. `weekday`
    is the day of a weekly text, `weekly_cap` how many texts of news may come in any seven days.
    """

    often: Often = Often.AT_ONCE
    weekday: int = MONDAY
    days: frozenset[int] = EVERY_DAY
    opens: time = time(8)
    closes: time = time(20)
    on_holidays: bool = False
    weekly_cap: int = WEEKLY_CAP

    def __post_init__(self) -> None:
        """Raises InvalidInputError for a rhythm by which nobody could ever be told."""
        if not self.days or not self.days <= EVERY_DAY or self.weekday not in EVERY_DAY:
            raise InvalidInputError("There must be a day on which texts may come.")
        if not self.opens < self.closes:
            raise InvalidInputError("The time from which texts may come must be before its end.")
        if not 0 < self.weekly_cap <= MOST_A_WEEK:
            raise InvalidInputError(f"Texts a week can be 1 to {MOST_A_WEEK}.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What news is wanted: sums in pounds, trades by name, miles from the firm; None: any.

    What a notice does not say never leaves it out.
    """

    least: Decimal | None = None
    most: Decimal | None = None
    without: frozenset[str] = frozenset()
    within_miles: float | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one person asked to be told for one firm; it says nothing of their consent.

    `near_misses`: whether they want to hear of the nearest thing after weeks of silence.
    """

    id: SubscriptionId
    person: PersonId
    supplier: SupplierId
    means: Means
    began_at: datetime
    rhythm: Rhythm = field(default_factory=Rhythm)
    wishes: Wishes = field(default_factory=Wishes)
    near_misses: bool = True
    paused_until: datetime | None = None
    ended_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether it had been ended by the moment."""
        return self.ended_at is not None and self.ended_at <= now

    def ended(self, now: datetime) -> Subscription:
        """Ended now; one that is over already stays as it is."""
        return self if self.is_over(now) else replace(self, ended_at=now)

    def begun_again(self, now: datetime) -> Subscription:
        """Wanted from now on with the same rules, if it was over; no pause outlasts that."""
        if not self.is_over(now):
            return self
        return replace(self, began_at=now, ended_at=None, paused_until=None)
