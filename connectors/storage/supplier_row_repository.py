"""What firms' texts come to in the database; a row of another text counts as none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from bot.domain.supplier import Supplier, SupplierId
from bot.domain.supplier_rows import HeldRow, MadeRow
from connectors.storage.batches import batches
from connectors.storage.supplier_repository import (
    change_number,
    next_change,
    supplier_of,
)
from connectors.storage.supplier_tables import supplier_rows
from connectors.storage.tables import suppliers

LOADED_AT_A_TIME = 5_000


class SqlSupplierRows:
    """The SupplierRowRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lacking(self, made_with: str, limit: int) -> list[Supplier]:
        fresh = select(supplier_rows.c.supplier_id).where(_is_fresh(made_with))
        query = select(suppliers).where(~fresh.exists()).limit(limit)
        return [supplier_of(row) for row in self._connection.execute(query)]

    def store(self, made_with: str, rows: Mapping[SupplierId, MadeRow]) -> None:
        change = next_change(self._connection)
        for some in batches(list(rows)):
            self._store(made_with, {one: rows[one] for one in some}, change)

    def change(self) -> int:
        return change_number(self._connection)

    def changed_since(self, change: int, made_with: str) -> Iterator[Sequence[HeldRow]]:
        s, r = suppliers.c, supplier_rows.c
        columns = s.number, s.max_value, s.shown_agreed_at, r.vector, r.words, r.trades
        query = (
            select(*columns)
            .outerjoin_from(suppliers, supplier_rows, _is_fresh(made_with))
            .where(s.changed > change)
            .execution_options(yield_per=LOADED_AT_A_TIME)
        )
        for some in self._connection.execute(query).partitions():
            yield [_held(row) for row in some]

    def numbers(self, made_with: str) -> Sequence[int]:
        query = select(suppliers.c.number).join(supplier_rows, _is_fresh(made_with))
        return self._connection.execute(query).scalars().all()

    def ids_of(self, numbers: Sequence[int]) -> dict[int, SupplierId]:
        c = suppliers.c
        found: dict[int, SupplierId] = {}
        for some in batches(numbers):
            rows = self._connection.execute(select(c.number, c.id).where(c.number.in_(some)))
            found |= {row.number: SupplierId(row.id) for row in rows}
        return {one: found[one] for one in numbers if one in found}

    def _store(self, made_with: str, rows: Mapping[SupplierId, MadeRow], change: int) -> None:
        s, r = suppliers.c, supplier_rows.c
        of_them = self._connection.execute(select(s.id, s.text_hash).where(s.id.in_(rows)))
        hashes = {SupplierId(row.id): row.text_hash for row in of_them}
        self._connection.execute(
            delete(supplier_rows).where(r.made_with == made_with, r.supplier_id.in_(rows))
        )
        made = [
            {
                "supplier_id": one,
                "made_with": made_with,
                "text_hash": text_hash,
                "vector": rows[one].vector,
                "words": rows[one].words,
                "trades": rows[one].trades,
            }
            for one, text_hash in hashes.items()
        ]
        if made:
            self._connection.execute(insert(supplier_rows), made)
            self._connection.execute(
                update(suppliers).where(s.id.in_(list(hashes))).values(changed=change)
            )


def _is_fresh(made_with: str) -> Any:
    s, r = suppliers.c, supplier_rows.c
    is_of_it = r.supplier_id == s.id
    return and_(is_of_it, r.made_with == made_with, r.text_hash == s.text_hash)


def _held(row: Any) -> HeldRow:
    made = None if row.vector is None else MadeRow(row.vector, row.words, row.trades)
    limit = None if row.max_value is None else float(row.max_value)
    return HeldRow(row.number, limit, row.shown_agreed_at is not None, made)
