"""Entries: what a buyer posts here itself, by one of two doors, and whom it invited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from bot.domain.challenge import Phase
from bot.domain.errors import InvalidInputError
from bot.domain.money import NOT_STATED, Value
from bot.domain.notice import ProcessKey
from bot.domain.officer import BuyerName, OfficerId
from bot.domain.opportunity import Category, CpvCode, Kind, OpportunityId, Visibility
from bot.domain.reaching import Means
from bot.domain.reservation import Reservation
from bot.domain.supplier import SupplierId

EntryId = NewType("EntryId", str)

ENTRY_KINDS = (Kind.QUICK_QUOTE, Kind.MARKET_ENGAGEMENT, Kind.CHALLENGE)
LONGEST_TITLE = 150
LONGEST_WORDS = 5_000
LONGEST_LINE = 300
MOST_QUESTIONS = 8
"""What firms are asked to answer besides a price: more is no quick quote."""


class Door(StrEnum):
    """Whom it is for: the suppliers that the buyer names, or everybody."""

    INVITE = "invite"
    ADVERTISE = "advertise"

    @property
    def visibility(self) -> Visibility:
        """Who may see what came through it."""
        return Visibility.INVITED if self is Door.INVITE else Visibility.ADVERTISED


class EntryState(StrEnum):
    """Where an entry stands at a moment; computed, never stored."""

    DRAFT = "draft"
    POSTED = "posted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Barrier(StrEnum):
    """What keeps small firms out, as section 86 asks buyers to consider."""

    TIME = "time"
    SIZE = "size"
    INSURANCE = "insurance"
    PAPERWORK = "paperwork"
    WORDING = "wording"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class PhaseOffer:
    """One phase of a challenge: what must come of it, and the pounds paid for it; None if none."""

    phase: Phase
    outcome: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BarriersConsidered:
    """The record that small firms' barriers were considered before inviting (section 86).

    `lowered` are those that were removed or made lower; none is an answer too.
    """

    at: datetime
    lowered: tuple[Barrier, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a buyer wants, from the first draft on. Moments are aware; `value` is of the whole term.

    `questions` are what firms answer besides their price. `notice_number` is that of the Find a
    Tender notice, where the law asks for one. `author` is None once their account was erased.
    """

    id: EntryId
    buyer: BuyerName
    kind: Kind
    created_at: datetime
    changed_at: datetime
    title: str = ""
    wanted: str = ""
    door: Door | None = None
    category: Category | None = None
    value: Value = NOT_STATED
    cpv: tuple[CpvCode, ...] = ()
    questions: tuple[str, ...] = ()
    phases: tuple[PhaseOffer, ...] = ()
    postcode: str | None = None
    starts_on: date | None = None
    deadline: datetime | None = None
    reservation: Reservation | None = None
    barriers: BarriersConsidered | None = None
    notice_number: str | None = None
    author: OfficerId | None = None
    posted_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        """Raises InvalidInputError, naming the field, for what no entry can be."""
        if self.kind not in ENTRY_KINDS:
            raise InvalidInputError("The field kind is none that a buyer posts here.")
        _within("title", self.title, LONGEST_TITLE)
        _within("wanted", self.wanted, LONGEST_WORDS)
        if len(self.questions) > MOST_QUESTIONS:
            raise InvalidInputError(f"The field questions may have {MOST_QUESTIONS} of them.")
        for line in (*self.questions, *(one.outcome for one in self.phases)):
            _within("questions and outcomes", line, LONGEST_LINE)

    @property
    def opportunity_id(self) -> OpportunityId:
        """The opportunity that it becomes when it is posted."""
        return OpportunityId(self.id)

    @property
    def process_key(self) -> ProcessKey:
        """The process that it is saved under as an opportunity."""
        return ProcessKey(f"entry-{self.id}")

    def state_at(self, now: datetime) -> EntryState:
        """The state at a moment (aware); the moment of the deadline is too late (half-open)."""
        if self.withdrawn_at and self.withdrawn_at <= now:
            return EntryState.WITHDRAWN
        if self.posted_at is None or self.posted_at > now:
            return EntryState.DRAFT
        is_over = self.deadline is not None and self.deadline <= now
        return EntryState.CLOSED if is_over else EntryState.POSTED

    def takes_answers_at(self, now: datetime) -> bool:
        """Whether firms may answer it at that moment."""
        return self.state_at(now) is EntryState.POSTED


@dataclass(frozen=True, slots=True)
class Invitation:
    """That a supplier was asked to answer an entry; `by` is None once their account was erased.

    `told` are the means by which it was written to; `seen_at` is when it first learnt of it on a
    page or in the chat, None while it has not.
    """

    entry: EntryId
    supplier: SupplierId
    at: datetime
    by: OfficerId | None
    told: tuple[Means, ...] = ()
    seen_at: datetime | None = None


def may_see(entry: Entry, invited: frozenset[SupplierId], supplier: SupplierId | None) -> bool:
    """Whether a supplier (None: anybody) may see an entry that has been posted.

    `invited` are those invited to it. What was withdrawn stays to be seen by whoever could.
    """
    if entry.posted_at is None:
        return False
    return entry.door is Door.ADVERTISE or supplier in invited


def _within(field: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidInputError(f"The field {field} may have {longest} characters.")
