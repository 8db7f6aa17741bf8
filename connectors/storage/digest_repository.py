"""Digests in the database; unique keys forbid a second one, and an item told twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from bot.domain.buyer_contact import BuyerContactId
from bot.domain.digest import Digest, DigestId, DigestItem, DigestRun, Told, Week
from bot.domain.supplier import SupplierId
from connectors.storage.batches import batches
from connectors.storage.digest_tables import digest_items, digest_runs, digests
from connectors.storage.reaching_repository import insert_new


class SqlDigests:
    """The DigestRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, run: DigestRun) -> bool:
        row = {
            "monday": run.week.monday,
            "begun_at": run.begun_at,
            "finished_at": run.finished_at,
            "counts": dict(run.counts),
        }
        new = insert_new(self._connection, digest_runs).values(row)
        return bool(self._connection.execute(new).rowcount)

    def finish(self, week: Week, at: datetime, counts: Mapping[str, int]) -> None:
        c = digest_runs.c
        is_open = update(digest_runs).where(c.monday == week.monday, c.finished_at.is_(None))
        self._connection.execute(is_open.values(finished_at=at, counts=dict(counts)))

    def run_of(self, week: Week) -> DigestRun | None:
        query = select(digest_runs).where(digest_runs.c.monday == week.monday)
        row = self._connection.execute(query).first()
        return _run_of(row) if row else None

    def runs(self, limit: int) -> list[DigestRun]:
        query = select(digest_runs).order_by(digest_runs.c.monday.desc()).limit(limit)
        return [_run_of(row) for row in self._connection.execute(query)]

    def put(self, digest: Digest, items: Sequence[DigestItem]) -> bool:
        row = {
            "id": digest.id,
            "monday": digest.week.monday,
            "contact_id": digest.contact,
            "first": digest.first,
            "end": digest.end,
            "made_at": digest.made_at,
            "message": digest.message,
        }
        new = insert_new(self._connection, digests).values(row)
        if not self._connection.execute(new).rowcount:
            return False
        rows = [_item_row(digest, one) for one in items]
        for some in batches(rows):
            self._connection.execute(digest_items.insert(), some)
        return True

    def of_week(self, week: Week, contact: BuyerContactId) -> Digest | None:
        c = digests.c
        return self._one(select(digests).where(c.monday == week.monday, c.contact_id == contact))

    def last_of(self, contact: BuyerContactId) -> Digest | None:
        c = digests.c
        query = select(digests).where(c.contact_id == contact).order_by(c.end.desc()).limit(1)
        return self._one(query)

    def not_told(self, contact: BuyerContactId, items: Sequence[DigestItem]) -> list[DigestItem]:
        c, told = digest_items.c, set[tuple[str, str]]()
        for some in batches(sorted({one.about for one in items})):
            query = select(c.told, c.about).where(c.contact_id == contact, c.about.in_(some))
            told |= {(row.told, row.about) for row in self._connection.execute(query)}
        return [one for one in items if (one.told.value, one.about) not in told]

    def items_of(self, digest: Digest) -> list[DigestItem]:
        c = digest_items.c
        query = select(digest_items).where(c.digest_id == digest.id).order_by(c.told, c.about)
        return [_item_of(row) for row in self._connection.execute(query)]

    def _one(self, query: Select[Any]) -> Digest | None:
        row = self._connection.execute(query).first()
        return _digest_of(row) if row else None


def _item_row(digest: Digest, item: DigestItem) -> dict[str, Any]:
    return {
        "contact_id": digest.contact,
        "told": item.told.value,
        "about": item.about,
        "digest_id": digest.id,
        "supplier_id": item.supplier,
    }


def _item_of(row: Row[Any]) -> DigestItem:
    supplier = SupplierId(row.supplier_id) if row.supplier_id else None
    return DigestItem(Told(row.told), row.about, supplier)


def _run_of(row: Row[Any]) -> DigestRun:
    return DigestRun(Week(row.monday), row.begun_at, row.finished_at, row.counts)


def _digest_of(row: Row[Any]) -> Digest:
    return Digest(
        id=DigestId(row.id),
        week=Week(row.monday),
        contact=BuyerContactId(row.contact_id),
        first=row.first,
        end=row.end,
        made_at=row.made_at,
        message=row.message,
    )
