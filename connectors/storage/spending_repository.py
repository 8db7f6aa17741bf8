"""Spending records in the database; a record's key is unique, so one is held once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from bot.domain.spending import (
    PayeePlace,
    SpendingKind,
    SpendingLine,
    SpendingRecord,
    YearSize,
)
from connectors.storage.spending_tables import spending_lines, spending_records


class SqlSpending:
    """The SpendingRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def records(self) -> list[SpendingRecord]:
        lines: dict[str, list[SpendingLine]] = {}
        c = spending_lines.c
        query = select(spending_lines).order_by(c.record_key, c.category, c.place, c.size)
        for row in self._connection.execute(query):
            lines.setdefault(row.record_key, []).append(_line_of(row))
        held = select(spending_records).order_by(spending_records.c.buyer, spending_records.c.key)
        return [_record_of(row, lines.get(row.key, [])) for row in self._connection.execute(held)]

    def add(self, record: SpendingRecord, at: datetime) -> bool:
        held = select(spending_records.c.key).where(spending_records.c.key == record.key)
        if self._connection.execute(held).first():
            return False
        self._connection.execute(insert(spending_records).values(**_values_of(record, at)))
        rows = [_row_of(record.key, line) for line in record.lines]
        if rows:
            self._connection.execute(insert(spending_lines), rows)
        return True

    def remove(self, keys: Iterable[str]) -> None:
        gone = list(keys)
        self._connection.execute(
            delete(spending_lines).where(spending_lines.c.record_key.in_(gone))
        )
        self._connection.execute(delete(spending_records).where(spending_records.c.key.in_(gone)))


def _values_of(record: SpendingRecord, at: datetime) -> dict[str, Any]:
    return {
        "key": record.key,
        "buyer": record.buyer,
        "kind": record.kind.value,
        "source_url": record.source_url,
        "refunds": record.refunds,
        "refunded": record.refunded,
        "redacted": record.redacted,
        "repeated": record.repeated,
        "refused": record.refused,
        "payees": record.payees,
        "imported_at": at,
    }


def _row_of(key: str, line: SpendingLine) -> dict[str, Any]:
    return {
        "record_key": key,
        "category": line.category,
        "place": line.place.value,
        "size": line.size.value,
        "first": line.first,
        "last": line.last,
        "payments": line.payments,
        "total": line.total,
        "payees": line.payees,
        "at_most": list(line.at_most),
    }


def _record_of(row: Row[Any], lines: list[SpendingLine]) -> SpendingRecord:
    return SpendingRecord(
        key=row.key,
        buyer=row.buyer,
        kind=SpendingKind(row.kind),
        lines=tuple(lines),
        refunds=row.refunds,
        refunded=row.refunded,
        redacted=row.redacted,
        repeated=row.repeated,
        refused=row.refused,
        payees=row.payees,
        source_url=row.source_url,
    )


def _line_of(row: Row[Any]) -> SpendingLine:
    return SpendingLine(
        category=row.category,
        first=row.first,
        last=row.last,
        payments=row.payments,
        total=row.total,
        at_most=tuple(row.at_most),
        place=PayeePlace(row.place),
        size=YearSize(row.size),
        payees=row.payees,
    )
