"""Narrows or changes the list just shown: cheaper, nearer, later, or another fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median_high

from bot.domain.conversation import ConversationId, Criteria
from bot.domain.opportunity import Opportunity
from bot.domain.place import miles_between
from bot.domain.search_words import Narrowing, SearchWords
from bot.ports import Storage
from bot.services.find_opportunities import FindOpportunities, Page

PENNY = Decimal("0.01")
A_TENTH_OF_A_MILE = 0.1


class RefineSearch:
    """Changes the conversation's last search; what the change does not name stays."""

    def __init__(self, storage: Storage, find: FindOpportunities, words: SearchWords) -> None:
        self._storage = storage
        self._find = find
        self._words = words

    def refine(self, conversation: ConversationId, change: Criteria, text: str) -> Page | None:
        """The last search refined by the facts named and by words such as "cheaper".

        "Cheaper" and "larger" are meant against the middle value of those last shown, "nearer"
        against the farthest, "later" against the earliest deadline. Without a search before it,
        the change is a new search. An empty page if nothing is left, None if nothing is known to
        change it by: the last search then stands.
        """
        with self._storage.transaction() as work:
            last = work.searches.latest(conversation)
            shown = work.opportunities.get_many(last.last_page) if last else []
        if last is None:
            return self._find.find(conversation, change)
        refined = last.criteria.refined_by(change)
        for way in self._words.narrowing(text):
            refined = _narrowed(refined, way, shown, change)
        return None if refined == last.criteria else self._find.change(conversation, refined)


def _narrowed(
    criteria: Criteria, way: Narrowing, shown: Sequence[Opportunity], change: Criteria
) -> Criteria:
    values = [o.value.amount for o in shown if o.value.amount is not None]
    deadlines = [o.deadline for o in shown if o.deadline]
    if way is Narrowing.CHEAPER and values and not change.names_a_value:
        return replace(criteria, max_value=median_high(values) - PENNY)
    if way is Narrowing.LARGER and values and not change.names_a_value:
        return replace(criteria, min_value=median_high(values) + PENNY)
    if way is Narrowing.NEARER:
        return replace(criteria, within_miles=_nearer_than(criteria, shown))
    if way is Narrowing.LATER and deadlines:
        return replace(criteria, closes_after=min(deadlines))
    if way is Narrowing.ANY_PLACE:
        return replace(criteria, place=None, within_miles=None, goes_miles=None)
    if way is Narrowing.ANY_VALUE:
        return replace(criteria, min_value=None, max_value=None)
    if way is Narrowing.ANY_WORK:
        return replace(criteria, trades=(), words="")
    return criteria


def _nearer_than(criteria: Criteria, shown: Sequence[Opportunity]) -> float | None:
    """Less than the farthest shown; if none of them has a known distance, no change."""
    if criteria.place is None or criteria.place.point is None:
        return criteria.within_miles
    here = criteria.place.point
    points = [o.coverage.point for o in shown if o.coverage.point]
    miles = [miles_between(here, point) for point in points]
    return max(miles) - A_TENTH_OF_A_MILE if miles else criteria.within_miles
