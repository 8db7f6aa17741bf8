"""What is asked of the storage about the dirt in published notices."""

from __future__ import annotations

from typing import Protocol

from bot.domain.quality import FaultyNotice, QualityReport


class QualityRepository(Protocol):
    """What is dirty in the notices that were published for everybody.

    Samples, invitations and forecasts do not count; a finding of a kind that this version does
    not know does not count either.
    """

    def revision(self) -> str:
        """Changes whenever anything that is counted does."""
        ...

    def report(self) -> QualityReport:
        """How many notices of each buyer have each kind of finding; counted in the database."""
        ...

    def faulty_notices(self, buyer: str, limit: int) -> list[FaultyNotice]:
        """Up to `limit` notices of that buyer (by its exact name) with findings, newest first."""
        ...
