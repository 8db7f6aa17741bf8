"""Quotes: what a firm offers for an opportunity posted here, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from bot.domain.feedback import Owner
from bot.domain.money import Vat, including_vat
from bot.domain.opportunity import OpportunityId

QuoteId = NewType("QuoteId", str)
FileId = NewType("FileId", str)

LONGEST_ANSWER = 3000
"""Characters of one answer: about a page."""
LONGEST_FIRM = 120
LONGEST_REACH = 200


class QuoteState(StrEnum):
    """Where a quote stands; a sent one may be changed or taken back until the closing moment."""

    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class VatSaid(StrEnum):
    """What the firm says of VAT on its price."""

    INCLUDED = "included"
    ADDED = "added"
    NOT_REGISTERED = "not_registered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ask:
    """A short question that the buyer wants answered with the price."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class QuoteFile:
    """A file that goes with a quote; `checked` is whether it was looked at for viruses."""

    id: FileId
    name: str
    media_type: str
    size: int
    digest: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered. The price is pounds for the whole job over its whole term."""

    firm: str = ""
    reach: str = ""
    price: Decimal | None = None
    vat: VatSaid | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    files: tuple[QuoteFile, ...] = ()

    def with_answer(self, key: str, text: str) -> Offer:
        """With that answer in place of the one before."""
        return replace(self, answers={**self.answers, key: text})

    @property
    def with_vat(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most that the buyer pays; apart only where VAT is not known."""
        if self.price is None or self.vat is None:
            return None
        added = including_vat(self.price, Vat.EXCLUDED)
        match self.vat:
            case VatSaid.ADDED:
                return added, added
            case VatSaid.UNKNOWN:
                return self.price, added
        return self.price, self.price

    def missing(self, asks: Sequence[Ask]) -> list[str]:
        """Which parts are still to be filled in, in the order in which they are asked."""
        parts = {
            "price": self.price is not None,
            "vat": self.vat is not None,
            **{ask.key: bool(self.answers.get(ask.key, "").strip()) for ask in asks},
            "firm": bool(self.firm.strip()),
            "reach": bool(self.reach.strip()),
        }
        return [part for part, is_there in parts.items() if not is_there]


@dataclass(frozen=True, slots=True)
class Quote:
    """One firm's quote for one opportunity, as its owner sees it.

    `draft` is what they are writing; `sent` what counts, None where nothing does. `version` counts
    how often it was sent; `received_at` is when the last one came.
    """

    id: QuoteId
    opportunity: OpportunityId
    owner: Owner
    begun_at: datetime
    changed_at: datetime
    state: QuoteState = QuoteState.DRAFT
    draft: Offer = field(default_factory=Offer)
    version: int = 0
    received_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether the buyer will see it."""
        return self.state is QuoteState.SENT


class Did(StrEnum):
    """What an owner did with a quote."""

    SENT = "sent"
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    """It was taken back, and its owner wants to hear no more of what it was for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done with a quote, kept as it was done; `offer` is what was then sent."""

    did: Did
    at: datetime
    version: int
    offer: Offer | None = None


def was_left(quote: Quote, steps: Iterable[Step]) -> bool:
    """Whether whoever took it back said then that they want to hear no more."""
    return any((one.did, one.version) == (Did.LEFT, quote.version) for one in steps)


@dataclass(frozen=True, slots=True)
class Opening:
    """That the quotes of an opportunity were opened, together, and by whom."""

    opportunity: OpportunityId
    at: datetime
    by: str
    received: int


@dataclass(frozen=True, slots=True)
class OpenedQuote:
    """A quote as the buyer reads it once it is opened."""

    id: QuoteId
    owner: Owner
    received_at: datetime
    offer: Offer


def is_open(deadline: datetime | None, now: datetime) -> bool:
    """Whether a quote is still taken: the moment of the deadline itself is too late."""
    return deadline is not None and now < deadline


def in_fair_order(quotes: Sequence[OpenedQuote]) -> list[OpenedQuote]:
    """In the order in which they came; by price only where somebody asks for that."""
    return sorted(quotes, key=lambda one: (one.received_at, one.id))


def by_price(quotes: Sequence[OpenedQuote]) -> list[OpenedQuote]:
    """The least that the buyer would pay first; those who say nothing plain of VAT by the most."""

    def most(one: OpenedQuote) -> Decimal:
        paid = one.offer.with_vat
        return paid[1] if paid else Decimal("Infinity")

    return sorted(in_fair_order(quotes), key=most)
