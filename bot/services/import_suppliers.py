"""Takes in firms from a file; what is wrong with a row is told, and refuses that row alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.domain.supplier import Supplier
from bot.ports import Storage

SUPPLIERS_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class RefusedSupplier:
    """A row that is no firm: its line, from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class SuppliersRead:
    """What became of the rows; `changed` counts firms that are new or different now."""

    read: int
    changed: int
    unchanged: int
    rejected: int


def import_suppliers(
    storage: Storage,
    rows: Iterable[Supplier | RefusedSupplier],
    tell: Callable[[RefusedSupplier], object],
) -> SuppliersRead:
    """Stores the firms, some hundreds at a time; `tell` is given the refused rows as they come.

    Idempotent: a firm is held once by its id, and written only where it differs. Of two rows of
    one firm the later one stands.
    """
    read = changed = rejected = 0
    for batch in _batches(rows):
        firms = [one for one in batch if isinstance(one, Supplier)]
        for refused in (one for one in batch if isinstance(one, RefusedSupplier)):
            tell(refused)
        with storage.transaction() as work:
            changed += len(work.suppliers.save_all(firms))
        read += len(batch)
        rejected += len(batch) - len(firms)
    return SuppliersRead(read, changed, read - rejected - changed, rejected)


def _batches(
    rows: Iterable[Supplier | RefusedSupplier],
) -> Iterator[list[Supplier | RefusedSupplier]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, SUPPLIERS_AT_A_TIME)):
        yield batch
