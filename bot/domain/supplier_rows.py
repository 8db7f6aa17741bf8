"""Many firms in little memory, as features of a fit need them; one is added without the others.

A firm's words are 32-bit hashes of stems, its trades numbers of a list, its text a packed vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.growing import GrowingColumn
from bot.domain.vector_rows import Packed, Packing, Rows, VectorRows

Marks = NDArray[np.bool_]

NO_LIMIT = np.inf

ROOM, WORDS_EACH, TRADES_EACH = 1 << 20, 16, 4
"""Firms, and words and trades of each, for which there is room without moving what is held.

Room costs nothing until it is used; what was moved leaves holes in the memory of the process.
"""

_NONE = -1


@dataclass(frozen=True, slots=True)
class MadeRow:
    """What a firm's text comes to, as it is kept.

    `vector` is a packed row, `words` and `trades` are numbers of 32 bits, little end first: the
    stems of its words as often as it says them, and the trades that it names in its order.
    """

    vector: bytes
    words: bytes
    trades: bytes


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A firm as an index takes it in; `made` is None where its text has no row yet."""

    number: int
    limit: float | None
    agreed: bool
    made: MadeRow | None


@dataclass(frozen=True, eq=False)
class NewRows:
    """Firms to add: of each its number, packed vector, words, trades, limit and agreement.

    `words` and `trades` stand one firm after the other, in each firm's own order and with what it
    says twice; `words_each` and `trades_each` say how many are whose. A limit is pounds.
    """

    numbers: NDArray[Any]
    vectors: Packed
    words: NDArray[np.uint32]
    words_each: NDArray[Any]
    trades: NDArray[Any]
    trades_each: NDArray[Any]
    limits: NDArray[Any]
    agreed: Marks


class Lists:
    """A list of numbers for each row, one after the other."""

    def __init__(self, dtype: Any, each: int) -> None:
        self._flat = GrowingColumn(dtype, ROOM * each)
        self._ends = GrowingColumn(np.uint32, ROOM)

    def append(self, flat: NDArray[Any], each: NDArray[Any]) -> None:
        """Adds a list for each of `each`."""
        before = len(self._flat)
        self._flat.append(flat)
        self._ends.append(before + np.cumsum(each, dtype=np.int64))

    def of(self, rows: Rows) -> tuple[NDArray[Any], NDArray[np.int64], NDArray[np.int64]]:
        """The numbers of some rows, of each number the place of its row, and its place there."""
        ends = self._ends.rows
        lasts = ends[rows].astype(np.int64)
        firsts = np.where(rows > 0, ends[rows - 1], 0).astype(np.int64)
        each = lasts - firsts
        whose = np.repeat(np.arange(len(rows)), each)
        place = np.arange(len(whose)) - np.repeat(np.cumsum(each) - each, each)
        return self._flat.rows[firsts[whose] + place], whose, place

    def rows_with(self, wanted: Marks) -> Rows:
        """The rows that have a number that is marked."""
        places = np.flatnonzero(wanted[self._flat.rows])
        return np.unique(np.searchsorted(self._ends.rows, places, side="right"))

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return self._flat.nbytes + self._ends.nbytes


class SupplierRows:
    """Firms by the number of their row, which a row keeps until it is taken out.

    One thread may add while others ask: they see the rows that were there when they began.
    """

    def __init__(self, packing: Packing) -> None:
        self.vectors = VectorRows(packing)
        self.words = Lists(np.uint32, WORDS_EACH)
        self.trades = Lists(np.uint16, TRADES_EACH)
        self._numbers = GrowingColumn(np.uint32, ROOM)
        self._row_of = GrowingColumn(np.int32, ROOM)
        self._limits = GrowingColumn(np.float32, ROOM)
        self._is_held = GrowingColumn(np.bool_, ROOM)
        self._agreed = GrowingColumn(np.bool_, ROOM)

    def __len__(self) -> int:
        return len(self.vectors)

    @property
    def nbytes(self) -> int:
        """The memory that it takes at most, free room included."""
        small = (self._numbers, self._row_of, self._limits, self._is_held, self._agreed)
        lists = self.words.nbytes + self.trades.nbytes
        return self.vectors.nbytes + lists + sum(one.nbytes for one in small)

    def append(self, new: NewRows) -> int:
        """Adds a row for each firm; returns the number of the first."""
        self.words.append(new.words, new.words_each)
        self.trades.append(new.trades, new.trades_each)
        self._numbers.append(new.numbers)
        self._limits.append(_rounded_up(new.limits))
        self._agreed.append(new.agreed)
        self._is_held.append(np.ones(len(new.numbers), dtype=bool))
        self._know(new.numbers)
        # Last, for the vectors say how many rows there are.
        return self.vectors.append_packed(new.vectors)

    def remove(self, rows: Rows) -> None:
        """Takes rows out: nobody finds them any more."""
        self._is_held.rows[rows] = False
        self._row_of.rows[self._numbers.rows[rows]] = _NONE

    def rows_of(self, numbers: NDArray[Any]) -> Rows:
        """The rows of those firms that are held."""
        known = self._row_of.rows
        rows = known[numbers[numbers < len(known)]]
        return np.asarray(rows[rows != _NONE], dtype=np.int64)

    def numbers_of(self, rows: Rows) -> NDArray[np.uint32]:
        """Which firms those are."""
        return np.asarray(self._numbers.rows[rows], dtype=np.uint32)

    def allowed(self, value: float | None, *, who_agreed: bool) -> Marks:
        """For each row whether it is held and takes on that value (pounds; None is any).

        With `who_agreed` only those that agreed to be shown to buyers.
        """
        size = len(self)
        marks = self._is_held.rows[:size].copy()
        if who_agreed:
            marks &= self._agreed.rows[:size]
        if value is not None:
            marks &= self._limits.rows[:size] >= np.float32(value)
        return marks

    def _know(self, numbers: NDArray[Any]) -> None:
        """Notes that the firms of those numbers have the next rows."""
        lacking = max(numbers.tolist(), default=-1) + 1 - len(self._row_of)
        if lacking > 0:
            self._row_of.append(np.full(lacking, _NONE, dtype=np.int32))
        first = len(self.vectors)
        self._row_of.rows[numbers] = np.arange(first, first + len(numbers), dtype=np.int32)


def _rounded_up(limits: NDArray[Any]) -> NDArray[np.float32]:
    """A limit that does not fit is made a hair higher: the exact one is asked again later."""
    near = limits.astype(np.float32)
    return np.where(near < limits, np.nextafter(near, np.float32(NO_LIMIT)), near)
