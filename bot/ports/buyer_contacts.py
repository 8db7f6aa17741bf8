"""What the services ask of the store of buyers' contacts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from bot.domain.buyer_contact import BuyerContact, BuyerContactId, Ended
from bot.domain.reaching import Address


class BuyerContactRepository(Protocol):
    """Role mailboxes of buyers, with the agreement that each stands on."""

    def add(self, contact: BuyerContact) -> bool:
        """Stores a new one; False, and nothing stored, where the buyer has that address already."""
        ...

    def save(self, contact: BuyerContact) -> None:
        """Stores how a held one now is; one that is not held is not stored."""
        ...

    def get(self, contact: BuyerContactId) -> BuyerContact | None:
        """The contact, or None."""
        ...

    def of_buyer(self, name: str) -> list[BuyerContact]:
        """All of a buyer, however its name is written, the first enrolled first; ended ones too."""
        ...

    def of_address(self, address: Address) -> list[BuyerContact]:
        """All with the address: one mailbox may serve several buyers."""
        ...

    def all(self) -> list[BuyerContact]:
        """All of them by buyer, the first enrolled first."""
        ...

    def standing_after(self, last: BuyerContactId | None, limit: int) -> list[BuyerContact]:
        """Up to so many that confirmed and did not end, by id, after that one."""
        ...

    def end(self, ids: Iterable[BuyerContactId], why: Ended, at: datetime) -> int:
        """Ends those that did not end yet; returns how many. One conditional update decides."""
        ...

    def count_ended_before(self, moment: datetime) -> int:
        """How many `drop_ended_before` would delete."""
        ...

    def drop_ended_before(self, moment: datetime) -> int:
        """Deletes those that ended before the moment, or at it; returns how many there were."""
        ...

    def remove(self, ids: Collection[BuyerContactId]) -> int:
        """Deletes contacts with all that hangs on them; returns how many there were."""
        ...
