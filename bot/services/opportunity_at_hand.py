"""Which opportunity a question is about: one that is pointed at, or the one last spoken of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.conversation import ConversationId
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.place import Place
from bot.ports import Storage

LAST = -1
"""The ordinal of "the last one"; "the second one" is 2."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """The opportunity, None where none is meant, how many were shown last, and near where."""

    opportunity: Opportunity | None
    shown: int
    looked_near: Place | None = None


class OpportunityAtHand:
    """Finds it without guessing: among several that were shown none is at hand."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def of(
        self,
        conversation: ConversationId,
        *,
        opportunity_id: OpportunityId | None = None,
        ordinal: int | None = None,
    ) -> AtHand:
        """The one of that id, of that place in the list, last spoken of, or alone in the list.

        One that is pointed at becomes the one last spoken of.
        """
        with self._storage.transaction() as work:
            search = work.searches.latest(conversation)
            page = list(search.last_page) if search else []
            wanted = _wanted(page, search.focus if search else None, opportunity_id, ordinal)
            found = work.opportunities.get_many([wanted]) if wanted else []
            if search and found and wanted != search.focus:
                work.searches.save(replace(search, focus=found[0].id))
        near = search.criteria.place if search else None
        return AtHand(found[0] if found else None, len(page), near)


def _wanted(
    page: list[OpportunityId],
    focus: OpportunityId | None,
    opportunity_id: OpportunityId | None,
    ordinal: int | None,
) -> OpportunityId | None:
    if opportunity_id:
        return opportunity_id
    if ordinal is not None:
        at = len(page) - 1 if ordinal == LAST else ordinal - 1
        return page[at] if 0 <= at < len(page) else None
    return focus or (page[0] if len(page) == 1 else None)
