"""Finds what suits an owner's words, narrows it, and shows more of it, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.domain.conversation import ConversationId, Criteria, Search
from bot.domain.feedback_effect import Leaning, heeded, leaning_of, with_effect
from bot.domain.match import Candidate, Likeness, Wanted
from bot.domain.matching import judge, ranked, trade_fit
from bot.domain.opportunity import Opportunity, OpportunityId, can_be_answered
from bot.domain.place import Place, Reach
from bot.domain.remarks import Match
from bot.domain.remarks_of_time import COUNTED_DAYS
from bot.domain.trade import PlainText, Trades
from bot.ports import BankHolidays, Clock, Gazetteer, Storage
from bot.services.feedback_of import feedback_of
from bot.services.opportunity_index import Snapshot
from bot.services.suiting import Suiting

PAGE = 3
"""Cards at a time: what a phone shows without losing the thread."""

KEPT_SEARCHES = 500
"""Different searches whose matches are kept in memory at once."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some matches of a search: which criteria, which of how many, and how near the nearest is.

    `best_reach` is the closest reach of all that was found, on this page or a later one; None
    if nothing was. `leaning` is what its owner's feedback changed, `unwanted` how many it took out.
    """

    criteria: Criteria
    matches: tuple[Match, ...]
    total: int
    left: int
    best_reach: Reach | None
    leaning: Leaning = field(default_factory=Leaning)
    unwanted: int = 0

    @property
    def place_was_said(self) -> bool:
        """Whether the owner named a place."""
        return self.criteria.place is not None


class FindOpportunities:
    """The searches of a conversation; each is stored, so that it can be narrowed and paged."""

    def __init__(  # noqa: PLR0913, PLR0917 - its collaborators
        self,
        storage: Storage,
        suiting: Suiting,
        gazetteer: Gazetteer,
        trades: Trades,
        clock: Clock,
        home: Place,
        bank_holidays: BankHolidays,
    ) -> None:
        self._storage = storage
        self._suiting = suiting
        self._gazetteer = gazetteer
        self._trades = trades
        self._clock = clock
        self._home = home
        self._bank_holidays = bank_holidays

    def find(
        self,
        conversation: ConversationId,
        criteria: Criteria,
        usual: Criteria | None = None,
        *,
        any_work: bool = False,
    ) -> Page:
        """A new search; it goes on at the place last named.

        A place alone goes on with the last work, and so does a value alone: "anything under £10k?"
        after cleaning is of cleaning, unless any work is asked for in so many words. What is then
        still unsaid is taken from the usual criteria, if there are any. What is closed now is never
        in it.
        """
        last = self._latest(conversation)
        if last:
            criteria = _going_on(last.criteria.as_said(), criteria, any_work=any_work)
        if usual:
            usual = replace(usual, trades=(), words="") if any_work else usual
            criteria = criteria.filled_in(usual)
        return self._show(*self._search(conversation, criteria))

    def coming_up(
        self, conversation: ConversationId, criteria: Criteria, usual: Criteria | None = None
    ) -> Page:
        """What is planned, or will probably be bought again; the work last named if none is.

        Words that name no trade ("what ends soon?") are the question, not the work; the usual
        criteria fill in as for `find`. Where there is nothing, the last search stands.
        """
        last = self._latest(conversation)
        criteria = replace(criteria, words="", coming_up=True)
        if last:
            criteria = _going_on(last.criteria.as_said(), criteria)
            trades = criteria.trades or last.criteria.as_said().trades
            criteria = replace(criteria, trades=trades, coming_up=True)
        if usual:
            criteria = criteria.filled_in(usual)
        return self._show_if_any(*self._search(conversation, criteria))

    def change(self, conversation: ConversationId, criteria: Criteria) -> Page:
        """The search with changed criteria; an empty page, and the last stands, if nothing fits."""
        return self._show_if_any(*self._search(conversation, criteria))

    def again(self, conversation: ConversationId) -> Page | None:
        """The last search from its start, as feedback since then has it; None without a search."""
        last = self._latest(conversation)
        return self._show(*self._search(conversation, last.criteria)) if last else None

    def more(self, conversation: ConversationId) -> Page | None:
        """The next page of the last search, or None if there was no search."""
        last = self._latest(conversation)
        return self.resume(last, last.shown) if last else None

    def resume(self, search: Search, start: int) -> Page:
        """The page of a search that begins at a place of its ranking, as things stand now."""
        leaning = self.leaning(search.conversation_id)
        found = self.match(search.criteria)
        still = {m.opportunity.id: m for m in heeded(found, leaning)}
        seen, rest = search.ranked[:start], frozenset(search.ranked[start:])
        # What has closed since, or is not for the owner, must not leave gaps in the pages to come.
        ranked_now = (*seen, *(one for one in still if one in rest))
        matches = [still[one] for one in ranked_now if one in still]
        return self._show(replace(search, ranked=ranked_now, shown=start), matches, leaning)

    def warm(self) -> None:
        """Takes the index into memory, so that the first owner does not wait for it."""
        self._suiting.current(self._clock.now())

    def match(self, criteria: Criteria) -> list[Match]:
        """All that suits, best first; what lies elsewhere only where nothing else does.

        "More", "the second one" and "why" ask for the same matches again: they are kept for the
        minute, and what has closed within it is left out.
        """
        now = self._clock.now()
        snapshot = self._suiting.current(now)
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
        candidates = (
            self._candidate(opportunity, likeness, wanted)
            for opportunity, likeness in self._suiting.find(snapshot, wanted, now)
            if _is_answerable(opportunity, now)
        )
        judged = [m for c in candidates if (m := judge(c, wanted, now, holidays))]
        within = [m for m in judged if m.reach is not Reach.ELSEWHERE]
        return ranked(within or judged)

    def _candidate(self, opportunity: Opportunity, likeness: Likeness, wanted: Wanted) -> Candidate:
        title, description = PlainText(opportunity.title), PlainText(opportunity.description)
        found = (trade_fit(opportunity, title, description, trade) for trade in wanted.trades)
        fits = tuple(fit for fit in found if fit)
        reach, miles = self._gazetteer.reach(opportunity.coverage, wanted.place)
        return Candidate(opportunity, likeness, reach, miles, fits)

    def _holidays_after(self, today: date) -> frozenset[date]:
        """As far ahead as remarks count days."""
        return self._bank_holidays.between(today, today + timedelta(days=COUNTED_DAYS))

    def judge_one(
        self,
        opportunity: Opportunity,
        criteria: Criteria,
        conversation: ConversationId | None = None,
    ) -> Match | None:
        """The match of one opportunity, as `match` would judge it, or as a conversation has it."""
        found = next((m for m in self.match(criteria) if m.opportunity.id == opportunity.id), None)
        if found is None or conversation is None:
            return found
        return with_effect(found, self.leaning(conversation))

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
    ) -> tuple[Search, list[Match], Leaning, int]:
        found, leaning = self.match(criteria), self.leaning(conversation)
        matches = heeded(found, leaning)
        ids = tuple(m.opportunity.id for m in matches)
        search = Search(conversation, criteria, ids, 0, self._clock.now())
        return search, matches, leaning, len(found) - len(matches)

    def leaning(self, conversation: ConversationId) -> Leaning:
        """What feedback of the conversation's owner changes in what it is shown."""
        with self._storage.transaction() as work:
            return leaning_of(feedback_of(work, conversation))

    def _latest(self, conversation: ConversationId) -> Search | None:
        with self._storage.transaction() as work:
            return work.searches.latest(conversation)

    def _show_if_any(
        self, search: Search, matches: Sequence[Match], leaning: Leaning, unwanted: int
    ) -> Page:
        if matches:
            return self._show(search, matches, leaning, unwanted)
        return Page(search.criteria, (), 0, 0, None, leaning, unwanted)

    def _show(
        self, search: Search, matches: Sequence[Match], leaning: Leaning, unwanted: int = 0
    ) -> Page:
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
            leaning=leaning,
            unwanted=unwanted,
        )

    def _remember(self, search: Search, ids: Sequence[OpportunityId]) -> None:
        now: datetime = self._clock.now()
        with self._storage.transaction() as work:
            work.searches.save(search)
            work.searches.note_shown(search.conversation_id, ids, now)


def _is_answerable(opportunity: Opportunity, now: datetime) -> bool:
    return opportunity.is_known_at(now) and can_be_answered(opportunity.state_at(now))


def _going_on(last: Criteria, criteria: Criteria, *, any_work: bool = False) -> Criteria:
    """What was left unsaid because it was said before."""
    if criteria.place is None:
        names_work = criteria.trades or criteria.words or criteria.buyer or any_work
        if criteria.names_a_value and not names_work:
            criteria = replace(criteria, trades=last.trades, words=last.words)
        return replace(criteria, place=last.place)
    names_work = criteria.trades or criteria.words or criteria.buyer or criteria.names_a_value
    # A search without a place asks for one: the bare place that follows is the answer.
    return criteria if names_work or last.place else last.refined_by(criteria)
