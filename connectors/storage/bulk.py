"""Inserts many rows with little work for each: SQLAlchemy's own way looks at every row anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Column, Connection, Dialect, Table, Text, bindparam, insert

from connectors.storage.columns import as_json

Turn = Callable[[Any], Any] | None
"""Turns a value into one of the database's; None where there is nothing to turn."""


def insert_all(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    told_as_json: frozenset[str] = frozenset(),
) -> None:
    """Inserts the rows, all of the same columns, by one call of the driver; none is no call.

    Statement and values are those that SQLAlchemy would send, but that values of the columns
    `told_as_json` are JSON text already. Where the driver takes values by name, as PostgreSQL's
    does, SQLAlchemy sends them.
    """
    if not rows:
        return
    if not connection.dialect.positional:
        texts = {name: bindparam(name, type_=Text()) for name in told_as_json}
        connection.execute(insert(table).values(texts) if texts else insert(table), rows)
        return
    names = frozenset(rows[0])
    statement, columns = _prepared(table, names, told_as_json, connection.dialect)
    values = ([row[name] for row in rows] for name, _ in columns)
    turned = (
        [turn(value) for value in those] if turn else those
        for (_, turn), those in zip(columns, values, strict=True)
    )
    connection.exec_driver_sql(statement, list(zip(*turned, strict=True)))


@lru_cache(maxsize=64)
def _prepared(
    table: Table, names: frozenset[str], told_as_json: frozenset[str], dialect: Dialect
) -> tuple[str, list[tuple[str, Turn]]]:
    """The statement, and its columns in their order there."""
    columns = [column for column in table.c if column.name in names]
    statement = insert(table).compile(dialect=dialect, column_keys=sorted(names))
    turns = {column.name: _turn_of(column, dialect) for column in columns}
    return str(statement), [
        (name, None if name in told_as_json else turn) for name, turn in turns.items()
    ]


def _turn_of(column: Column[Any], dialect: Dialect) -> Turn:
    """What SQLAlchemy turns the column's values with; of JSON only what it has at its core."""
    if isinstance(column.type, JSON):
        return as_json
    return column.type.dialect_impl(dialect).bind_processor(dialect)
