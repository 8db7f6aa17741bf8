"""What giving out open data needs of the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.domain.opportunity import Opportunity
from bot.domain.publishing import Amended


class ReleaseWriter(Protocol):
    """Writes opportunities in the Open Contracting Data Standard."""

    @property
    def prefix(self) -> str:
        """What every ocid begins with."""
        ...

    @property
    def is_registered(self) -> bool:
        """Whether the prefix is one that the Open Contracting Partnership gave out."""
        ...

    def release(
        self, one: Opportunity, now: datetime, amended: Sequence[Amended] = ()
    ) -> Mapping[str, Any]:
        """The opportunity as it stands at the moment; a contact only while it can be answered.

        `amended` is what its buyer changed since it was posted, oldest first. What changed has
        another id, and the same twice has the same.
        """
        ...

    def package(
        self,
        releases: Sequence[Mapping[str, Any]],
        address: str,
        following: str | None,
        now: datetime,
    ) -> Mapping[str, Any]:
        """A release package found at the address, and the address of the next one, if any."""
        ...
