"""What the services ask of the store of complaints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.domain.complaint import Complaint, ComplaintId


class ComplaintRepository(Protocol):
    """Complaints as they are held: apart from conversations, for they outlive those."""

    def add(self, complaint: Complaint, key_hash: str) -> bool:
        """Stores a new one with the hash of the key to its page.

        False, and nothing stored, if another has its reference or key.
        """
        ...

    def get(self, complaint: ComplaintId) -> Complaint | None:
        """The complaint of that reference, or None."""
        ...

    def opened_by(self, key_hash: str) -> Complaint | None:
        """The complaint whose page that key opens, or None."""
        ...

    def all(self) -> list[Complaint]:
        """All of them, those received first first."""
        ...

    def update(self, complaint: Complaint) -> None:
        """Stores how far it has got and its answer; one that is not there stays away."""
        ...

    def remove(self, complaints: Iterable[ComplaintId]) -> int:
        """Deletes those; returns how many there were."""
        ...
