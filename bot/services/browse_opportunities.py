"""Everything that can be answered now, as a list that is narrowed and put in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from bot.domain.browsing import NOTHING, Browse, Filter, Order
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.place import Place
from bot.domain.work_facts import Marks, answerable
from bot.ports import Clock, Storage
from bot.services.browse_columns import BrowseColumns, KeepColumns
from bot.services.browse_marks import Look, marks_of
from bot.services.browse_order import InOrder, KeepOrder
from bot.services.opportunity_index import OpportunityIndex, Snapshot
from bot.services.prepare_work import Vocabulary

PAGE = 20
"""Opportunities on a page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An opportunity on a page, and how far it is from the place asked about, if that is known."""

    opportunity: Opportunity
    miles: float | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: how many there are in all, and on how many pages."""

    total: int
    page: int
    pages: int
    shown: tuple[Shown, ...]


@dataclass(frozen=True, eq=False)
class _Now:
    """The index, its columns and the moment, as one request sees them."""

    snapshot: Snapshot
    columns: BrowseColumns
    ordered: InOrder
    at: datetime

    def marked(self, marks: Marks, order: Order) -> NDArray[np.int64]:
        """The marked rows in that order."""
        rows = self.ordered.rows(order)
        return np.asarray(rows[marks[rows]])


class BrowseOpportunities:
    """Reads from the database only what a page shows; safe to share between threads."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with, each once
        self,
        storage: Storage,
        index: OpportunityIndex,
        vocabulary: Vocabulary,
        columns: KeepColumns,
        clock: Clock,
        home: Place,
    ) -> None:
        self._storage = storage
        self._index = index
        self._vocabulary = vocabulary
        self._columns = columns
        self._clock = clock
        self._order = KeepOrder(home)

    def page(self, browse: Browse, number: int = 1) -> Listing:
        """The page of that number, counted from 1; the last one where there are not so many."""
        now = self._now()
        rows = now.marked(self._all_of(self._marks(now, browse), now), browse.order)
        pages = max(1, -(-len(rows) // PAGE))
        number = min(max(1, number), pages)
        shown = rows[(number - 1) * PAGE : number * PAGE]
        return Listing(len(rows), number, pages, self._read(now, browse, shown))

    def with_one_less(self, browse: Browse) -> dict[Filter, int]:
        """How many there would be without each of its filters, where that would be any."""
        now = self._now()
        marks = self._marks(now, browse)
        found = {
            one: int(self._all_of({o: m for o, m in marks.items() if o is not one}, now).sum())
            for one in marks
        }
        return {one: count for one, count in found.items() if count}

    def by_ward(self, browse: Browse) -> tuple[dict[str, int], int]:
        """How many lie in each ward that has any; and how many there are, with a ward or not.

        A ward that is asked for is left out of account: the others are what it is held against.
        """
        now = self._now()
        marks = self._all_of(self._marks(now, browse.without(Filter.WARD)), now)
        return now.columns.by_ward(marks), int(marks.sum())

    def everything(self) -> list[OpportunityId]:
        """The ids of all, the newest first."""
        now = self._now()
        rows = now.marked(self._all_of({}, now), Order.NEWEST)
        return [now.snapshot.held.ids[row] for row in rows.tolist()]

    def trades_named(self, words: str) -> list[str]:
        """The trades that the words name, for whoever would rather have the trade."""
        return [trade.name for trade in self._vocabulary.trades.found_in(words)]

    def warm(self) -> None:
        """Takes all of it into memory, so that the first visitor does not wait."""
        self.page(NOTHING)

    def _now(self) -> _Now:
        at = self._clock.now()
        snapshot = self._index.current(at)
        columns = self._columns.of(snapshot)
        return _Now(snapshot, columns, self._order.of(snapshot, columns), at)

    def _marks(self, now: _Now, browse: Browse) -> Mapping[Filter, Marks]:
        look = Look(now.snapshot, now.columns, self._vocabulary, self._namings)
        return {one: marks_of(look, browse, one) for one in browse.filters}

    def _all_of(self, marks: Mapping[Filter, Marks], now: _Now) -> Marks:
        rows, size = now.snapshot.held.index.rows, now.snapshot.size
        live = answerable(now.ordered.facts, now.at) & rows.live[:size]
        return reduce(np.logical_and, marks.values(), live)

    @property
    def _namings(self) -> Callable[[str], set[str]]:
        def asked(words: str) -> set[str]:
            with self._storage.transaction() as work:
                return work.listing.namings_of_buyers(words)

        return asked

    def _read(self, now: _Now, browse: Browse, rows: NDArray[np.int64]) -> tuple[Shown, ...]:
        held, size = now.snapshot.held, now.snapshot.size
        ids = [held.ids[row] for row in rows.tolist()]
        whole = self._index.opportunities(now.snapshot, ids)
        miles = np.full(len(rows), np.inf)
        if browse.place:
            miles = held.coverages.miles(browse.place, size)[rows]
        return tuple(
            Shown(whole[one], None if np.isinf(far) else float(far))
            for one, far in zip(ids, miles, strict=True)
            if one in whole
        )
