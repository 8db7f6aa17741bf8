"""What the services ask of the store of entries and invitations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bot.domain.amendment import Amendment
from bot.domain.entry import Entry, EntryId, Invitation
from bot.domain.officer import BuyerName
from bot.domain.opportunity import OpportunityId
from bot.domain.reaching import Means
from bot.domain.supplier import SupplierId


class EntryRepository(Protocol):
    """What buyers post here, from the first draft on, and whom they invited."""

    def save(self, entry: Entry) -> None:
        """Stores the entry in place of what was held of it. Idempotent."""
        ...

    def get(self, entry: EntryId) -> Entry | None:
        """The entry, or None."""
        ...

    def of_opportunity(self, opportunity: OpportunityId) -> Entry | None:
        """The entry that became that opportunity, or None: it was not posted here."""
        ...

    def of_buyer(self, buyer: BuyerName) -> list[Entry]:
        """All of the buyer's, those changed last first."""
        ...

    def posted_since(self, buyer: BuyerName, moment: datetime) -> list[Entry]:
        """The buyer's that were posted after that moment, in order; withdrawn ones left out."""
        ...

    def remove(self, entry: EntryId) -> None:
        """Deletes it with its invitations; the opportunity it became is another matter."""
        ...

    def invite(self, invitations: Iterable[Invitation]) -> set[SupplierId]:
        """Stores those that are new and returns their suppliers; each is invited once."""
        ...

    def invitations(self, entry: EntryId) -> list[Invitation]:
        """Whom the entry's buyer invited, first to last."""
        ...

    def note_told(self, entry: EntryId, supplier: SupplierId, told: Iterable[Means]) -> None:
        """By which means an invited supplier was written to; without an invitation nothing."""
        ...

    def see(self, entry: EntryId, supplier: SupplierId, at: datetime) -> None:
        """That an invited supplier learnt of it; the first moment stands."""
        ...

    def invitations_of(self, suppliers: Iterable[SupplierId]) -> list[Invitation]:
        """To which entries those suppliers were invited, the newest first."""
        ...

    def amend(self, amendment: Amendment) -> None:
        """Stores a change of what was posted; the entry itself is saved apart."""
        ...

    def amendments(self, entries: Iterable[EntryId]) -> list[Amendment]:
        """All changes of those entries, oldest first."""
        ...
