"""What the services ask of the store of digests: runs, what each contact was told, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.buyer_contact import BuyerContactId
from bot.domain.digest import Digest, DigestItem, DigestRun, Week


class DigestRepository(Protocol):
    """Weekly runs, their digests and the items in them."""

    def begin(self, run: DigestRun) -> bool:
        """Stores that the week's run began; False where it had begun before."""
        ...

    def finish(self, week: Week, at: datetime, counts: Mapping[str, int]) -> None:
        """Stores that the week's run was done, and what it did; the first end stands."""
        ...

    def run_of(self, week: Week) -> DigestRun | None:
        """The week's run, or None."""
        ...

    def runs(self, limit: int) -> list[DigestRun]:
        """The last runs by their weeks, the latest first."""
        ...

    def put(self, digest: Digest, items: Sequence[DigestItem]) -> bool:
        """Stores a digest with its items; False, and nothing stored, where its week has one.

        Unique keys decide, so of two processes one is told True, and no item is told twice.
        """
        ...

    def of_week(self, week: Week, contact: BuyerContactId) -> Digest | None:
        """The contact's digest of that week, or None."""
        ...

    def last_of(self, contact: BuyerContactId) -> Digest | None:
        """The contact's digest that ended last, or None."""
        ...

    def not_told(self, contact: BuyerContactId, items: Sequence[DigestItem]) -> list[DigestItem]:
        """Those of the items that the contact was never told, in their order."""
        ...

    def items_of(self, digest: Digest) -> list[DigestItem]:
        """What the digest told, by kind and what it is about."""
        ...


class LeadTable(Protocol):
    """Makes the table that goes with a digest."""

    def csv(self, rows: Sequence[Sequence[str]]) -> bytes:
        """The rows as a file that spreadsheets open; no cell of it is taken for a formula."""
        ...
