"""Finds what suits an owner's words, narrows it, and shows more of it, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.conversation import ConversationId, Criteria, Search
from bot.domain.match import Candidate, Wanted
from bot.domain.matching import judge, ranked
from bot.domain.opportunity import Opportunity, OpportunityId, can_be_answered
from bot.domain.place import Place, Reach
from bot.domain.remarks import Match
from bot.domain.remarks_of_time import COUNTED_DAYS
from bot.domain.trade import Trades
from bot.ports import BankHolidays, Clock, Gazetteer, Storage
from bot.services.opportunity_index import OpportunityIndex, Snapshot

PAGE = 3
"""Cards at a time: what a phone shows without losing the thread."""

KEPT_SEARCHES = 500
"""Different searches whose matches are kept in memory at once."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some matches of a search: which criteria, which of how many, and how near the nearest is.

    `best_reach` is the closest reach of all that was found, on this page or a later one; None
    if nothing was.
    """

    criteria: Criteria
    matches: tuple[Match, ...]
    total: int
    left: int
    best_reach: Reach | None

    @property
    def place_was_said(self) -> bool:
        """Whether the owner named a place."""
        return self.criteria.place is not None


class FindOpportunities:
    """The searches of a conversation; each is stored, so that it can be narrowed and paged."""

    def __init__(  # noqa: PLR0913, PLR0917 - its collaborators
        self,
        storage: Storage,
        index: OpportunityIndex,
        gazetteer: Gazetteer,
        trades: Trades,
        clock: Clock,
        home: Place,
        bank_holidays: BankHolidays,
    ) -> None:
        self._storage = storage
        self._index = index
        self._gazetteer = gazetteer
        self._trades = trades
        self._clock = clock
        self._home = home
        self._bank_holidays = bank_holidays

    def find(self, conversation: ConversationId, criteria: Criteria) -> Page:
        """A new search; it goes on at the place last named, and a place alone with the last work.

        What is closed now is never in it.
        """
        last = self._latest(conversation)
        if last:
            criteria = _going_on(last.criteria, criteria)
        return self._show(*self._search(conversation, criteria))

    def coming_up(self, conversation: ConversationId, criteria: Criteria) -> Page:
        """What is planned, or will probably be bought again; the work last named if none is.

        Words that name no trade ("what ends soon?") are the question, not the work. Where there is
        nothing, the last search stands.
        """
        last = self._latest(conversation)
        criteria = replace(criteria, words="", coming_up=True)
        if last:
            criteria = _going_on(last.criteria, criteria)
            trades = criteria.trades or last.criteria.trades
            criteria = replace(criteria, trades=trades, coming_up=True)
        search, matches = self._search(conversation, criteria)
        return self._show(search, matches) if matches else Page(criteria, (), 0, 0, None)

    def change(self, conversation: ConversationId, criteria: Criteria) -> Page:
        """The search with changed criteria; an empty page, and the last stands, if nothing fits."""
        search, matches = self._search(conversation, criteria)
        return self._show(search, matches) if matches else Page(criteria, (), 0, 0, None)

    def more(self, conversation: ConversationId) -> Page | None:
        """The next page of the last search, or None if there was no search."""
        last = self._latest(conversation)
        if last is None:
            return None
        still = {m.opportunity.id: m for m in self.match(last.criteria)}
        seen, rest = last.ranked[: last.shown], last.ranked[last.shown :]
        # What has closed since must not leave gaps in the pages to come.
        ranked_now = (*seen, *(one for one in rest if one in still))
        matches = [still[one] for one in ranked_now if one in still]
        return self._show(replace(last, ranked=ranked_now), matches)

    def warm(self) -> None:
        """Takes the index into memory, so that the first owner does not wait for it."""
        self._index.current(self._clock.now())

    def match(self, criteria: Criteria) -> list[Match]:
        """All that suits, best first; what lies elsewhere only where nothing else does.

        "More", "the second one" and "why" ask for the same matches again: they are kept for the
        minute, and what has closed within it is left out.
        """
        now = self._clock.now()
        snapshot = self._index.current(now)
        key = (criteria, now.replace(second=0, microsecond=0))
        found = snapshot.matches.get(key)
        if found is None:
            found = self._match(criteria, snapshot, now)
            if len(snapshot.matches) >= KEPT_SEARCHES:
                snapshot.matches.clear()
            snapshot.matches[key] = found
        return [m for m in found if _is_answerable(m.opportunity, now)]

    def _match(self, criteria: Criteria, snapshot: Snapshot, now: datetime) -> list[Match]:
        wanted, holidays = self.wanted(criteria), self._holidays_after(now.date())
        query = " ".join([criteria.words, *(t.name for t in wanted.trades)]).strip()
        alike = self._index.likenesses(snapshot, query)
        fits = self._index.trade_fits(snapshot, wanted.trades)
        candidates = (
            Candidate(o, likeness, *self._gazetteer.reach(o.coverage, wanted.place), fits[o.id])
            for o, likeness in zip(snapshot.opportunities, alike, strict=True)
            if (fits[o.id] or not wanted.trades) and _is_answerable(o, now)
        )
        judged = [m for c in candidates if (m := judge(c, wanted, now, holidays))]
        within = [m for m in judged if m.reach is not Reach.ELSEWHERE]
        return ranked(within or judged)

    def _holidays_after(self, today: date) -> frozenset[date]:
        """As far ahead as remarks count days."""
        return self._bank_holidays.between(today, today + timedelta(days=COUNTED_DAYS))

    def judge_one(self, opportunity: Opportunity, criteria: Criteria) -> Match | None:
        """The match of one opportunity, as `match` would judge it."""
        found = (m for m in self.match(criteria) if m.opportunity.id == opportunity.id)
        return next(found, None)

    def wanted(self, criteria: Criteria) -> Wanted:
        """The criteria with trades looked up and the place, East Birmingham if none was said."""
        named = [t for name in criteria.trades for t in self._trades.with_narrower(name)]
        return Wanted(
            criteria,
            tuple(dict.fromkeys(named)),
            criteria.place or self._home,
            criteria.place is not None,
        )

    def _search(
        self, conversation: ConversationId, criteria: Criteria
    ) -> tuple[Search, list[Match]]:
        matches = self.match(criteria)
        ids = tuple(m.opportunity.id for m in matches)
        return Search(conversation, criteria, ids, 0, self._clock.now()), matches

    def _latest(self, conversation: ConversationId) -> Search | None:
        with self._storage.transaction() as work:
            return work.searches.latest(conversation)

    def _show(self, search: Search, matches: Sequence[Match]) -> Page:
        upto = search.shown + PAGE
        page = tuple(m for m in matches if m.opportunity.id in search.ranked[search.shown : upto])
        ids = tuple(m.opportunity.id for m in page)
        self._remember(
            replace(search, shown=upto, last_page=ids or search.last_page, focus=None), ids
        )
        return Page(
            search.criteria,
            page,
            total=len(search.ranked),
            left=max(0, len(search.ranked) - upto),
            best_reach=min((m.reach for m in matches), key=list(Reach).index, default=None),
        )

    def _remember(self, search: Search, ids: Sequence[OpportunityId]) -> None:
        now: datetime = self._clock.now()
        with self._storage.transaction() as work:
            work.searches.save(search)
            work.searches.note_shown(search.conversation_id, ids, now)


def _is_answerable(opportunity: Opportunity, now: datetime) -> bool:
    return opportunity.is_known_at(now) and can_be_answered(opportunity.state_at(now))


def _going_on(last: Criteria, criteria: Criteria) -> Criteria:
    """What was left unsaid because it was said before."""
    if criteria.place is None:
        return replace(criteria, place=last.place)
    names_work = criteria.trades or criteria.words or criteria.buyer or criteria.names_a_value
    # A search without a place asks for one: the bare place that follows is the answer.
    return criteria if names_work or last.place else last.refined_by(criteria)
