"""The codes that opportunities have, each once, and how like a firm's codes each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import cpv_likeness
from bot.domain.growing import GrowingColumn, GrowingPairs
from bot.domain.vector_rows import Vectors

IN_COLUMNS = 8
NO_CODE = -1

_DIGITS, _DIVISION = 8, 2


class CodeTable:
    """Gives each code a place, the same for ever; `vectors` makes the vectors of codes' names."""

    def __init__(self, vectors: Callable[[Sequence[str]], Vectors]) -> None:
        self._vectors_of = vectors
        self._place: dict[int, int] = {}
        self.codes: tuple[str, ...] = ()
        self.vectors: Vectors = vectors([])
        self._likenesses: dict[tuple[str, ...], NDArray[np.float32]] = {}

    def places(self, numbers: NDArray[np.uint32]) -> NDArray[np.int32]:
        """The places of codes, given as numbers; new ones are taken in."""
        known, at = np.unique(numbers, return_inverse=True)
        new = [int(one) for one in known if int(one) not in self._place]
        if new:
            codes = [f"{one:0{_DIGITS}}" for one in new]
            self.vectors = np.concatenate([self.vectors, self._vectors_of(codes)])
            self.codes = (*self.codes, *codes)
            self._place |= {one: len(self._place) + n for n, one in enumerate(new)}
        places = np.array([self._place[int(one)] for one in known], dtype=np.int32)
        return np.asarray(places[at], dtype=np.int32)

    def like(self, own: tuple[str, ...]) -> NDArray[np.float32]:
        """For each code of the table how like the nearest of a firm's codes it is in the tree."""
        codes, held = self.codes, self._likenesses.get(own, np.zeros(0, dtype=np.float32))
        if len(held) < len(codes):
            added = [_nearest_of(own, code) for code in codes[len(held) :]]
            held = np.concatenate([held, np.array(added, dtype=np.float32)])
            self._likenesses[own] = held
        return held[: len(codes)]


def _nearest_of(own: tuple[str, ...], code: str) -> float:
    """How like the nearest of a firm's codes it is; another division has nothing in common."""
    division = code[:_DIVISION]
    return max((cpv_likeness(one, code) for one in own if one.startswith(division)), default=0.0)


class CodesOfRows:
    """Which codes each row has, by their place in a table.

    Most rows have one or two: the first code of each row stands in a column, the second of those
    that have one in a shorter column, and so on; that is quicker to go through than lists of
    different lengths. Rows that have very many stand in such lists as well.
    """

    def __init__(self) -> None:
        self._first = GrowingColumn(np.intp)
        self._later = tuple(GrowingPairs(np.intp) for _ in range(1, IN_COLUMNS))
        self._flat = GrowingColumn(np.int32)
        self._firsts = GrowingColumn(np.int64)
        self._counts = GrowingColumn(np.int32)
        self._many_rows = GrowingColumn(np.int64)
        self._many_firsts = GrowingColumn(np.int64)
        self._many = GrowingColumn(np.intp)

    def append(self, places: NDArray[np.int32], per_row: NDArray[np.int32]) -> None:
        """Adds rows, whose codes are given one row after the other."""
        first_row, start = len(self._counts), len(self._flat)
        firsts = np.cumsum(per_row, dtype=np.int64) - per_row
        padded = np.append(places, np.int32(NO_CODE))
        self._first.append(padded[np.where(per_row > 0, firsts, len(places))])
        for number, pairs in enumerate(self._later, start=1):
            having = np.flatnonzero(per_row > number)
            pairs.append(having + first_row, places[firsts[having] + number])
        many = np.flatnonzero(per_row > IN_COLUMNS)
        of_many = np.repeat(per_row > IN_COLUMNS, per_row)
        ends = len(self._many) + np.cumsum(per_row[many], dtype=np.int64)
        self._many.append(places[of_many])
        self._many_firsts.append(ends - per_row[many])
        self._many_rows.append(many + first_row)
        self._flat.append(places)
        self._firsts.append(start + firsts)
        self._counts.append(per_row)

    def best(self, of_codes: NDArray[np.float32], size: int) -> NDArray[np.float32]:
        """For each of the first rows the best of a number that each code has; nought without."""
        padded = np.append(of_codes, np.float32(0.0))  # where NO_CODE points
        best = padded[self._first.rows[:size]]
        for pairs in self._later:
            rows, places = pairs.before(size)
            best[rows] = np.maximum(best[rows], of_codes[places])
        rows = self._many_rows.rows
        rows = rows[: np.searchsorted(rows, size)]
        if len(rows):
            firsts = self._many_firsts.rows[: len(rows)]
            end = int(firsts[-1] + self._counts.rows[rows[-1]])
            values = of_codes[self._many.rows[:end]]
            best[rows] = np.maximum.reduceat(values, firsts)
        return np.asarray(best, dtype=np.float32)

    def nearest(self, of_codes: NDArray[np.float32], row: int) -> int | None:
        """The place of the row's code that has the best number; None without codes."""
        first, count = int(self._firsts.rows[row]), int(self._counts.rows[row])
        own = self._flat.rows[first : first + count]
        return int(own[of_codes[own].argmax()]) if count else None
