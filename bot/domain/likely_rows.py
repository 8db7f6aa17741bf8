"""Which trades each row of an index may be for, and the chance of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import log_odds
from bot.domain.growing import GrowingColumn, GrowingPairs
from bot.domain.vector_rows import Rows
from bot.domain.work_facts import number_of_trade

Column = NDArray[np.float32]

_FEW = 16
_NO_ROWS = GrowingPairs(np.float32, _FEW)


class LikelyRows:
    """The likely trades of one row after the other; a row is added without touching the others.

    The likeliest trade of each row and the next are kept apart, and the rows of each trade.
    """

    def __init__(self) -> None:
        self._trades = GrowingColumn(np.uint32)
        self._chances = GrowingColumn(np.float32)
        self._ends = GrowingColumn(np.int64)
        self._best = tuple(Likeliest() for _ in range(2))
        self._of_trade: dict[int, GrowingPairs] = {}

    def append(self, trades: NDArray[np.uint32], chances: Column, each: NDArray[Any]) -> None:
        """Adds a row for each of `each`, which say how many of the trades are whose."""
        first, before = len(self._ends), len(self._trades)
        whose = np.repeat(np.arange(len(each)), each)
        ends = np.cumsum(each, dtype=np.int64)
        order = np.lexsort((-chances, whose))
        for place, one in enumerate(self._best):
            having = np.flatnonzero(each > place)
            at = order[ends[having] - each[having] + place]
            one.append(len(each), having, trades[at], chances[at])
        by_trade = np.argsort(trades, kind="stable")
        numbers, firsts = np.unique(trades[by_trade], return_index=True)
        for number, at in zip(numbers.tolist(), np.split(by_trade, firsts[1:]), strict=False):
            self._held(number).append(first + whose[at], chances[at])
        self._chances.append(chances)
        self._trades.append(trades)
        self._ends.append(before + ends)

    def log_odds(self, counted: Sequence[tuple[str, float]], size: int) -> Column:
        """For each of the first rows the log odds of the likeliest of a firm's trades.

        Each trade comes with what its chance is multiplied by.
        """
        found = np.zeros(size, dtype=np.float32)
        touched = [np.zeros(0, dtype=np.intp)]
        for name, counts in counted:
            rows, chances = self._rows_of(number_of_trade(name), size)
            found[rows] = np.maximum(found[rows], np.float32(counts) * chances)
            touched.append(rows)
        odds = np.full(size, log_odds(np.zeros(1))[0], dtype=np.float32)
        for rows in touched:
            odds[rows] = log_odds(found[rows])
        return odds

    def of_others(self, own: Iterable[str], size: int) -> Column:
        """For each of the first rows the chance of the likeliest trade that is none of `own`."""
        numbers = [number_of_trade(name) for name in own]
        first, second = self._best
        best = first.chances.rows[:size].copy()
        for number in numbers:
            rows, _ = self._rows_of(number, size)
            rows = rows[first.trades.rows[rows] == np.uint32(number)]
            best[rows] = second.chances.rows[rows]
            both = rows[np.isin(second.trades.rows[rows], numbers)]
            if len(both):
                best[both] = self._best_but(numbers, both)
        return best

    def _best_but(self, numbers: Sequence[int], rows: Rows) -> Column:
        """Of rows with trades the chance of the likeliest that is none of those."""
        ends = self._ends.rows
        firsts = np.where(rows > 0, ends[rows - 1], 0)
        each = ends[rows] - firsts
        starts = np.cumsum(each) - each
        at = np.repeat(firsts - starts, each) + np.arange(int(each.sum()))
        is_own = np.isin(self._trades.rows[at], numbers)
        chances = np.where(is_own, np.float32(0), self._chances.rows[at])
        return np.asarray(np.maximum.reduceat(chances, starts), dtype=np.float32)

    def _held(self, number: int) -> GrowingPairs:
        """The rows that may be for that trade, with the chance of each; those to come as well."""
        return self._of_trade.setdefault(number, GrowingPairs(np.float32, _FEW))

    def _rows_of(self, number: int, size: int) -> tuple[Rows, Column]:
        """Those of the first rows that may be for that trade, and the chance of each."""
        return self._of_trade.get(number, _NO_ROWS).before(size)


class Likeliest:
    """One trade of each row and its chance; nought where there is none."""

    def __init__(self) -> None:
        self.trades = GrowingColumn(np.uint32)
        self.chances = GrowingColumn(np.float32)

    def append(self, many: int, having: Rows, trades: NDArray[np.uint32], chances: Column) -> None:
        """Adds so many rows, of which some have a trade."""
        for column, values in ((self.trades, trades), (self.chances, chances)):
            every = np.zeros(many, dtype=values.dtype)
            every[having] = values
            column.append(every)
