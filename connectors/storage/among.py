"""Asks for many keys by one parameter: with one each, most of the time goes into the asking.

A statement that is made once and told its keys each time it is executed takes half the time of one
that is made anew, and leaves nothing behind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Executable, Row, bindparam, false
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator

from connectors.storage.batches import batches

KEYS = "keys"
"""The parameter that a statement made once has for its keys."""


def ask(
    connection: Connection, statement: Executable, keys: Iterable[str | int]
) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of the statement, which has a condition `is_among`, for the keys; none for none.

    Some hundreds of keys are asked for at a time, the next when the rows of the last were read.
    """
    for some in batches(keys):
        yield from connection.execute(statement, {KEYS: some}).all()


def tell(connection: Connection, statement: Executable, keys: Iterable[str | int]) -> None:
    """Executes a statement that gives no rows, which has a condition `is_among`, for the keys."""
    for some in batches(keys):
        connection.execute(statement, {KEYS: some})


def is_among(column: ColumnElement[Any], keys: str = KEYS) -> ColumnElement[bool]:
    """The condition that the column has one of the keys, which are a parameter of that name.

    There must be some: of what type no keys are, PostgreSQL could not know.
    """
    return _is_in(column, bindparam(keys, type_=_Keys()))


def among(column: ColumnElement[Any], keys: Iterable[str | int]) -> ColumnElement[bool]:
    """The condition that the column has one of the keys, as `column.in_(keys)`."""
    told = list(keys)
    if not told:
        return false()  # see `is_among`
    return _is_in(column, bindparam(None, told, type_=_Keys(), unique=True))


def _is_in(column: ColumnElement[Any], keys: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.op("IN", is_comparison=True)(_Listed(keys))


class _Keys(TypeDecorator[list[Any]]):
    """A list as SQLite reads it, JSON; PostgreSQL knows lists."""

    impl = NullType
    cache_ok = True

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> Any:
        return json.dumps(value) if dialect.name == "sqlite" else value


class _Listed(FunctionElement[Any]):
    inherit_cache = True


@compiles(_Listed)
def _of_an_array(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    keys = compiler.process(element.clauses, **options)
    return f"(SELECT unnest({keys}))"


@compiles(_Listed, "sqlite")
def _of_json(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    keys = compiler.process(element.clauses, **options)
    return f"(SELECT value FROM json_each({keys}))"  # noqa: S608 - the name of a parameter
