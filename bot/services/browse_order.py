"""Puts rows of the index in the order of a list, only as far as a page needs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.browsing import Order
from bot.domain.work_facts import NEVER, NOT_SAID
from bot.services.browse_columns import BrowseColumns
from bot.services.opportunity_index import Snapshot

Some = NDArray[np.int64]
_WORTH_CUTTING = 4
"""So many times more rows than asked for, from which on most need not be sorted."""


def first_of(
    snapshot: Snapshot, columns: BrowseColumns, rows: Some, order: Order, upto: int
) -> Some:
    """The first of the rows, no more than `upto`, in order; what is not stated comes last.

    Equals stand the newest first, then by a number of their own: the same on every machine.
    """
    facts = snapshot.held.index.rows.facts[: snapshot.size]
    key = _key(facts[rows], order)
    if len(rows) > _WORTH_CUTTING * upto:
        last = np.partition(key, upto - 1)[upto - 1]
        rows, key = rows[key <= last], key[key <= last]
    newest = ~facts["published"][rows]
    return np.asarray(rows[np.lexsort((columns.ties(rows), newest, key))][:upto])


def _key(facts: NDArray[Any], order: Order) -> NDArray[np.int64]:
    """Numbers that grow in that order."""
    if order is Order.NEWEST:
        return np.asarray(~facts["published"])  # of whole numbers, the other way about
    if order is Order.LARGEST:
        return np.asarray(~facts["pence"])
    if order is Order.SMALLEST:
        return np.where(facts["pence"] == NOT_SAID, NEVER, facts["pence"])
    return np.asarray(facts["deadline"])
