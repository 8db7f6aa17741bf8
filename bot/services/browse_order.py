"""The rows of the index in each order of a list, and their facts side by side: once a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.browsing import Order
from bot.domain.place import Place
from bot.domain.work_facts import NEVER, NOT_SAID
from bot.services.browse_columns import BrowseColumns
from bot.services.opportunity_index import Snapshot

Some = NDArray[np.int64]
_NEAR, _IN_REACH = 10, 40
"""Miles: what is near home, and what a van drives to."""
_LIKELY_PENCE = 3_000_000
"""Where a sum that is not stated stands among those that are."""
_ABOVE_ALL = 10**14
"""Pence; no sum is larger, so that of what is nearer each comes first."""
_NAMES = ("published", "deadline", "awarded", "cancelled", "ends_on", "kind", "pence")


@dataclass(frozen=True, eq=False)
class InOrder:
    """A snapshot's rows: `facts` by name, each in one piece, for rows are seldom wanted whole."""

    snapshot: Snapshot
    columns: BrowseColumns
    facts: Mapping[str, NDArray[Any]]
    home: Place
    _orders: dict[Order, Some] = field(default_factory=dict)

    def rows(self, order: Order) -> Some:
        """All rows in that order; what is not stated comes last.

        Equals stand the newest first, then by a number of their own: the same on every machine.
        """
        if order not in self._orders:
            ties = self.columns.ties(self.snapshot.size)
            keys = ties, ~self.facts["published"], self._key(order)
            self._orders[order] = np.lexsort(keys)
        return self._orders[order]

    def _key(self, order: Order) -> NDArray[np.int64]:
        """Numbers that grow in that order."""
        pence = self.facts["pence"]
        if order is Order.HERE:
            likely = np.where(pence == NOT_SAID, _LIKELY_PENCE, pence)
            return np.asarray(self._zones() * _ABOVE_ALL + np.clip(likely, 0, _ABOVE_ALL - 1))
        if order is Order.NEWEST:
            return np.asarray(~self.facts["published"])  # of whole numbers, the other way about
        if order is Order.LARGEST:
            return np.asarray(~pence)
        if order is Order.SMALLEST:
            return np.where(pence == NOT_SAID, NEVER, pence)
        return np.asarray(self.facts["deadline"])

    def _zones(self) -> NDArray[np.int64]:
        """How far each row is: near home, in an area around it, in reach, unknown, elsewhere."""
        coverages, size = self.snapshot.held.coverages, self.snapshot.size
        miles, around = coverages.miles(self.home, size), coverages.covers(self.home, size)
        zones = (miles <= _NEAR, around, miles <= _IN_REACH, np.isinf(miles))
        return np.asarray(np.select(zones, range(len(zones)), len(zones)), dtype=np.int64)


class KeepOrder:
    """Has the orders follow the index; safe between threads. `home` is where owners are."""

    def __init__(self, home: Place) -> None:
        self._home = home
        self._lock = Lock()
        self._kept: InOrder | None = None

    def of(self, snapshot: Snapshot, columns: BrowseColumns) -> InOrder:
        """The orders of the snapshot; those of the last one are kept."""
        with self._lock:
            if self._kept is None or self._kept.snapshot is not snapshot:
                facts = snapshot.held.index.rows.facts[: snapshot.size]
                whole = {name: np.ascontiguousarray(facts[name]) for name in _NAMES}
                self._kept = InOrder(snapshot, columns, whole, self._home)
            return self._kept
