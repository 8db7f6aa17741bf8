"""Opens what was sent, together and once the time is over; nobody reads a quote before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.entry import EntryId, Invitation
from bot.domain.errors import NotFoundError, NotYoursError
from bot.domain.officer import Officer
from bot.domain.outcome import Outcome
from bot.domain.quote import FileId, OpenedQuote, Opening, QuoteFile, QuoteId, by_price
from bot.ports import Clock, Work
from bot.services.buying_desk import BuyingDesk
from bot.services.competition import Competition, Competitions


@dataclass(frozen=True, slots=True)
class Received:
    """What a buyer may know of quotes at a moment: sealed, only how many; opened, all of them.

    `erased` is how many of those opened their owners have erased since.
    """

    competition: Competition
    count: int
    may_open: bool
    opening: Opening | None
    quotes: Sequence[OpenedQuote]
    outcome: Outcome | None
    invited: Sequence[tuple[Invitation, str]] = ()

    @property
    def erased(self) -> int:
        """Quotes that were opened and are held no more."""
        return max(self.opening.received - len(self.quotes), 0) if self.opening else 0


class OpenQuotes:
    """The seal. It ends when both the domain's clock and the real one have passed the deadline.

    So a service set to another day (DOORSTEP_NOW) opens nothing early.
    """

    def __init__(
        self, desk: BuyingDesk, competitions: Competitions, clock: Clock, real: Clock
    ) -> None:
        self._desk = desk
        self._competitions = competitions
        self._clock = clock
        self._real = real

    def received(
        self, officer: Officer, entry: EntryId, *, cheapest_first: bool = False
    ) -> Received:
        """What may be known now, for an officer of that buyer; NotYoursError for any other."""
        with self._desk.storage.transaction() as work:
            found = self._of(work, officer, entry)
            quotes = work.sealed_quotes.opened(found.opportunity)
            return Received(
                found,
                work.sealed_quotes.count(found.opportunity),
                self._is_over(found),
                work.sealed_quotes.opening(found.opportunity),
                by_price(quotes) if cheapest_first else quotes,
                work.sealed_quotes.outcome(found.opportunity),
                self._invited(work, found),
            )

    def open(self, officer: Officer, entry: EntryId) -> Opening:
        """Opens all quotes of the entry at once, and records who did; again is the first opening.

        Raises SealedError before the closing moment.
        """
        with self._desk.storage.transaction() as work:
            found = self._of(work, officer, entry)
            held = work.sealed_quotes.opening(found.opportunity)
            if held:
                return held
            if not self._is_over(found):
                raise SealedError("sealed")
            count = work.sealed_quotes.count(found.opportunity)
            opening = Opening(found.opportunity, self._clock.now(), officer.id, count)
            work.sealed_quotes.open(opening)
            return opening

    def file(
        self, officer: Officer, entry: EntryId, quote: QuoteId, file: FileId
    ) -> tuple[QuoteFile, bytes]:
        """A file of an opened quote; NotFoundError where nothing of the sort was opened."""
        with self._desk.storage.transaction() as work:
            found = self._of(work, officer, entry)
            held = work.sealed_quotes.opened_file(found.opportunity, quote, file)
        if held is None:
            raise NotFoundError("file")
        return held

    def _is_over(self, found: Competition) -> bool:
        return min(self._clock.now(), self._real.now()) >= found.deadline

    def _of(self, work: Work, officer: Officer, entry: EntryId) -> Competition:
        held = self._desk.entry_of(work, officer, entry)
        found = self._competitions.of(work, held.opportunity_id)
        if found is None:
            raise NotYoursError("entry")
        return found

    def _invited(self, work: Work, found: Competition) -> list[tuple[Invitation, str]]:
        asked = work.entries.invitations(found.entry.id)
        firms = work.suppliers.get_many([one.supplier for one in asked])
        names = {one.id: one.name for one in firms}
        return [(one, names.get(one.supplier, "")) for one in asked]


class SealedError(NotYoursError):
    """Quotes are sealed until the closing moment."""
