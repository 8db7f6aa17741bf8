"""What the services ask of the stores of quotes, of questions to buyers, and of outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.buyer_question import Published, Question, QuestionId
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.outcome import Outcome
from bot.domain.quote import (
    FileId,
    Offer,
    OpenedQuote,
    Opening,
    Quote,
    QuoteFile,
    QuoteId,
    Step,
)


class QuoteRepository(Protocol):
    """Quotes as their owners write and send them; deleted with whom they hang on.

    For the owner's side alone: nothing of the buyer's side may ask here.
    """

    def begin(self, quote: Quote) -> bool:
        """Stores a new draft; False where its owner has one for that opportunity."""
        ...

    def get(self, quote_id: QuoteId) -> Quote | None:
        """The quote, or None."""
        ...

    def of(self, owner: Owner, opportunity: OpportunityId) -> Quote | None:
        """The owner's quote for the opportunity, or None."""
        ...

    def all_of(self, owner: Owner) -> list[Quote]:
        """The owner's quotes, the last changed first."""
        ...

    def adopt(self, quote_id: QuoteId, owner: Owner) -> None:
        """Makes it another owner's: a conversation's becomes its firm's."""
        ...

    def write(self, quote_id: QuoteId, draft: Offer, at: datetime) -> None:
        """Stores the draft in place of the one before; what was sent stays as it was sent."""
        ...

    def send(self, quote_id: QuoteId, offer: Offer, at: datetime) -> int:
        """Stores the offer as the next version, which is what counts; returns its number."""
        ...

    def withdraw(self, quote_id: QuoteId, at: datetime) -> bool:
        """Takes a sent quote back; False where none counts."""
        ...

    def leave(self, quote_id: QuoteId, at: datetime) -> bool:
        """Notes that whoever took it back wants to hear no more; False where it was not taken back.

        Again is no second note; a quote that is sent later begins anew.
        """
        ...

    def taken_back(self, opportunity: OpportunityId) -> list[Quote]:
        """Those that were taken back, in no order that tells anything."""
        ...

    def steps(self, quote_id: QuoteId) -> list[Step]:
        """All that was done with it, oldest first."""
        ...

    def add_file(self, quote_id: QuoteId, file: QuoteFile, content: bytes, at: datetime) -> None:
        """Stores a file of the quote."""
        ...

    def file(self, quote_id: QuoteId, file_id: FileId) -> tuple[QuoteFile, bytes] | None:
        """A file of that quote with what is in it, or None."""
        ...

    def drop_file(self, quote_id: QuoteId, file_id: FileId) -> None:
        """Deletes a file; again is no error."""
        ...

    def answering(self, opportunity: OpportunityId) -> list[Owner]:
        """Whoever is writing or has sent a quote, each once, in no order that tells anything."""
        ...


class SealedQuoteRepository(Protocol):
    """Quotes as the buyer may know of them: counted while they are sealed, read once opened."""

    def count(self, opportunity: OpportunityId) -> int:
        """How many were sent and stand."""
        ...

    def open(self, opening: Opening) -> bool:
        """Records the opening; False where they were opened before, and that one stands."""
        ...

    def opening(self, opportunity: OpportunityId) -> Opening | None:
        """When and by whom they were opened, or None."""
        ...

    def opened(self, opportunity: OpportunityId) -> list[OpenedQuote]:
        """Those that stand, by time received; none at all where no opening is recorded."""
        ...

    def opened_file(
        self, opportunity: OpportunityId, quote_id: QuoteId, file_id: FileId
    ) -> tuple[QuoteFile, bytes] | None:
        """A file of a quote that was opened, as part of what was sent; else None."""
        ...

    def note_outcome(self, outcome: Outcome) -> bool:
        """Records how it ended, once; False where an outcome is recorded."""
        ...

    def outcome(self, opportunity: OpportunityId) -> Outcome | None:
        """How it ended, or None."""
        ...


class BuyerQuestionRepository(Protocol):
    """Owners' questions, which go with whom they hang on, and answers, which stay."""

    def ask(self, question: Question) -> bool:
        """Stores a question; False where it is held already."""
        ...

    def get(self, question_id: QuestionId) -> Question | None:
        """The question, or None."""
        ...

    def of(self, opportunity: OpportunityId) -> list[Question]:
        """All on the opportunity, oldest first."""
        ...

    def of_owner(self, owner: Owner) -> list[Question]:
        """An owner's questions, oldest first."""
        ...

    def settle(self, question: Question) -> bool:
        """Stores the answer or the reason of one that waits; False where it waits no longer.

        One conditional update decides, so two officers cannot both be told True.
        """
        ...

    def publish(self, published: Published) -> None:
        """Stores what everybody reads; it stays when whoever asked is erased."""
        ...

    def published(self, opportunities: Sequence[OpportunityId]) -> list[Published]:
        """What is published on these, oldest first."""
        ...
