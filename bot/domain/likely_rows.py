"""Which trades each row of an index may be for, and the chance of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import log_odds
from bot.domain.growing import GrowingColumn
from bot.domain.vector_rows import Rows
from bot.domain.work_facts import number_of_trade

Column = NDArray[np.float32]


class LikelyRows:
    """The likely trades of one row after the other; a row is added without touching the others."""

    def __init__(self) -> None:
        self._trades = GrowingColumn(np.uint32)
        self._chances = GrowingColumn(np.float32)
        self._rows = GrowingColumn(np.int64)
        self._ends = GrowingColumn(np.int64)
        self._best = GrowingColumn(np.float32)

    def append(self, trades: NDArray[np.uint32], chances: Column, each: NDArray[Any]) -> None:
        """Adds a row for each of `each`, which say how many of the trades are whose."""
        first, before = len(self._ends), len(self._trades)
        whose = np.repeat(np.arange(len(each)), each)
        self._chances.append(chances)
        self._rows.append(first + whose)
        self._ends.append(before + np.cumsum(each, dtype=np.int64))
        self._best.append(_best(chances, whose, len(each)))
        self._trades.append(trades)  # last, for it says how many there are

    def log_odds(self, counted: Sequence[tuple[str, float]], size: int) -> Column:
        """For each of the first rows the log odds of the likeliest of a firm's trades.

        Each trade comes with what its chance is multiplied by.
        """
        found = np.zeros(size, dtype=np.float32)
        for name, counts in counted:
            at = self._places([number_of_trade(name)], size)
            rows = self._rows.rows[at]
            found[rows] = np.maximum(found[rows], np.float32(counts) * self._chances.rows[at])
        likely = np.flatnonzero(found)
        odds = np.full(size, log_odds(np.zeros(1))[0], dtype=np.float32)
        odds[likely] = log_odds(found[likely])
        return odds

    def of_others(self, own: Iterable[str], size: int) -> Column:
        """For each of the first rows the chance of the likeliest trade that is none of `own`."""
        best = self._best.rows[:size].copy()
        numbers, trades = [number_of_trade(name) for name in own], self._trades.rows
        rows = np.unique(self._rows.rows[self._places(numbers, size)])
        at, whose = self._all_of(rows)
        chances = np.where(np.isin(trades[at], numbers), np.float32(0), self._chances.rows[at])
        best[rows] = _best(chances, whose, len(rows))
        return best

    def _places(self, numbers: Sequence[int], size: int) -> Rows:
        """Where any of those trades stands in one of the first rows."""
        trades = self._trades.rows
        found = [np.flatnonzero(trades == np.uint32(number)) for number in numbers]
        places = np.concatenate([np.zeros(0, dtype=np.int64), *found])
        return np.asarray(places[self._rows.rows[places] < size])

    def _all_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """The places of all trades of those rows, and at which of the rows each is."""
        ends = self._ends.rows
        lasts, firsts = ends[rows], np.where(rows > 0, ends[rows - 1], 0)
        each = lasts - firsts
        whose = np.repeat(np.arange(len(rows)), each)
        place = np.arange(len(whose)) - np.repeat(np.cumsum(each) - each, each)
        return firsts[whose] + place, whose


def _best(chances: Column, whose: Rows, count: int) -> Column:
    best = np.zeros(count, dtype=np.float32)
    np.maximum.at(best, whose, chances)
    return best
