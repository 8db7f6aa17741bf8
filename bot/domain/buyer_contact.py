"""Buyers' contacts: role mailboxes that leads and digests go to, since somebody there agreed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.domain.errors import InvalidInputError
from bot.domain.organisation_name import same_organisation_key
from bot.domain.reaching import Address, Means

BuyerContactId = NewType("BuyerContactId", str)

CONFIRMATION_LASTS = timedelta(days=14)
"""Long enough for a mailbox that a team reads, somebody of which is on leave."""

LONGEST_NAME = 200
LONGEST_EVIDENCE = 500
FEWEST_DAYS, MOST_DAYS = 1, 60

_ROLES = re.compile(
    r"procure|purchas|tender|contract|commission|suppl(?:y|ies)|buy|sourcing|commercial|quot"
    r"|category|estates|catering|facilit|works|services?\b|finance|team|office|info|enquir|help"
    r"|hello|contact|admin|mail|desk|market|engage|innovat|digital|econom|local|cps\b|hub"
)
_A_PERSON = re.compile(r"[a-z]+[._-][a-z]+\d*|[a-z]\.?[a-z]{3,}\d*")
_FOR_ANYBODY = frozenset(
    {"gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com"}
    | {"live.co.uk", "yahoo.com", "yahoo.co.uk", "icloud.com", "aol.com", "btinternet.com"}
)


class Frequency(StrEnum):
    """How often a digest goes; `paused`: not for now, and nothing is lost meanwhile."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    PAUSED = "paused"


class Ended(StrEnum):
    """Why nothing goes to a contact any more."""

    UNSUBSCRIBED = "unsubscribed"
    BOUNCED = "bounced"
    WRONG_MAILBOX = "wrong_mailbox"
    BY_COORDINATOR = "by_coordinator"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What shows that the buyer agreed: who, when, to which exact wording, and where that is seen.

    `agreed_by` is the name and role of whoever agreed, `enrolled_by` the coordinator who noted it,
    `evidence` where it can be looked up ("mail of 20 November"). A later one replaces it.
    """

    agreed_by: str
    agreed_at: datetime
    wording: str
    version: str
    enrolled_by: str
    enrolled_at: datetime
    evidence: str = ""

    def __post_init__(self) -> None:
        """Raises InvalidInputError, naming the fault, for what proves no agreement."""
        if self.agreed_at.tzinfo is None or self.enrolled_at.tzinfo is None:
            raise InvalidInputError("The moment of an agreement needs a time zone.")
        if self.agreed_at > self.enrolled_at:
            raise InvalidInputError("An agreement cannot be noted before it was given.")
        for said, what in ((self.agreed_by, "agreed"), (self.enrolled_by, "enrols the mailbox")):
            if not 0 < len(said.strip()) <= LONGEST_NAME:
                raise InvalidInputError(f"Say who {what}, in up to {LONGEST_NAME} characters.")
        if not self.wording.strip() or not self.version.strip():
            raise InvalidInputError("An agreement holds the words that were agreed to.")
        if len(self.evidence) > LONGEST_EVIDENCE:
            raise InvalidInputError(f"Evidence may have {LONGEST_EVIDENCE} characters.")


@dataclass(frozen=True, slots=True)
class BuyerContact:
    """A mailbox of a buyer; leads and digests go there once it confirmed and until it ended.

    `buyer` is the buyer's name, as the register has it where it stands there. `categories` are
    names of trades that this mailbox deals with; none means all. `answers_within` are the working
    days in which it promised to answer a lead.
    """

    id: BuyerContactId
    buyer: str
    address: Address
    enrolment: Enrolment
    categories: tuple[str, ...] = ()
    frequency: Frequency = Frequency.WEEKLY
    answers_within: int = 5
    confirmed_at: datetime | None = None
    ended: Ended | None = None
    ended_at: datetime | None = None

    def __post_init__(self) -> None:
        """Raises InvalidInputError for what is no mailbox of a buyer."""
        if self.address.means is not Means.MAIL:
            raise InvalidInputError("A buyer's contact is an e-mail address.")
        if not self.buyer_key:
            raise InvalidInputError("A contact needs the name of its buyer.")
        if not FEWEST_DAYS <= self.answers_within <= MOST_DAYS:
            raise InvalidInputError(
                f"Working days in which to answer are {FEWEST_DAYS} to {MOST_DAYS}."
            )
        if (self.ended is None) != (self.ended_at is None):
            raise InvalidInputError("A contact that ended has a reason and a moment.")

    @property
    def buyer_key(self) -> str:
        """The same for one buyer, however its name is written."""
        return same_organisation_key(self.buyer)

    @property
    def stands(self) -> bool:
        """Whether leads and digests may go there: it confirmed, and did not end."""
        return self.confirmed_at is not None and self.ended is None

    @property
    def waits(self) -> bool:
        """Whether its own confirmation is still to come."""
        return self.confirmed_at is None and self.ended is None

    def confirmed(self, at: datetime) -> BuyerContact:
        """As somebody who reads the mailbox confirmed; the first time stands."""
        return self if self.confirmed_at else replace(self, confirmed_at=at)

    def ended_by(self, why: Ended, at: datetime) -> BuyerContact:
        """As nothing goes there any more; the first reason stands."""
        return self if self.ended else replace(self, ended=why, ended_at=at)

    def resumed(self) -> BuyerContact:
        """As it was before whoever reads it unsubscribed; it is theirs alone to take that back."""
        if self.ended is not Ended.UNSUBSCRIBED:
            return self
        return replace(self, ended=None, ended_at=None)

    def deals_with(self, trades: frozenset[str]) -> bool:
        """Whether work of these trades is for this mailbox; work of no known trade is."""
        return not self.categories or not trades or bool(trades & set(self.categories))


def is_personal(address: Address) -> bool:
    """Whether the address seems to be one person's, and not a team's.

    A role in the name tells a team's; a name like "jo.bloggs", or a mailbox that anybody can
    open, one person's. It is a guess from the spelling: whoever enrols it may know better.
    """
    name, _, domain = address.value.lower().partition("@")
    if domain in _FOR_ANYBODY:
        return True
    return not _ROLES.search(name) and bool(_A_PERSON.fullmatch(name))
