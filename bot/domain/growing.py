"""A column of numbers that grows at its end without being copied each time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

FIRST_ROOM = 1024


class GrowingColumn:
    """An array that is only ever added to; its room doubles, so an addition costs its own size.

    What was handed out stays as it was. May be read by any thread while one adds to it, as long as
    a reader asks for `rows` once and uses that.
    """

    def __init__(self, dtype: DTypeLike, room: int = FIRST_ROOM) -> None:
        # Room that is not used yet takes no memory from the system.
        self._held: NDArray[Any] = np.empty(room, dtype=dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def rows(self) -> NDArray[Any]:
        """All that was added, in order: a view, not a copy."""
        size = self._size
        return self._held[:size]

    @property
    def nbytes(self) -> int:
        """The memory it takes, its free room included."""
        return self._held.nbytes

    def append(self, values: NDArray[Any]) -> int:
        """Adds the values at the end; returns the place of the first."""
        first, after = self._size, self._size + len(values)
        if after > len(self._held):
            wider = np.empty(max(after, 2 * len(self._held)), dtype=self._held.dtype)
            wider[:first] = self._held[:first]
            self._held = wider
        self._held[first:after] = values
        self._size = after
        return first


class GrowingPairs:
    """Some rows, in order, with a value for each; only ever added to.

    Rows are kept as numpy counts places: turning them into that each time takes longer than all
    that is done with them.
    """

    def __init__(self, dtype: DTypeLike, room: int = FIRST_ROOM) -> None:
        self._rows = GrowingColumn(np.intp, room)
        self._values = GrowingColumn(dtype, room)

    def append(self, rows: NDArray[Any], values: NDArray[Any]) -> None:
        """Adds rows that come after all others."""
        self._values.append(values)
        self._rows.append(rows)  # last, for it says how many there are

    def before(self, size: int) -> tuple[NDArray[np.intp], NDArray[Any]]:
        """Those of the first `size` rows that are among them, and their values."""
        rows = self._rows.rows
        count = int(np.searchsorted(rows, size))
        return rows[:count], self._values.rows[:count]
