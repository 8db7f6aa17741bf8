"""Asks for many keys by one parameter: with one each, most of the time goes into the asking."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Dialect, bindparam, false
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator


def among(column: ColumnElement[Any], keys: Iterable[str | int]) -> ColumnElement[bool]:
    """The condition that the column has one of the keys, as `column.in_(keys)`."""
    told = list(keys)
    if not told:
        return false()  # of what type no keys are, PostgreSQL could not know
    listed = _Listed(bindparam(None, told, type_=_Keys(), unique=True))
    return column.op("IN", is_comparison=True)(listed)


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
