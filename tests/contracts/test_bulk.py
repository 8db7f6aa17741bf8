"""Rows that are inserted many at once are those that SQLAlchemy inserts one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    select,
)
from sqlalchemy.dialects import sqlite

from connectors.storage.bulk import insert_all
from connectors.storage.columns import Pounds, UtcMoment
from connectors.storage.database import make_engine

THINGS = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", Text),
    Column("told", JSON),
    Column("is_new", Boolean),
    Column("price", Pounds),
    Column("on", Date),
    Column("at", UtcMoment),
)
SUMMER = datetime(2026, 7, 1, 12, 30, 1, 5, timezone(timedelta(hours=1)))
ROWS = [
    {
        "told": {"a": ["é", 1, None]},
        "name": "Tëst",
        "is_new": True,
        "price": Decimal("1.10"),
        "on": SUMMER.date(),
        "at": SUMMER,
    },
    {"told": [], "name": None, "is_new": None, "price": None, "on": None, "at": None},
    {"told": None, "name": "", "is_new": False, "price": Decimal(0), "on": None, "at": None},
]


def test_rows_inserted_together_are_those_inserted_by_sqlalchemy() -> None:
    engine = make_engine("sqlite://")
    with engine.begin() as connection:
        THINGS.create(connection)
        for row in ROWS:
            connection.execute(insert(THINGS), row)
        insert_all(connection, THINGS, ROWS)
        insert_all(connection, THINGS, [])
        raw = connection.exec_driver_sql('SELECT name, told, is_new, price, "on", at FROM things')
        every = raw.all()
        read = connection.execute(select(THINGS).order_by(THINGS.c.id)).all()
    assert every[:3] == every[3:]
    assert read[3].at == SUMMER.astimezone(UTC)
    assert read[3].price == Decimal("1.10")


@given(st.datetimes(timezones=st.timezones()).filter(lambda at: 1 < at.year < 9999))
def test_a_moment_is_written_into_sqlite_as_sqlalchemy_writes_it(at: datetime) -> None:
    dialect = sqlite.dialect()  # type: ignore[no-untyped-call]
    ours, theirs = (kind.dialect_impl(dialect) for kind in (UtcMoment(), DateTime(timezone=True)))
    assert ours.bind_processor(dialect)(at) == theirs.bind_processor(dialect)(at.astimezone(UTC))
