"""What a list is narrowed by, side by side with the rows of the index in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from bot.domain.growing import GrowingColumn
from bot.domain.listed import Listed
from bot.domain.work_facts import Marks
from bot.ports import Storage, WardMap
from bot.services.opportunity_index import Held, Snapshot

NO_WARD = -1
_ALL_AT_ONCE = 5_000
"""Rows that lack their columns, from which on all are read in one go."""


class BrowseColumns:
    """The columns of one index; a row keeps its number, and so do they. Safe between threads."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.wards: list[str] = []
        self._numbers: dict[str, int] = {}
        self._naming = GrowingColumn(np.int32)
        self._ward = GrowingColumn(np.int16)
        self._small = GrowingColumn(np.bool_)
        self._reserved = GrowingColumn(np.bool_)
        self._tie = GrowingColumn(np.uint32)

    def __len__(self) -> int:
        return len(self._tie)

    def append(self, rows: Sequence[Listed | None], wards: Sequence[str | None]) -> None:
        """Adds a row for each, beside its ward; None for what is no longer there."""
        self._naming.append(np.array([self._naming_of(one) for one in rows], dtype=np.int32))
        self._ward.append(np.array([self._ward_number(one) for one in wards], dtype=np.int16))
        small = [one is not None and one.is_for_small for one in rows]
        reserved = [one is not None and one.is_reserved for one in rows]
        ties = [zlib.crc32(one.id.encode()) if one else 0 for one in rows]
        self._small.append(np.array(small, dtype=bool))
        self._reserved.append(np.array(reserved, dtype=bool))
        self._tie.append(np.array(ties, dtype=np.uint32))

    def of_buyers(self, namings: Iterable[str], size: int) -> Marks:
        """Which of the first rows have one of the namings."""
        numbers = [self._numbers[one] for one in namings if one in self._numbers]
        return np.isin(self._naming.rows[:size], numbers)

    def in_ward(self, ward: str, size: int) -> Marks:
        """Which of the first rows are in the ward."""
        if ward not in self.wards:
            return np.zeros(size, dtype=bool)
        return np.asarray(self._ward.rows[:size] == self.wards.index(ward))

    def by_ward(self, marks: Marks) -> dict[str, int]:
        """How many of the marked rows each ward has."""
        numbers = self._ward.rows[: len(marks)][marks]
        counts = np.bincount(numbers[numbers >= 0], minlength=len(self.wards))
        return {ward: int(counts[at]) for at, ward in enumerate(self.wards)}

    def for_small(self, size: int) -> Marks:
        """Which of the first rows their buyers call suitable for small firms."""
        return np.asarray(self._small.rows[:size])

    def reserved(self, size: int) -> Marks:
        """Which of the first rows only some firms may answer."""
        return np.asarray(self._reserved.rows[:size])

    def ties(self, size: int) -> NDArray[np.uint32]:
        """A number of each row's opportunity, by which equals stand in one order for ever."""
        return np.asarray(self._tie.rows[:size])

    def _naming_of(self, one: Listed | None) -> int:
        return -1 if one is None else self._numbers.setdefault(one.naming, len(self._numbers))

    def _ward_number(self, ward: str | None) -> int:
        if ward is None:
            return NO_WARD
        if ward not in self.wards:
            self.wards.append(ward)
        return self.wards.index(ward)


class KeepColumns:
    """Has the columns follow the index."""

    def __init__(self, storage: Storage, wards: WardMap) -> None:
        self._storage = storage
        self._ward_of = lru_cache(maxsize=4096)(wards.ward_of)
        self._lock = Lock()
        self._columns: BrowseColumns | None = None

    def of(self, snapshot: Snapshot) -> BrowseColumns:
        """The columns of at least the snapshot's rows; asks nothing while there are no new ones."""
        with self._lock:
            columns = self._columns
            if columns is None or columns.held is not snapshot.held:
                columns = BrowseColumns(snapshot.held)
            ids = snapshot.held.ids[len(columns) : snapshot.size]
            if ids:
                with self._storage.transaction() as work:
                    listed = work.listing.listed(None if len(ids) > _ALL_AT_ONCE else ids)
                found = {one.id: one for one in listed}
                rows = [found.get(one) for one in ids]
                columns.append(rows, [self._ward(one) for one in rows])
            self._columns = columns
            return columns

    def _ward(self, one: Listed | None) -> str | None:
        return self._ward_of(one.postcode) if one and one.postcode else None
