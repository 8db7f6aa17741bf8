"""Complaints in memory, held to the same contracts as those in a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.complaint import Complaint, ComplaintId


@dataclass
class ComplaintTables:
    """Everything held; a copy is a snapshot."""

    held: dict[ComplaintId, tuple[Complaint, str]] = field(default_factory=dict)

    def __copy__(self) -> ComplaintTables:
        return ComplaintTables(dict(self.held))


class FakeComplaints:
    """The ComplaintRepository in memory."""

    def __init__(self, tables: ComplaintTables) -> None:
        self._tables = tables

    def add(self, complaint: Complaint, key_hash: str) -> bool:
        is_new = complaint.id not in self._tables.held and self.opened_by(key_hash) is None
        if is_new:
            self._tables.held[complaint.id] = (complaint, key_hash)
        return is_new

    def get(self, complaint: ComplaintId) -> Complaint | None:
        held = self._tables.held.get(complaint)
        return held[0] if held else None

    def opened_by(self, key_hash: str) -> Complaint | None:
        return next((one for one, key in self._tables.held.values() if key == key_hash), None)

    def all(self) -> list[Complaint]:
        held = (one for one, _key in self._tables.held.values())
        return sorted(held, key=lambda one: one.received_at)

    def update(self, complaint: Complaint) -> None:
        held = self._tables.held.get(complaint.id)
        if held:
            self._tables.held[complaint.id] = (complaint, held[1])

    def remove(self, complaints: Iterable[ComplaintId]) -> int:
        return sum(self._tables.held.pop(one, None) is not None for one in set(complaints))
