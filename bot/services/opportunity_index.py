"""The opportunities in memory, indexed by words and by meaning, renewed when they change."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from bot.domain.conversation import Criteria
from bot.domain.match import Likeness, TradeFit
from bot.domain.matching import likenesses, text_of, trade_fit
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.remarks import Match
from bot.domain.trade import PlainText, Trade
from bot.ports import LexicalIndex, Lexicon, Storage, TextEncoder, Vectors, Work


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All opportunities that were not over when it was taken, and their indexes."""

    revision: str
    opportunities: tuple[Opportunity, ...]
    texts: tuple[tuple[PlainText, PlainText], ...]
    words: LexicalIndex
    vectors: Vectors
    fits: dict[str, dict[OpportunityId, TradeFit]] = field(default_factory=dict)
    matches: dict[tuple[Criteria, datetime], list[Match]] = field(default_factory=dict)


class OpportunityIndex:
    """Gives likenesses of a query to every opportunity; safe to share between threads."""

    def __init__(self, storage: Storage, lexicon: Lexicon, encoder: TextEncoder) -> None:
        self._storage = storage
        self._lexicon = lexicon
        self._encoder = encoder
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def current(self, now: datetime) -> Snapshot:
        """The newest snapshot; taking it again costs one query while nothing has changed."""
        with self._lock, self._storage.transaction() as work:
            revision = work.opportunities.revision()
            if self._snapshot is None or self._snapshot.revision != revision:
                self._snapshot = self._take(work, revision, now)
            return self._snapshot

    def likenesses(self, snapshot: Snapshot, query: str) -> list[Likeness]:
        """How like the query each opportunity of the snapshot is, in its order."""
        lexical = snapshot.words.scores(query)
        dense = snapshot.vectors @ self._encoder.encode([query])[0]
        return likenesses(lexical, dense)

    def trade_fits(
        self, snapshot: Snapshot, trades: Sequence[Trade]
    ) -> dict[OpportunityId, tuple[TradeFit, ...]]:
        """How each opportunity asks for the trades; worked out once a trade and snapshot."""
        for trade in trades:
            if trade.name not in snapshot.fits:
                found = (
                    (o.id, trade_fit(o, *texts, trade))
                    for o, texts in zip(snapshot.opportunities, snapshot.texts, strict=True)
                )
                snapshot.fits[trade.name] = {one: fit for one, fit in found if fit}
        by_trade = [snapshot.fits[trade.name] for trade in trades]
        return {
            o.id: tuple(fits[o.id] for fits in by_trade if o.id in fits)
            for o in snapshot.opportunities
        }

    def _take(self, work: Work, revision: str, now: datetime) -> Snapshot:
        opportunities = tuple(work.opportunities.not_over_at(now))
        held = work.vectors.load(self._encoder.name)
        width = self._encoder.dimensions
        # An opportunity that is not embedded yet is found by its words alone.
        none = np.zeros(width, dtype=np.float32)
        rows = [held.get(o.id, none) for o in opportunities]
        vectors = np.stack(rows) if rows else np.zeros((0, width), dtype=np.float32)
        words = self._lexicon.index([text_of(o) for o in opportunities])
        texts = tuple((PlainText(o.title), PlainText(o.description)) for o in opportunities)
        return Snapshot(revision, opportunities, texts, words, vectors)
