"""What stands in one digest: leads by opportunity, reminders, outcomes, and new firms.

Facts only, each with what it stands on. Where the law forbids a buyer to take a firm's place into
account, no place is among them, and none has a part in who stands here or in which order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.buyer_contact import BuyerContact
from bot.domain.digest import DigestItem, Told, Week
from bot.domain.introduction import Introduction, SharedFact
from bot.domain.opportunity import OpportunityId
from bot.domain.reservation import Reservation
from bot.domain.supplier import SupplierId

PLACE_FACTS = frozenset({"place", "travel", "postcode", "address", "registered_office"})
"""Facts about a firm that are about where it is."""


@dataclass(frozen=True, slots=True)
class MetNeed:
    """Something that the notice asks for, in its own words, and the fact that meets it."""

    asked: str
    fact: SharedFact


@dataclass(frozen=True, slots=True)
class LeadTold:
    """One lead: what the firm agreed to share, as far as this buyer may see it."""

    introduction: Introduction
    facts: tuple[SharedFact, ...]
    needs: tuple[MetNeed, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadsOfOne:
    """The leads for one opportunity; without one, for what the buyer buys."""

    opportunity: OpportunityId | None
    title: str
    deadline: datetime | None
    leads: tuple[LeadTold, ...]


@dataclass(frozen=True, slots=True)
class NewSupplier:
    """A firm that lately agreed to be shown to buyers, in its own words; `trades` as it says."""

    id: SupplierId
    name: str
    work: str
    trades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigestContents:
    """All of one contact's digest. A half-open window: what happens at `end` is the next one's."""

    contact: BuyerContact
    week: Week
    first: datetime
    end: datetime
    leads: tuple[LeadsOfOne, ...] = ()
    unanswered: tuple[LeadTold, ...] = ()
    outcomes: tuple[Introduction, ...] = ()
    suppliers: tuple[NewSupplier, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say, and so no mail."""
        return not (self.leads or self.unanswered or self.outcomes or self.suppliers)

    @property
    def all_leads(self) -> Iterator[LeadTold]:
        """The new leads in their order."""
        for one in self.leads:
            yield from one.leads

    @property
    def items(self) -> list[DigestItem]:
        """What is told by it, once to this contact."""
        told = [lead_item(one.introduction) for one in self.all_leads]
        told += [unanswered_item(one.introduction) for one in self.unanswered]
        told += [outcome_item(one) for one in self.outcomes]
        return [*told, *(supplier_item(one.id) for one in self.suppliers)]


def lead_item(one: Introduction) -> DigestItem:
    """That the lead is there; one that came back and goes out anew is another."""
    return DigestItem(Told.LEAD, _going_out(one), one.supplier)


def unanswered_item(one: Introduction) -> DigestItem:
    """That the lead still waits for its answer."""
    return DigestItem(Told.UNANSWERED, _going_out(one), one.supplier)


def _going_out(one: Introduction) -> str:
    return f"{one.id}:{one.came_back}" if one.came_back else one.id


def outcome_item(one: Introduction) -> DigestItem:
    """What came of the lead; each state is told by itself."""
    return DigestItem(Told.OUTCOME, f"{one.id}:{one.state}", one.supplier)


def supplier_item(one: SupplierId) -> DigestItem:
    """That the firm is new."""
    return DigestItem(Told.NEW_SUPPLIER, one, one)


def may_see_places(*, s17: bool | None, reservation: Reservation | None) -> bool:
    """Whether a buyer may be shown where a firm is.

    One that section 17 binds only with a recorded decision to reserve that need; one of whom that
    is not known is treated as bound.
    """
    return s17 is False or reservation is not None
