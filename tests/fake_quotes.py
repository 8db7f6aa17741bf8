"""Quotes and questions to buyers in memory, held to the same contracts as those in a database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.buyer_question import Published, Question, QuestionId, QuestionState
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.outcome import Outcome
from bot.domain.quote import (
    Did,
    FileId,
    Offer,
    OpenedQuote,
    Opening,
    Quote,
    QuoteFile,
    QuoteId,
    QuoteState,
    Step,
    was_left,
)
from bot.domain.supplier import SupplierId


@dataclass
class QuoteTables:
    """Everything held; a copy is a snapshot."""

    quotes: dict[QuoteId, Quote] = field(default_factory=dict)
    steps: dict[QuoteId, tuple[Step, ...]] = field(default_factory=dict)
    files: dict[FileId, tuple[QuoteId, QuoteFile, bytes]] = field(default_factory=dict)
    openings: dict[OpportunityId, Opening] = field(default_factory=dict)
    outcomes: dict[OpportunityId, Outcome] = field(default_factory=dict)
    questions: dict[QuestionId, Question] = field(default_factory=dict)
    published: dict[QuestionId, Published] = field(default_factory=dict)

    def __copy__(self) -> QuoteTables:
        return QuoteTables(**{name: dict(held) for name, held in vars(self).items()})

    def forget(self, conversation: ConversationId) -> None:
        """What a database does when the conversation's row goes."""
        self._forget(lambda owner: owner.conversation == conversation)

    def forget_firms(self, firms: Collection[SupplierId]) -> None:
        """What a database does when suppliers' rows go."""
        self._forget(lambda owner: owner.supplier in firms)

    def _forget(self, is_theirs: Callable[[Owner], bool]) -> None:
        gone = {key for key, one in self.quotes.items() if is_theirs(one.owner)}
        self.quotes = {key: one for key, one in self.quotes.items() if key not in gone}
        self.steps = {key: one for key, one in self.steps.items() if key not in gone}
        self.files = {key: one for key, one in self.files.items() if one[0] not in gone}
        held = self.questions.items()
        self.questions = {key: one for key, one in held if not is_theirs(one.owner)}


class FakeQuotes:
    """The QuoteRepository in memory."""

    def __init__(self, tables: QuoteTables) -> None:
        self._tables = tables

    def begin(self, quote: Quote) -> bool:
        if quote.id in self._tables.quotes or self.of(quote.owner, quote.opportunity):
            return False
        self._tables.quotes[quote.id] = quote
        return True

    def get(self, quote_id: QuoteId) -> Quote | None:
        return self._tables.quotes.get(quote_id)

    def of(self, owner: Owner, opportunity: OpportunityId) -> Quote | None:
        return next((one for one in self.all_of(owner) if one.opportunity == opportunity), None)

    def all_of(self, owner: Owner) -> list[Quote]:
        by_id = sorted(self._tables.quotes.values(), key=lambda one: one.id)
        held = sorted(by_id, key=lambda one: one.changed_at, reverse=True)
        return [one for one in held if one.owner == owner]

    def adopt(self, quote_id: QuoteId, owner: Owner) -> None:
        self._put(quote_id, owner=owner)

    def write(self, quote_id: QuoteId, draft: Offer, at: datetime) -> None:
        self._put(quote_id, draft=draft, changed_at=at)

    def send(self, quote_id: QuoteId, offer: Offer, at: datetime) -> int:
        number = self._tables.quotes[quote_id].version + 1
        self._put(
            quote_id,
            draft=offer,
            state=QuoteState.SENT,
            version=number,
            changed_at=at,
            received_at=at,
        )
        self._note(quote_id, Step(Did.SENT, at, number, offer))
        return number

    def withdraw(self, quote_id: QuoteId, at: datetime) -> bool:
        held = self.get(quote_id)
        if held is None or not held.counts:
            return False
        self._put(quote_id, state=QuoteState.WITHDRAWN, changed_at=at)
        self._note(quote_id, Step(Did.WITHDRAWN, at, held.version))
        return True

    def leave(self, quote_id: QuoteId, at: datetime) -> bool:
        held = self.get(quote_id)
        if held is None or held.state is not QuoteState.WITHDRAWN:
            return False
        if not was_left(held, self.steps(quote_id)):
            self._note(quote_id, Step(Did.LEFT, at, held.version))
        return True

    def taken_back(self, opportunity: OpportunityId) -> list[Quote]:
        held = sorted(self._tables.quotes.values(), key=lambda one: one.id)
        return [o for o in held if (o.opportunity, o.state) == (opportunity, QuoteState.WITHDRAWN)]

    def steps(self, quote_id: QuoteId) -> list[Step]:
        return list(self._tables.steps.get(quote_id, ()))

    def add_file(self, quote_id: QuoteId, file: QuoteFile, content: bytes, at: datetime) -> None:
        del at
        self._tables.files[file.id] = (quote_id, file, content)

    def file(self, quote_id: QuoteId, file_id: FileId) -> tuple[QuoteFile, bytes] | None:
        held = self._tables.files.get(file_id)
        return held[1:] if held and held[0] == quote_id else None

    def drop_file(self, quote_id: QuoteId, file_id: FileId) -> None:
        if self.file(quote_id, file_id):
            del self._tables.files[file_id]

    def answering(self, opportunity: OpportunityId) -> list[Owner]:
        held = sorted(self._tables.quotes.values(), key=lambda one: one.id)
        those = [one for one in held if one.opportunity == opportunity]
        return [one.owner for one in those if one.state is not QuoteState.WITHDRAWN]

    def _put(self, quote_id: QuoteId, **changes: object) -> None:
        if held := self.get(quote_id):
            self._tables.quotes[quote_id] = replace(held, **changes)  # type: ignore[arg-type]

    def _note(self, quote_id: QuoteId, step: Step) -> None:
        self._tables.steps[quote_id] = (*self._tables.steps.get(quote_id, ()), step)


class FakeSealedQuotes:
    """The SealedQuoteRepository in memory."""

    def __init__(self, tables: QuoteTables) -> None:
        self._tables = tables

    def count(self, opportunity: OpportunityId) -> int:
        return len(self._standing(opportunity))

    def open(self, opening: Opening) -> bool:
        is_new = opening.opportunity not in self._tables.openings
        self._tables.openings.setdefault(opening.opportunity, opening)
        return is_new

    def opening(self, opportunity: OpportunityId) -> Opening | None:
        return self._tables.openings.get(opportunity)

    def opened(self, opportunity: OpportunityId) -> list[OpenedQuote]:
        if self.opening(opportunity) is None:
            return []
        read = [
            OpenedQuote(one.id, one.owner, one.received_at, self._sent(one))
            for one in self._standing(opportunity)
            if one.received_at
        ]
        return sorted(read, key=lambda one: (one.received_at, one.id))

    def opened_file(
        self, opportunity: OpportunityId, quote_id: QuoteId, file_id: FileId
    ) -> tuple[QuoteFile, bytes] | None:
        read = [one for one in self.opened(opportunity) if one.id == quote_id]
        if not any(file.id == file_id for one in read for file in one.offer.files):
            return None
        return FakeQuotes(self._tables).file(quote_id, file_id)

    def note_outcome(self, outcome: Outcome) -> bool:
        is_new = outcome.opportunity not in self._tables.outcomes
        self._tables.outcomes.setdefault(outcome.opportunity, outcome)
        return is_new

    def outcome(self, opportunity: OpportunityId) -> Outcome | None:
        return self._tables.outcomes.get(opportunity)

    def _standing(self, opportunity: OpportunityId) -> list[Quote]:
        held = self._tables.quotes.values()
        return [one for one in held if one.opportunity == opportunity and one.counts]

    def _sent(self, quote: Quote) -> Offer:
        sent = [step.offer for step in self._tables.steps[quote.id] if step.offer]
        return sent[-1]


class FakeBuyerQuestions:
    """The BuyerQuestionRepository in memory."""

    def __init__(self, tables: QuoteTables) -> None:
        self._tables = tables

    def ask(self, question: Question) -> bool:
        is_new = question.id not in self._tables.questions
        self._tables.questions.setdefault(question.id, question)
        return is_new

    def get(self, question_id: QuestionId) -> Question | None:
        return self._tables.questions.get(question_id)

    def of(self, opportunity: OpportunityId) -> list[Question]:
        return [one for one in self._in_order() if one.opportunity == opportunity]

    def of_owner(self, owner: Owner) -> list[Question]:
        return [one for one in self._in_order() if one.owner == owner]

    def settle(self, question: Question) -> bool:
        held = self.get(question.id)
        if held is None or held.state is not QuestionState.WAITING:
            return False
        self._tables.questions[question.id] = replace(
            held,
            state=question.state,
            settled_at=question.settled_at,
            reply=question.reply,
            reason=question.reason,
        )
        return True

    def publish(self, published: Published) -> None:
        self._tables.published[published.id] = published

    def published(self, opportunities: Sequence[OpportunityId]) -> list[Published]:
        held = self._tables.published.values()
        those = [one for one in held if one.opportunity in opportunities]
        return sorted(those, key=lambda one: (one.at, one.id))

    def _in_order(self) -> list[Question]:
        return sorted(self._tables.questions.values(), key=lambda one: (one.asked_at, one.id))
