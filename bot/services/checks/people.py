"""Looks whether people who wait for the operator have waited too long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.checkup import Diagnosis
from bot.domain.checkup_of_contents import of_complaints
from bot.domain.complaint import ComplaintPromise
from bot.ports import Clock, Storage


@dataclass(frozen=True, slots=True)
class ComplaintsCheck:
    """Complaints without an answer, in real time."""

    storage: Storage
    clock: Clock
    promise: ComplaintPromise
    name: str = "complaints"
    needs_database: bool = True

    def look(self) -> Iterable[Diagnosis]:
        """Which should have been answered, or deleted, by now."""
        with self.storage.transaction() as work:
            held = work.complaints.all()
        return of_complaints(held, self.clock.now(), self.promise)
