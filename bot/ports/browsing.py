"""What browsing needs of the store, and of the map."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.listed import Listed
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.ward_map import WardOutline


class ListingRepository(Protocol):
    """The opportunities as a list for everybody: nothing here is ever of an invited one."""

    def listed(self, ids: Collection[OpportunityId] | None = None) -> list[Listed]:
        """The advertised opportunities, or those of the ids, in no order."""
        ...

    def namings_of_buyers(self, words: str) -> set[str]:
        """The namings of buyers in whose name the words stand, in any capitals."""
        ...

    def has_real(self) -> bool:
        """Whether any opportunity is not a sample."""
        ...

    def posted_here(
        self,
        sources: Collection[str],
        after: tuple[datetime, str] | None,
        limit: int,
        between: tuple[datetime, datetime] | None = None,
    ) -> list[Opportunity]:
        """Those of the sources that are no samples, by when they were last said, then by id.

        They begin after that moment and id; without them with the first. With two moments only
        those that were said from the first on, or have closed between the two.
        """
        ...


class WardMap(Protocol):
    """The wards of East Birmingham."""

    def outlines(self) -> Sequence[WardOutline]:
        """Each ward's edge, in the order of names."""
        ...

    def ward_of(self, postcode: str) -> str | None:
        """The ward that most addresses about a postcode are in; None for a bare district."""
        ...
