"""Works out what an index must know of each firm; a job of its own that can stop at any point."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.domain.supplier_rows import MadeRow
from bot.domain.work_facts import number_of_trade
from bot.ports import PlaceNames, Storage
from bot.services.prepare_work import Vocabulary

FORM = "1"
SUPPLIERS_AT_A_TIME = 64
"""Half a second's work: so long may the database be held at once."""


@dataclass(frozen=True, eq=False)
class PrepareSupplier:
    """Makes rows of what firms say of themselves, less the places that they name.

    Where a firm is may not choose or order it for a buyer, so its row must not know: a notice of
    Birmingham is no nearer to a firm that says so.
    """

    vocabulary: Vocabulary
    place_names: PlaceNames

    @cached_property
    def made_with(self) -> str:
        """Changes with whatever rows are made of."""
        shared = sorted(map(repr, self.vocabulary.trades.shared_words))
        told = repr((FORM, self.vocabulary.made_with, shared))
        return hashlib.sha256(told.encode()).hexdigest()

    def row_of(self, text: str) -> MadeRow:
        """The row of a firm's words; it takes as long as encoding them."""
        said, known = self.place_names.without_places(text), self.vocabulary
        packed = known.packing.pack(known.encoder.encode([said]))
        words = known.stems.of(said).astype("<u4")
        numbers = [number_of_trade(trade.name) for trade in known.trades.practised_in(said)]
        trades = np.array(numbers, dtype="<u4")
        return MadeRow(packed.tobytes(), words.tobytes(), trades.tobytes())


def prepare_suppliers(
    storage: Storage,
    prepare: PrepareSupplier,
    progress: Callable[[int], object] = lambda _count: None,
) -> int:
    """Makes a row for each firm whose text has none yet; returns how many that were.

    Resumable and idempotent: what lacks a row is asked of the database each time, and each
    batch commits by itself; then `progress` is called with its size.
    """
    made = 0
    while True:
        with storage.transaction() as work:
            lacking = work.supplier_rows.lacking(prepare.made_with, SUPPLIERS_AT_A_TIME)
            if not lacking:
                return made
            rows = {one.id: prepare.row_of(one.text) for one in lacking}
            work.supplier_rows.store(prepare.made_with, rows)
        made += len(lacking)
        progress(len(lacking))
