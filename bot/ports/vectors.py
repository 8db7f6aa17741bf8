"""What the services ask of the store of what opportunities' texts come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.index_row import HeldVector, IndexRow, MadeWith, ReadyRows
from bot.domain.opportunity import Opportunity, OpportunityId


class VectorRepository(Protocol):
    """The rows of opportunities for an index, by what they were made with.

    A row counts as long as its opportunity is what it was when the row was stored.
    """

    def lacking(self, made: MadeWith, limit: int) -> list[Opportunity]:
        """Up to `limit` opportunities, whoever may see them, without a row made so."""
        ...

    def held(
        self, made: MadeWith, ids: Collection[OpportunityId]
    ) -> dict[OpportunityId, HeldVector]:
        """The vectors of those that have one made so, of their present text or of one before."""
        ...

    def store(self, made: MadeWith, rows: Mapping[OpportunityId, IndexRow]) -> None:
        """Stores a row for each; storing again replaces, and what is gone is passed over."""
        ...

    def ready(
        self, made: MadeWith, now: datetime, ids: Collection[OpportunityId] | None = None
    ) -> ReadyRows:
        """The rows of all, or of those ids, that are shown and not known to be over at the moment.

        Those made with another vocabulary are among them. Of processes joined there is the row of
        the one that is shown.
        """
        ...

    def unready(
        self,
        made: MadeWith,
        now: datetime,
        limit: int,
        ids: Collection[OpportunityId] | None = None,
    ) -> list[OpportunityId]:
        """Up to `limit` that are shown, and not over at the moment, and have no row for `ready`."""
        ...

    def changed_since(self, revision: str) -> Sequence[OpportunityId]:
        """All that changed since the store had that revision: those that came and went too."""
        ...
