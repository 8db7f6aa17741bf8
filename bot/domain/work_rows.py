"""Opportunities by row as an index holds them: meaning, words, codes and facts side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.code_table import CodesOfRows, CodeTable
from bot.domain.fit import scale_fit, weight_of_codes
from bot.domain.growing import GrowingColumn
from bot.domain.likely_rows import LikelyRows
from bot.domain.postings import Postings
from bot.domain.vector_rows import Packed, Packing, Rows, VectorRows, Vectors
from bot.domain.work_facts import FACTS, NOT_SAID, Marks, WorkFacts, number_of_trade

Column = NDArray[np.float32]


class WorkRows:
    """A row keeps its number for ever; adding one touches no other.

    One thread may add and remove while others ask: who asks takes `len` first, and of every column
    no more than that.
    """

    def __init__(self, packing: Packing, code_vectors: Callable[[Sequence[str]], Vectors]) -> None:
        self.vectors = VectorRows(packing)
        self.words = Postings()
        self.table = CodeTable(code_vectors)
        self.codes = CodesOfRows()
        self.likely = LikelyRows()
        self._facts = GrowingColumn(FACTS)
        self._scales = GrowingColumn(np.float32)
        self._code_weights = GrowingColumn(np.float32)
        self._live = GrowingColumn(np.bool_)
        self._trades = GrowingColumn(np.uint32)
        self._rows_of_trades = GrowingColumn(np.int64)
        self._goods = GrowingColumn(np.int64)
        self._unread = GrowingColumn(np.int64)
        self._size = 0
        self.removed = 0

    def __len__(self) -> int:
        return self._size

    def append(self, packed: Packed, work: WorkFacts) -> int:
        """Adds a row for each; returns the number of the first."""
        first, facts = self._size, work.facts
        parts = work.parts
        self.vectors.append_packed(packed)
        self.words.append(work.words())
        self.codes.append(self.table.places(parts.codes), facts["codes"].astype(np.int32))
        self._trades.append(parts.trades)
        rows = np.arange(first, first + len(facts))
        self._rows_of_trades.append(np.repeat(rows, facts["trades"]))
        self.likely.append(parts.likely, parts.chances, facts["likely"])
        self._goods.append(rows[facts["goods"]])
        self._unread.append(rows[facts["unread"]])
        self._scales.append(_scales(facts))
        self._code_weights.append(_code_weights(facts))
        self._live.append(np.ones(len(facts), dtype=bool))
        self._facts.append(facts)
        self._size = first + len(facts)
        return first

    def remove(self, rows: Rows) -> None:
        """Takes rows out; what is out already is no error."""
        live = self._live.rows
        self.removed += int(live[np.unique(rows)].sum())
        live[rows] = False
        self.words.remove(rows)

    @property
    def facts(self) -> NDArray[Any]:
        """The FACTS of every row."""
        return self._facts.rows

    @property
    def scales(self) -> Column:
        """How likely the size of each is one for a small firm."""
        return self._scales.rows

    @property
    def live(self) -> Marks:
        """Which rows were not taken out."""
        return self._live.rows

    def of_goods(self, size: int) -> Rows:
        """Those of the first rows whose title says goods."""
        return _before(self._goods.rows, size)

    def unread(self, size: int) -> Rows:
        """Those of the first rows whose meaning is not worked out yet."""
        return _before(self._unread.rows, size)

    def named_in_title(self, trade: str, size: int) -> Column:
        """1 for each of the first rows whose title names the trade, else 0."""
        trades = self._trades.rows
        rows = self._rows_of_trades.rows[: len(trades)]
        named = np.zeros(size, dtype=np.float32)
        of_trade = rows[trades[: len(rows)] == number_of_trade(trade)]
        named[of_trade[of_trade < size]] = 1.0
        return named

    def codes_like(self, firms: Sequence[tuple[tuple[str, ...], float]], size: int) -> Column:
        """How like a firm's codes those of each of the first rows are; less where it has many.

        Each trade of the firm has its codes and what it counts; the best counts.
        """
        like = np.zeros(len(self.table.codes), dtype=np.float32)
        for own, counts in firms:
            of_trade = counts * self.table.like(own)[: len(like)]
            np.maximum(like[: len(of_trade)], of_trade, out=like[: len(of_trade)])
        best = self.codes.best(like, size)
        weights: Column = self._code_weights.rows
        return np.asarray(best * weights[:size], dtype=np.float32)


def _before(rows: Rows, size: int) -> Rows:
    return rows[: np.searchsorted(rows, size)]


def _scales(facts: NDArray[Any]) -> Column:
    both = np.stack([facts["pence"], facts["is_list"].astype(np.int64)])
    known, at = np.unique(both, axis=1, return_inverse=True)
    fits = [scale_fit(_pounds(int(pence)), is_list=bool(listed)) for pence, listed in known.T]
    return np.asarray(np.array(fits, dtype=np.float32)[at])


def _pounds(pence: int) -> Decimal | None:
    return None if pence == NOT_SAID else Decimal(pence) / 100


def _code_weights(facts: NDArray[Any]) -> Column:
    known, at = np.unique(facts["codes"], return_inverse=True)
    weights = np.array([weight_of_codes(int(n)) for n in known], dtype=np.float32)
    return np.asarray(weights[at])
