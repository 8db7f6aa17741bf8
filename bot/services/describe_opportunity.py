"""Tells more of one opportunity, whichever way the owner points at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.conversation import ConversationId, Criteria, Search
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.remarks import Match
from bot.domain.trade import PlainText
from bot.ports import Storage
from bot.services.find_opportunities import FindOpportunities

LAST = -1
"""The ordinal of "the last one"; "the second one" is 2."""


@dataclass(frozen=True, slots=True)
class Described:
    """The opportunity meant, how it matches the last search, and whether it had to be guessed."""

    opportunity: Opportunity
    match: Match | None
    guessed: bool


@dataclass(frozen=True, slots=True)
class Pointed:
    """The opportunity meant, whether it had to be guessed, among which, and the last search."""

    opportunity: Opportunity
    guessed: bool
    search: Search | None
    shown: tuple[Opportunity, ...]


class DescribeOpportunity:
    """Finds the opportunity that an owner means among those last shown."""

    def __init__(self, storage: Storage, find: FindOpportunities) -> None:
        self._storage = storage
        self._find = find

    def describe(
        self,
        conversation: ConversationId,
        *,
        opportunity_id: OpportunityId | None = None,
        ordinal: int | None = None,
        trade: str | None = None,
    ) -> Described | None:
        """The opportunity meant, which becomes the one last spoken of.

        It is the one of that id, of that place in the list, of that trade, the one last spoken
        of, or the first shown. None if nothing was shown yet, or there is no such one.
        """
        pointed = self.pointed_at(conversation, opportunity_id, ordinal, trade)
        if pointed is None:
            return None
        search, chosen, guessed = pointed.search, pointed.opportunity, pointed.guessed
        if search:
            self._remember(replace(search, focus=chosen.id))
        criteria = search.criteria if search else Criteria()
        return Described(chosen, self._find.judge_one(chosen, criteria, conversation), guessed)

    def pointed_at(
        self,
        conversation: ConversationId,
        opportunity_id: OpportunityId | None = None,
        ordinal: int | None = None,
        trade: str | None = None,
    ) -> Pointed | None:
        """The opportunity meant, as `describe` finds it; the one last spoken of stays so."""
        with self._storage.transaction() as work:
            search = work.searches.latest(conversation)
            shown = work.opportunities.get_many(_shown(search, opportunity_id))
        focus = search.focus if search else None
        chosen, guessed = self._choose(shown, ordinal, trade, opportunity_id or focus)
        return None if chosen is None else Pointed(chosen, guessed, search, tuple(shown))

    def has_list(self, conversation: ConversationId) -> bool:
        """Whether there is a list that a number could point into."""
        with self._storage.transaction() as work:
            search = work.searches.latest(conversation)
        return search is not None and bool(search.shown)

    def put_at_hand(
        self, conversation: ConversationId, opportunity_id: OpportunityId, now: datetime
    ) -> bool:
        """Makes an opportunity the one last spoken of, as if it had just been shown.

        False, and nothing changes, if there is none of that id for everybody. The last search
        stands, so that it can still be narrowed.
        """
        with self._storage.transaction() as work:
            if work.opportunities.get(opportunity_id) is None:
                return False
            ids = (opportunity_id,)
            last = work.searches.latest(conversation)
            search = last or Search(conversation, Criteria(), ids, 1, now)
            work.searches.save(replace(search, last_page=ids, focus=opportunity_id))
            work.searches.note_shown(conversation, ids, now)
        return True

    def _remember(self, search: Search) -> None:
        with self._storage.transaction() as work:
            work.searches.save(search)

    def _choose(
        self,
        shown: list[Opportunity],
        ordinal: int | None,
        trade: str | None,
        focus: OpportunityId | None,
    ) -> tuple[Opportunity | None, bool]:
        if ordinal is not None:
            at = len(shown) - 1 if ordinal == LAST else ordinal - 1
            return (shown[at], False) if 0 <= at < len(shown) else (None, False)
        if trade:
            wanted = self._find.wanted(Criteria(trades=(trade,))).trades
            named = [o for o in shown if any(t.mentioned_in(PlainText(o.title)) for t in wanted)]
            if named:
                return named[0], len(named) > 1
        in_focus = next((o for o in shown if o.id == focus), None)
        if in_focus:
            return in_focus, False
        return (shown[0], len(shown) > 1) if shown else (None, False)


def _shown(search: Search | None, opportunity_id: OpportunityId | None) -> list[OpportunityId]:
    if opportunity_id:
        return [opportunity_id]
    return list(search.last_page) if search else []
