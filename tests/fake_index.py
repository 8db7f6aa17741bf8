"""The rows of an index kept in memory, and a vocabulary of words for tests."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.bootstrap import MODELS
from bot.domain.index_row import HeldVector, IndexRow, MadeWith, ReadyRows
from bot.domain.learnt_trades import LearntTrades
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, OpportunityId, Visibility, can_be_answered
from bot.domain.trade import Trade, Trades
from bot.domain.vector_rows import Packing
from bot.ports import TextEncoder
from bot.services.prepare_work import Vocabulary
from connectors.text.trades_file import load_learnt_trades

NAMES = {
    "90910000": "Cleaning services",
    "90911300": "Window-cleaning services",
    "55520000": "Catering services",
}
HEAD = 16


class FakeStems:
    """Words as they stand, each as a number."""

    name = "fake"

    def of(self, text: str) -> NDArray[np.uint32]:
        """The number of each word, in order."""
        words = re.findall(r"\w\w+", text.lower())
        numbers = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
        return np.array(numbers, dtype=np.uint32)


@dataclass(frozen=True)
class StoredRow:
    """A row, the opportunity that it was made of, and with which vocabulary."""

    of: Opportunity
    row: IndexRow
    vocabulary: str


class IndexTables(Protocol):
    """The part of what is held that the rows need."""

    opportunities: dict[ProcessKey, Opportunity]
    shown_as: dict[ProcessKey, ProcessKey]
    vectors: dict[tuple[str, OpportunityId], StoredRow]
    changed: dict[OpportunityId, int]

    def note_changed(self, ids: Sequence[OpportunityId]) -> None: ...


class FakeVectors:
    """The VectorRepository in memory."""

    def __init__(self, tables: IndexTables) -> None:
        self._tables = tables

    def lacking(self, made: MadeWith, limit: int) -> list[Opportunity]:
        every = self._tables.opportunities.values()
        fresh = {o.id for o in every if self._is_fresh(o, made, made.vocabulary)}
        return [o for o in every if o.id not in fresh][:limit]

    def held(
        self, made: MadeWith, ids: Collection[OpportunityId]
    ) -> dict[OpportunityId, HeldVector]:
        rows = self._tables.vectors
        return {
            one: HeldVector(stored.row.text_hash, stored.row.vector)
            for (name, one), stored in rows.items()
            if name == made.vectors and one in ids
        }

    def store(self, made: MadeWith, rows: Mapping[OpportunityId, IndexRow]) -> None:
        held = {o.id: o for o in self._tables.opportunities.values()}
        known = [one for one in rows if one in held]
        for one in known:
            self._tables.vectors[made.vectors, one] = StoredRow(
                held[one], rows[one], made.vocabulary
            )
        self._tables.note_changed(known)

    def ready(
        self, made: MadeWith, now: datetime, ids: Collection[OpportunityId] | None = None
    ) -> ReadyRows:
        rows = {
            o.id: self._tables.vectors[made.vectors, o.id].row
            for o in self._shown(ids)
            if self._is_fresh(o, made)
        }
        still = {
            one: row for one, row in rows.items() if row.over_from is None or row.over_from > now
        }
        every = list(still.values())
        return ReadyRows(
            list(still),
            [row.vector for row in every],
            [row.facts for row in every],
            [row.numbers for row in every],
            [row.counts for row in every],
            frozenset(self._joined()),
        )

    def unready(
        self,
        made: MadeWith,
        now: datetime,
        limit: int,
        ids: Collection[OpportunityId] | None = None,
    ) -> list[OpportunityId]:
        lacking = [o for o in self._shown(ids) if not self._is_fresh(o, made)]
        return [o.id for o in lacking if can_be_answered(o.state_at(now))][:limit]

    def changed_since(self, revision: str) -> Sequence[OpportunityId]:
        return [one for one, at in self._tables.changed.items() if at > int(revision)]

    def _is_fresh(self, one: Opportunity, made: MadeWith, vocabulary: str | None = None) -> bool:
        stored = self._tables.vectors.get((made.vectors, one.id))
        known = stored is not None and stored.of == one
        return known and vocabulary in {None, stored.vocabulary if stored else None}

    def _shown(self, ids: Collection[OpportunityId] | None) -> list[Opportunity]:
        shown = self._tables.shown_as
        return [
            o
            for key, o in self._tables.opportunities.items()
            if o.visibility is Visibility.ADVERTISED
            and shown.get(key, key) == key
            and (ids is None or o.id in ids)
        ]

    def _joined(self) -> set[OpportunityId]:
        held = self._tables.opportunities
        heads = self._tables.shown_as.values()
        return {held[key].id for key in heads if key in held}


@cache
def learnt_trades() -> LearntTrades:
    """What was really learnt, read once; it knows no word as `FakeStems` cuts them."""
    return load_learnt_trades(MODELS / "trades.npz")


def vocabulary_of(
    trades: Iterable[Trade], encoder: TextEncoder, names: Mapping[str, str] | None = None
) -> Vocabulary:
    """A vocabulary of these trades and names of codes, on an encoder of tests."""
    known = NAMES if names is None else names
    return Vocabulary(
        Trades(trades),
        known,
        encoder,
        FakeStems(),
        Packing.plain(encoder.dimensions, HEAD),
        lambda codes: type(encoder)().encode([known.get(code, "") for code in codes]),
        learnt_trades(),
    )
