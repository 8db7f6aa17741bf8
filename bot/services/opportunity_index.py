"""The opportunities in memory, ready to be searched, kept up with what changes in the store."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain.conversation import Criteria
from bot.domain.index_row import ReadyRows
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.place import Coverage
from bot.domain.remarks import Match
from bot.domain.vector_rows import Packed
from bot.domain.work_facts import WorkFacts
from bot.ports import Gazetteer, Storage, Work
from bot.services.coverage_weights import CoverageWeights
from bot.services.prepare_work import Vocabulary
from bot.services.work_index import WorkIndex

WORDS_AT_ONCE = 2_000
"""Opportunities without a row of their own that are found by their words meanwhile."""

READ_AT_A_TIME = 500
KEPT = 5_000
"""Whole opportunities kept in memory at once; all others are read when they are shown."""

WORTH_CLEARING = 10_000
"""Rows taken out, from which on the index is taken anew if they are more than those left."""


@dataclass(eq=False)
class Held:
    """An index and what lies beside its rows: their ids, which are joined, and how far they are."""

    index: WorkIndex
    coverages: CoverageWeights
    ids: list[OpportunityId] = field(default_factory=list)
    row_of: dict[OpportunityId, int] = field(default_factory=dict)
    joined: set[int] = field(default_factory=set)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The index as it was at a revision: its first `size` rows, less those taken out since."""

    revision: str
    held: Held
    size: int
    whole: dict[OpportunityId, Opportunity] = field(default_factory=dict)
    matches: dict[tuple[Criteria, datetime], list[Match]] = field(default_factory=dict)


class OpportunityIndex:
    """Reads all that is not over once, then what changes; safe to share between threads."""

    def __init__(self, storage: Storage, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
        self._storage = storage
        self._vocabulary = vocabulary
        self._gazetteer = gazetteer
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def current(self, now: datetime) -> Snapshot:
        """The newest snapshot; taking it again costs one query while nothing has changed.

        What changed is read, and nothing else.
        """
        with self._lock, self._storage.transaction() as work:
            revision, last = work.opportunities.revision(), self._snapshot
            if last and last.revision == revision:
                return last
            whole: dict[OpportunityId, Opportunity] = {}
            if last and not _is_worth_clearing(last):
                held, ids = last.held, set(work.vectors.changed_since(last.revision))
                whole = {one: kept for one, kept in last.whole.copy().items() if one not in ids}
            else:
                held, ids = self._empty(), None
            self._take_in(work, held, now, ids)
            self._snapshot = Snapshot(revision, held, len(held.ids), whole)
            return self._snapshot

    def opportunities(
        self, snapshot: Snapshot, ids: Sequence[OpportunityId]
    ) -> dict[OpportunityId, Opportunity]:
        """Those of the ids that there still are; the last thousands are kept in memory."""
        kept = snapshot.whole
        found = {one: kept[one] for one in ids if one in kept}
        lacking = [one for one in ids if one not in found]
        if lacking:
            with self._storage.transaction() as work:
                read = {one.id: one for one in _read(work, lacking)}
            if len(kept) + len(read) > KEPT:
                kept.clear()
            kept.update(read)
            found |= read
        return found

    def rows_of_buyer(self, snapshot: Snapshot, name: str) -> NDArray[np.bool_]:
        """Which rows are of buyers of that name."""
        with self._storage.transaction() as work:
            ids = work.buyers.opportunities_of(name)
        row_of = snapshot.held.row_of
        rows = [row_of[one] for one in ids if one in row_of]
        marks = np.zeros(snapshot.size, dtype=bool)
        marks[[row for row in rows if row < snapshot.size]] = True
        return marks

    def _empty(self) -> Held:
        return Held(WorkIndex(self._vocabulary), CoverageWeights(self._gazetteer))

    def _take_in(
        self, work: Work, held: Held, now: datetime, ids: Collection[OpportunityId] | None
    ) -> None:
        made, packing = self._vocabulary.made_with, self._vocabulary.packing
        gone = [held.row_of.pop(one) for one in ids or () if one in held.row_of]
        if gone:
            held.index.rows.remove(np.array(gone, dtype=np.int64))
        ready = work.vectors.ready(made, now, ids)
        facts = WorkFacts.read(ready.facts, ready.numbers, ready.counts)
        self._append(work, held, ready, packing.unpack(b"".join(ready.vectors)), facts)
        lacking = work.vectors.unready(made, now, WORDS_AT_ONCE, ids)
        if lacking:
            self._append_words(work, held, _read(work, lacking))

    def _append(
        self, work: Work, held: Held, ready: ReadyRows, packed: Packed, facts: WorkFacts
    ) -> None:
        ids = ready.ids

        def examples(rows: Sequence[int]) -> list[Coverage]:
            return [one.coverage for one in _read(work, [ids[row] for row in rows])]

        held.coverages.append(facts.facts["coverage"], examples)
        first = held.index.append(packed, facts)
        held.ids.extend(ids)
        held.row_of.update(zip(ids, range(first, first + len(ids)), strict=True))
        held.joined.update(held.row_of[one] for one in ready.joined if one in held.row_of)

    def _append_words(self, work: Work, held: Held, lacking: Sequence[Opportunity]) -> None:
        """Rows without meaning, so that what is new can be found before its row is made."""
        known = self._vocabulary
        nothing = np.zeros((len(lacking), len(known.packing.rotation)), dtype=np.float32)
        ids, none = [one.id for one in lacking], [b""] * len(lacking)
        rows = ReadyRows(ids, none, none, none, none, frozenset())
        facts = WorkFacts.joined([known.facts_of(one) for one in lacking])
        facts.facts["unread"] = True
        self._append(work, held, rows, known.packing.pack(nothing), facts)


def _read(work: Work, ids: Sequence[OpportunityId]) -> list[Opportunity]:
    found: list[Opportunity] = []
    for at in range(0, len(ids), READ_AT_A_TIME):
        found += work.opportunities.get_many(ids[at : at + READ_AT_A_TIME])
    return found


def _is_worth_clearing(snapshot: Snapshot) -> bool:
    removed = snapshot.held.index.rows.removed
    return removed > max(WORTH_CLEARING, len(snapshot.held.row_of))
