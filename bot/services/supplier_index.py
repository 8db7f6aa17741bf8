"""The firms in memory, and which of them one opportunity fits; a change reads no other firm."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import FitModel, Numbers
from bot.domain.match import LISTS
from bot.domain.needed_work import NeededWork
from bot.domain.opportunity import Opportunity
from bot.domain.rotation import BANDS
from bot.domain.supplier_rows import NO_LIMIT, HeldRow, NewRows, SupplierRows
from bot.domain.work_facts import number_of_trade
from bot.ports import Storage, Work
from bot.services.prepare_suppliers import PrepareSupplier


@dataclass(frozen=True, eq=False)
class Fitting:
    """Firms by their numbers, with the chance of each that the work is of its trade, in [0, 1].

    A fit is that chance times `scale`, which is the same for all.
    """

    numbers: NDArray[np.uint32]
    chances: Numbers
    scale: float

    def from_fit(self, least: float) -> list[tuple[int, float]]:
        """The firms with a fit from that on, with their fits, the best first."""
        fits = self.chances * self.scale
        order = np.argsort(-fits, kind="stable")
        order = order[fits[order] >= least]
        return list(zip(self.numbers[order].tolist(), fits[order].tolist(), strict=True))

    def bands(self) -> list[list[int]]:
        """The firms of each band of `rotation.BANDS`, the best band first."""
        above = np.inf
        found = []
        for least in BANDS:
            within = (self.chances >= least) & (self.chances < above)
            found.append(self.numbers[within].tolist())
            above = least
        return found


class SupplierIndex:
    """Grows by what changed in the database; safe to share between threads."""

    def __init__(self, prepare: PrepareSupplier, model: FitModel) -> None:
        self._made_with = prepare.made_with
        self._packing = prepare.vocabulary.packing
        self._model = model
        names = sorted(
            (number_of_trade(t.name), n) for n, t in enumerate(prepare.vocabulary.trades)
        )
        self._trade_numbers = np.array([number for number, _ in names], dtype=np.uint32)
        self._trade_places = np.array([place for _, place in names], dtype=np.uint16)
        self._lock = threading.Lock()
        self._change = 0
        self.rows = SupplierRows(self._packing)

    def renew(self, storage: Storage) -> None:
        """Takes in what changed since the last time; one query where nothing has."""
        with self._lock, storage.transaction() as work:
            change = work.supplier_rows.change()
            if change == self._change:
                return
            for some in work.supplier_rows.changed_since(self._change, self._made_with):
                self.take_in(some)
            self._drop_those_removed(work)
            self._change = change

    def take_in(self, some: Sequence[HeldRow]) -> None:
        """Adds firms, each in place of what was held of it."""
        numbers = np.array([one.number for one in some], dtype=np.uint32)
        self.rows.remove(self.rows.rows_of(numbers))
        new = [one for one in some if one.made]
        if new:
            self.rows.append(self._new_rows(new))

    def fitting(self, needed: NeededWork, opportunity: Opportunity, *, who_agreed: bool) -> Fitting:
        """The firms that may fit, their limits kept to; with `who_agreed` only such as did."""
        amount = opportunity.value.amount
        value = None if amount is None or opportunity.kind in LISTS else float(amount)
        rows = needed.candidates(self.rows, self.rows.allowed(value, who_agreed=who_agreed))
        chances = needed.chances(self.rows, rows, self._model)
        return Fitting(self.rows.numbers_of(rows), chances, needed.scale)

    def _new_rows(self, new: Sequence[HeldRow]) -> NewRows:
        made = [one.made for one in new if one.made]
        words = [np.frombuffer(one.words, dtype="<u4") for one in made]
        trades = [self._places(np.frombuffer(one.trades, dtype="<u4")) for one in made]
        limits = [NO_LIMIT if one.limit is None else one.limit for one in new]
        return NewRows(
            numbers=np.array([one.number for one in new], dtype=np.uint32),
            vectors=self._packing.unpack(b"".join(one.vector for one in made)),
            words=np.concatenate(words),
            words_each=np.array([len(one) for one in words], dtype=np.int64),
            trades=np.concatenate(trades),
            trades_each=np.array([len(one) for one in trades], dtype=np.int64),
            limits=np.array(limits, dtype=np.float64),
            agreed=np.array([one.agreed for one in new], dtype=bool),
        )

    def _places(self, numbers: NDArray[Any]) -> NDArray[np.uint16]:
        """Where the trades of those numbers stand in the list; one that is none is left out."""
        at = np.minimum(np.searchsorted(self._trade_numbers, numbers), len(self._trade_numbers) - 1)
        known = at[self._trade_numbers[at] == numbers]
        return np.asarray(self._trade_places[known], dtype=np.uint16)

    def _drop_those_removed(self, work: Work) -> None:
        there = np.array(work.supplier_rows.numbers(self._made_with), dtype=np.uint32)
        held = np.flatnonzero(self.rows.allowed(None, who_agreed=False))
        if len(held) != len(there):
            gone = ~np.isin(self.rows.numbers_of(held), there)
            self.rows.remove(held[gone])
