"""Registered firms in the database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.domain.supplier import Agreement, Supplier, SupplierId
from connectors.storage.batches import batches
from connectors.storage.opportunity_changes import bump_revision
from connectors.storage.tables import conversations, revisions, suppliers

_OF = "suppliers"


class SqlSuppliers:
    """The SupplierRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save_all(self, those: Iterable[Supplier]) -> set[SupplierId]:
        by_id = {one.id: one for one in those}
        changed: set[SupplierId] = set()
        for some in batches(list(by_id.values())):
            changed |= self._save(some)
        return changed

    def get_many(self, ids: Sequence[SupplierId]) -> list[Supplier]:
        found: dict[SupplierId, Supplier] = {}
        for some in batches(ids):
            rows = self._connection.execute(select(suppliers).where(suppliers.c.id.in_(some)))
            found |= {one.id: one for one in map(supplier_of, rows)}
        return [found[one] for one in ids if one in found]

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(suppliers)).scalar() or 0

    def agreed_between(self, first: datetime, end: datetime) -> list[Supplier]:
        c = suppliers.c
        agreed = select(suppliers).where(c.shown_agreed_at >= first, c.shown_agreed_at < end)
        return [supplier_of(row) for row in self._connection.execute(agreed.order_by(c.id))]

    def remove(self, ids: Iterable[SupplierId]) -> int:
        count = 0
        for some in batches(list(ids)):
            c = conversations.c.supplier_id
            self._connection.execute(
                update(conversations).where(c.in_(some)).values(supplier_id=None)
            )
            gone = self._connection.execute(delete(suppliers).where(suppliers.c.id.in_(some)))
            count += gone.rowcount
        if count:
            next_change(self._connection)
        return count

    def _save(self, some: Sequence[Supplier]) -> set[SupplierId]:
        held = {one.id: one for one in self.get_many([one.id for one in some])}
        new = [one for one in some if one.id not in held]
        other = [one for one in some if one.id in held and _differs(one, held[one.id])]
        if not new and not other:
            return set()
        number = next_change(self._connection)
        if new:
            self._insert(new, number)
        for one in other:
            is_it = suppliers.c.id == one.id
            self._connection.execute(update(suppliers).where(is_it).values(**_row_of(one, number)))
        return {one.id for one in (*new, *other)}

    def _insert(self, new: Sequence[Supplier], change: int) -> None:
        last = self._connection.execute(select(func.max(suppliers.c.number))).scalar() or 0
        rows = [
            {**_row_of(one, change), "registered_at": one.registered_at, "number": number}
            for number, one in enumerate(new, start=last + 1)
        ]
        self._connection.execute(insert(suppliers), rows)


def next_change(connection: Connection) -> int:
    """The number of a change that begins; until it commits, another that begins one waits."""
    bump_revision(connection, _OF)
    return change_number(connection)


def change_number(connection: Connection) -> int:
    """The number of the last change of any firm; 0 where there was none."""
    c = revisions.c
    return connection.execute(select(c.number).where(c.of == _OF)).scalar() or 0


def supplier_of(row: Row[Any]) -> Supplier:
    """The firm of a row of its table."""
    agreed = Agreement(row.shown_agreed_at, row.shown_wording) if row.shown_agreed_at else None
    return Supplier(
        id=SupplierId(row.id),
        name=row.name,
        text=row.text,
        registered_at=row.registered_at,
        postcode=row.postcode,
        max_value=row.max_value,
        shown_to_buyers=agreed,
    )


def _differs(one: Supplier, held: Supplier) -> bool:
    return _row_of(one, 0) != _row_of(held, 0)


def _row_of(one: Supplier, number: int) -> dict[str, Any]:
    agreed = one.shown_to_buyers
    return {
        "id": one.id,
        "name": one.name,
        "text": one.text,
        "postcode": one.postcode,
        "max_value": one.max_value,
        "shown_agreed_at": agreed.at if agreed else None,
        "shown_wording": agreed.wording if agreed else None,
        "text_hash": hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "changed": number,
    }
