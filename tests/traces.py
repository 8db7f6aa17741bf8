"""Looks for traces of somebody in every table of every database, and in every file."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, inspect, select

from connectors.storage.engines import make_engine


def in_tables(url: str, marks: Iterable[str]) -> list[str]:
    """Where any mark stands in any column of any table, schemas of their own included."""
    wanted = [mark.lower().encode() for mark in marks]
    return [where for where, said in _cells(url) if any(mark in said for mark in wanted)]


def tables_of(url: str) -> set[str]:
    """The names of all tables that are looked through."""
    return {table.name for _, table in _tables(url)}


def in_files(folder: Path, marks: Iterable[str]) -> list[str]:
    """The files under the folder in whose bytes any mark stands, plain or wrapped up."""
    found = []
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        held = file.read_bytes().lower()
        found += [f"{file.name}: {mark}" for mark in marks if mark.lower().encode() in held]
    return found


def _cells(url: str) -> Iterator[tuple[str, bytes]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        for schema, table in _tables(url):
            for row in connection.execute(select(table)).mappings():
                for name, value in row.items():
                    yield f"{schema or ''}.{table.name}.{name}", _bytes(value).lower()
    engine.dispose()


def _tables(url: str) -> Iterator[tuple[str | None, Any]]:
    engine = create_engine(make_engine(url).url)
    schemas = [None] if engine.dialect.name == "sqlite" else ["public", "dbos"]
    for schema in schemas:
        if schema and schema not in inspect(engine).get_schema_names():
            continue
        held = MetaData(schema=schema)
        held.reflect(engine)
        yield from ((schema, table) for table in held.sorted_tables)
    engine.dispose()


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    text = str(value)
    try:
        inside = base64.b64decode(text, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        inside = b""
    return text.encode("utf-8", "replace") + b"\n" + inside
