"""Officers: people who sign in for a buyer, or for whoever runs the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.domain.errors import InvalidInputError
from bot.domain.person import PersonId

OfficerId = NewType("OfficerId", str)
BuyerName = NewType("BuyerName", str)
"""A buyer by its name in the register of buyers (`content/buyers.yml`)."""

SIGN_IN_LASTS = timedelta(minutes=30)
"""How long an e-mailed link signs in: long enough for a slow mail gate, too short to be found."""

SESSION_LASTS = timedelta(hours=12)
"""How long somebody stays signed in whatever they do: a working day."""

SESSION_RESTS = timedelta(hours=2)
"""After how long without a page somebody is signed out."""


class Role(StrEnum):
    """What somebody signed in may do; the first two are of one buyer, the others of the service."""

    OFFICER = "officer"
    BUYER_ADMIN = "buyer_admin"
    COORDINATOR = "coordinator"
    OPERATOR = "operator"

    @property
    def is_of_a_buyer(self) -> bool:
        """Whether it is held for one buyer."""
        return self in {Role.OFFICER, Role.BUYER_ADMIN}


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who may sign in: `email` in its usual form, `buyer` for roles of a buyer alone.

    `ended_at` is when they stopped being one: from then on they sign in no more.
    """

    id: OfficerId
    email: str
    role: Role
    buyer: BuyerName | None
    since: datetime
    signed_in_at: datetime | None = None
    ended_at: datetime | None = None

    def __post_init__(self) -> None:
        """Raises InvalidInputError where role and buyer do not go together."""
        if self.role.is_of_a_buyer != (self.buyer is not None):
            raise InvalidInputError("An officer has a buyer, and the service's own people none.")

    @property
    def person(self) -> PersonId:
        """The person that the officer is: what is sent to them, kept and erased hangs on it."""
        return PersonId(self.id)

    @property
    def is_active(self) -> bool:
        """Whether they may sign in."""
        return self.ended_at is None

    def works_for(self, buyer: BuyerName) -> bool:
        """Whether they are of that buyer."""
        return self.is_active and self.buyer == buyer

    def looks_after_accounts_of(self, buyer: BuyerName) -> bool:
        """Whether they may add and end that buyer's officers."""
        if not self.is_active:
            return False
        if self.role is Role.BUYER_ADMIN:
            return self.buyer == buyer
        return self.role in {Role.COORDINATOR, Role.OPERATOR}


@dataclass(frozen=True, slots=True)
class Session:
    """That somebody is signed in in one browser; `ended_at` is set by signing out."""

    officer: OfficerId
    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it still counts at that moment."""
        lasts = min(self.begun_at + SESSION_LASTS, self.seen_at + SESSION_RESTS)
        return self.ended_at is None and now < lasts


def domain_of(email: str) -> str:
    """The part of an address after the @, in small letters."""
    return email.rpartition("@")[2].lower()


def is_within(email: str, domains: frozenset[str]) -> bool:
    """Whether the address is of one of the domains itself; those below it are others."""
    return domain_of(email) in domains
