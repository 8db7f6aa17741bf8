"""Opportunities: something a buyer wants bought, and what state it is in at a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot.domain.buyer import Buyer
from bot.domain.challenge import Phase
from bot.domain.money import NOT_STATED, Value
from bot.domain.place import Coverage

LONDON = ZoneInfo("Europe/London")

OpportunityId = NewType("OpportunityId", str)
Ocid = NewType("Ocid", str)
CpvCode = NewType("CpvCode", str)


class Kind(StrEnum):
    """What sort of opening it is."""

    TENDER = "tender"
    QUICK_QUOTE = "quick_quote"
    PLANNED = "planned"
    MARKET_ENGAGEMENT = "market_engagement"
    CHALLENGE = "challenge"
    OPEN_FRAMEWORK = "open_framework"
    SUBCONTRACT = "subcontract"
    RE_LET = "re_let"


class Visibility(StrEnum):
    """Who may see it: only named suppliers, or everybody."""

    INVITED = "invited"
    ADVERTISED = "advertised"


class State(StrEnum):
    """Where it stands at a moment; computed, never stored."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    AWARDED = "awarded"
    CANCELLED = "cancelled"


class Category(StrEnum):
    """What is bought, as Schedule 1 of the Procurement Act 2023 divides it."""

    GOODS = "goods"
    SERVICES = "services"
    WORKS = "works"
    LIGHT_TOUCH = "light_touch"


class Law(StrEnum):
    """Under which law a notice says it was published."""

    PROCUREMENT_ACT = "procurement_act"
    ANOTHER = "another"


class SuitableFor(StrEnum):
    """Whom the buyer calls it particularly suitable for (a remark, not a reservation)."""

    SME = "sme"
    VCSE = "vcse"


class ContactUse(StrEnum):
    """What somebody whom a notice names may be written to about."""

    ENQUIRIES = "enquiries"
    """Questions about that notice, and nothing else."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the notice names, what they may be written to about, and until when.

    Where `until` is not known it is for as long as the notice can be answered. Two are the same who
    are named the same.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    use: ContactUse = field(default=ContactUse.ENQUIRIES, compare=False)
    until: datetime | None = field(default=None, compare=False)

    @property
    def named(self) -> dict[str, str | None]:
        """Who it is, by the names of the fields."""
        return {"name": self.name, "email": self.email, "phone": self.phone, "url": self.url}


BUYER_LIST = "buyer_list"
"""The source that is a list which a buyer sent: what is in it is published nowhere else."""

POSTED_HERE = "posted_here"
"""The source of what a buyer posts on the service itself."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where it was published, the line that its licence asks for, and when it was last said."""

    name: str
    url: str | None
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Something a buyer wants bought. All moments are aware UTC; `cpv` is most general first.

    `elsewhere` is where the same was published too; it is told when read, never stored.
    """

    id: OpportunityId
    kind: Kind
    title: str
    description: str
    buyer: Buyer
    source: Source
    ocid: Ocid | None = None
    reference: str | None = None
    visibility: Visibility = Visibility.ADVERTISED
    category: Category | None = None
    value: Value = NOT_STATED
    cpv: tuple[CpvCode, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    published_at: datetime | None = None
    deadline: datetime | None = None
    awarded_at: datetime | None = None
    cancelled_at: datetime | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    suitable_for: frozenset[SuitableFor] = frozenset()
    reserved_for: str | None = None
    procurement_method: str | None = None
    above_threshold: bool | None = None
    law: Law | None = None
    special_regimes: frozenset[str] = frozenset()
    phases: tuple[Phase, ...] = ()
    how_to_respond: str | None = None
    contact: Contact | None = None
    is_sample: bool = False
    elsewhere: tuple[Source, ...] = ()

    @property
    def contact_until(self) -> datetime | None:
        """When whoever it names is no more to be written to: once it is over, however it ends."""
        known = [m for m in (self.deadline, self.awarded_at, self.cancelled_at) if m]
        return min(known, default=None)

    def state_at(self, now: datetime) -> State:
        """The state at a moment (aware).

        Without a deadline nothing shows that it still takes answers, so it counts as closed,
        unless it is only planned, or a list that runs on until a day it names. The moment of the
        deadline is too late (half-open); a forecast ends with the contract that it is about.
        """
        if self.cancelled_at and self.cancelled_at <= now:
            return State.CANCELLED
        if self.awarded_at and self.awarded_at <= now:
            return State.AWARDED
        if self.deadline and self.deadline <= now:
            return State.CLOSED
        if self.kind in {Kind.PLANNED, Kind.RE_LET}:
            return State.CLOSED if self._has_ended(now) else State.PLANNED
        runs_on = self.kind is Kind.OPEN_FRAMEWORK and self.ends_on and not self._has_ended(now)
        return State.OPEN if self.deadline or runs_on else State.CLOSED

    def _has_ended(self, now: datetime) -> bool:
        return self.ends_on is not None and self.ends_on < now.astimezone(LONDON).date()

    def is_known_at(self, now: datetime) -> bool:
        """Whether it had been published by that moment."""
        return self.published_at is None or self.published_at <= now


def can_be_answered(state: State) -> bool:
    """Whether an owner can still do something about it."""
    return state in {State.OPEN, State.PLANNED}
