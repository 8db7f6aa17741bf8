"""A quote from its first word to its receipt: kept as it is written, taken until it closes."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.conversation import ConversationId
from bot.domain.errors import NotFoundError
from bot.domain.feedback import Owner
from bot.domain.notification import NotificationId
from bot.domain.opportunity import OpportunityId
from bot.domain.quote import FileId, Offer, Quote, QuoteFile, QuoteId, QuoteState, Step
from bot.domain.quote_file import FileFault, harmless_name, why_not
from bot.ports import Clock, FileSorts, Storage, VirusScanner, Work
from bot.services.competition import Competition, Competitions, owner_of_talk
from bot.services.prefill_quote import PrefillQuote


class NotTaken(StrEnum):
    """Why there is no quote to be written, or none to be sent; each has words of its own."""

    NOT_HERE = "not_here"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Sent:
    """A quote as it was taken; `again` where the same was taken before, and nothing changed."""

    quote: Quote
    competition: Competition
    news: tuple[NotificationId, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """A quote, what it is for, and what was done with it so far."""

    quote: Quote
    competition: Competition
    steps: tuple[Step, ...]
    is_open: bool

    @property
    def missing(self) -> list[str]:
        """What is still to be filled in."""
        return self.quote.draft.missing(self.competition.asks)

    @property
    def sent(self) -> Offer | None:
        """What counts now; None where nothing does."""
        offers = [step.offer for step in self.steps if step.offer]
        return offers[-1] if self.quote.counts and offers else None


class WriteQuote:
    """Whether a quote is taken is decided by the domain's clock, in the transaction that stores it.

    It is read once the whole quote has come in: the moment of the deadline is too late.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        storage: Storage,
        competitions: Competitions,
        prefill: PrefillQuote,
        sorts: FileSorts,
        scanner: VirusScanner,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._competitions = competitions
        self._prefill = prefill
        self._sorts = sorts
        self._scanner = scanner
        self._clock = clock

    def begin(self, conversation: ConversationId, opportunity: OpportunityId) -> Writing | NotTaken:
        """The quote of the conversation's owner: a new one, or the one that was begun before."""
        with self._storage.transaction() as work:
            owner = owner_of_talk(work, conversation)
            _adopt(work, Owner(conversation), owner, opportunity)
            return self._begin(work, owner, opportunity)

    def begin_for(self, owner: Owner, opportunity: OpportunityId) -> Writing | NotTaken:
        """As `begin`, for somebody who came by a link."""
        with self._storage.transaction() as work:
            return self._begin(work, owner, opportunity)

    def may_begin(self, owner: Owner, opportunity: OpportunityId) -> bool:
        """Whether the owner could begin one now; nothing is stored."""
        with self._storage.transaction() as work:
            found = self._competitions.seen_by(work, owner, opportunity)
            return found is not None and found.takes_quotes(self._clock.now())

    def get(self, quote_id: QuoteId) -> Writing:
        """The quote as it stands. Raises NotFoundError where there is none any more."""
        with self._storage.transaction() as work:
            return self._writing(work, quote_id)

    def write(self, quote_id: QuoteId, change: Callable[[Offer], Offer]) -> Writing:
        """Keeps the draft as `change` makes it of the one held; after closing nothing is kept.

        Nothing that was sent changes. Raises NotFoundError where there is no quote any more.
        """
        with self._storage.transaction() as work:
            held = self._writing(work, quote_id)
            draft = change(held.quote.draft)
            if draft != held.quote.draft and held.is_open:
                work.quotes.write(quote_id, draft, self._clock.now())
            return self._writing(work, quote_id)

    def send(self, quote_id: QuoteId) -> Sent | NotTaken:
        """Takes the draft as the quote that counts. The same draft again changes nothing."""
        with self._storage.transaction() as work:
            held, now = self._writing(work, quote_id), self._clock.now()
            if held.competition.entry.withdrawn_at:
                return NotTaken.WITHDRAWN
            if not held.competition.takes_quotes(now):
                return NotTaken.CLOSED
            if held.missing:
                return NotTaken.MISSING
            if held.sent == held.quote.draft:
                return Sent(held.quote, held.competition, again=True)
            work.quotes.send(quote_id, held.quote.draft, now)
            return Sent(self._writing(work, quote_id).quote, held.competition)

    def withdraw(self, quote_id: QuoteId) -> Writing | NotTaken:
        """Takes a sent quote back, until the closing moment; the draft stays."""
        with self._storage.transaction() as work:
            held, now = self._writing(work, quote_id), self._clock.now()
            if not held.competition.takes_quotes(now):
                return NotTaken.CLOSED
            work.quotes.withdraw(quote_id, now)
            return self._writing(work, quote_id)

    def leave(self, quote_id: QuoteId) -> bool:
        """Notes that its owner, who took it back, wants to hear no more; False where it was not."""
        with self._storage.transaction() as work:
            return work.quotes.leave(quote_id, self._clock.now())

    def add_file(self, quote_id: QuoteId, name: str, content: bytes) -> QuoteFile | FileFault:
        """Keeps a file with the draft, if it is of a sort that is taken and no virus was found."""
        with self._storage.transaction() as work:
            files = self._writing(work, quote_id).quote.draft.files
        sort = self._sorts.of(content, name)
        fault = why_not(len(content), sort, files)
        if fault or sort is None:
            return fault or FileFault.SORT
        if not self._scanner.is_clean(content):
            return FileFault.VIRUS
        file = QuoteFile(
            FileId(str(uuid.uuid4())),
            harmless_name(name, sort),
            sort,
            len(content),
            hashlib.sha256(content).hexdigest(),
            self._scanner.looks,
        )
        return self._keep_file(quote_id, file, content)

    def drop_file(self, quote_id: QuoteId, file_id: FileId) -> Writing:
        """Takes a file out of the draft; what was sent with it keeps it."""
        with self._storage.transaction() as work:
            held, now = self._writing(work, quote_id), self._clock.now()
            left = tuple(one for one in held.quote.draft.files if one.id != file_id)
            if held.is_open:
                work.quotes.write(quote_id, replace(held.quote.draft, files=left), now)
                if not any(_has(step, file_id) for step in held.steps):
                    work.quotes.drop_file(quote_id, file_id)
            return self._writing(work, quote_id)

    def file(self, quote_id: QuoteId, file_id: FileId) -> tuple[QuoteFile, bytes]:
        """A file of the quote, for its owner; NotFoundError where there is none."""
        with self._storage.transaction() as work:
            found = work.quotes.file(quote_id, file_id)
        if found is None:
            raise NotFoundError("file")
        return found

    def _keep_file(
        self, quote_id: QuoteId, file: QuoteFile, content: bytes
    ) -> QuoteFile | FileFault:
        """Looks at what is held anew: two files may have come at once."""
        with self._storage.transaction() as work:
            held = self._writing(work, quote_id)
            if fault := why_not(file.size, file.media_type, held.quote.draft.files):
                return fault
            now, files = self._clock.now(), (*held.quote.draft.files, file)
            if not held.is_open:
                raise NotFoundError("closed")
            work.quotes.add_file(quote_id, file, content, now)
            work.quotes.write(quote_id, replace(held.quote.draft, files=files), now)
        return file

    def _begin(self, work: Work, owner: Owner, opportunity: OpportunityId) -> Writing | NotTaken:
        found, now = self._competitions.seen_by(work, owner, opportunity), self._clock.now()
        if found is None:
            return NotTaken.NOT_HERE
        held = work.quotes.of(owner, opportunity)
        if held is None:
            if not found.takes_quotes(now):
                return NotTaken.WITHDRAWN if found.entry.withdrawn_at else NotTaken.CLOSED
            held = _new(owner, opportunity, self._prefill.draft(work, owner, found.asks), now)
            work.quotes.begin(held)
        return self._writing(work, held.id)

    def _writing(self, work: Work, quote_id: QuoteId) -> Writing:
        quote = work.quotes.get(quote_id)
        found = self._competitions.of(work, quote.opportunity) if quote else None
        if quote is None or found is None:
            raise NotFoundError("quote")
        steps, now = tuple(work.quotes.steps(quote_id)), self._clock.now()
        return Writing(quote, found, steps, found.takes_quotes(now))


def _new(owner: Owner, opportunity: OpportunityId, draft: Offer, now: datetime) -> Quote:
    new = QuoteId(str(uuid.uuid4()))
    return Quote(new, opportunity, owner, now, now, QuoteState.DRAFT, draft)


def _adopt(work: Work, talk: Owner, owner: Owner, opportunity: OpportunityId) -> None:
    """What a conversation began before its firm was known becomes the firm's, unless it has one."""
    held = work.quotes.of(talk, opportunity)
    if held and owner != talk and work.quotes.of(owner, opportunity) is None:
        work.quotes.adopt(held.id, owner)


def _has(step: Step, file_id: FileId) -> bool:
    return step.offer is not None and any(one.id == file_id for one in step.offer.files)
