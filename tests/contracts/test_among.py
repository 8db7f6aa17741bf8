"""Many keys asked for by one parameter find what they would find one by one."""

from __future__ import annotations

import pytest
from sqlalchemy import BigInteger, Column, MetaData, Table, Text, insert, select

from connectors.storage.among import among
from connectors.storage.engines import make_engine

NAMES = ["it's", 'a "b"', "é\n", "", "plain"]
THINGS = Table("things", MetaData(), Column("name", Text), Column("number", BigInteger))
ROWS = [{"name": name, "number": at - 2**63} for at, name in enumerate(NAMES)]


@pytest.mark.parametrize("asked", [NAMES[:3], [*NAMES, "other"], ["other"], []])
def test_rows_with_one_of_the_keys_are_found(database_url: str, asked: list[str]) -> None:
    numbers = [row["number"] for row in ROWS if row["name"] in asked]
    engine = make_engine(database_url)
    c = THINGS.c
    with engine.connect() as connection:
        THINGS.create(connection)
        connection.execute(insert(THINGS), ROWS)
        by_name = connection.execute(select(c.number).where(among(c.name, asked)))
        assert sorted(by_name.scalars()) == numbers
        by_number = connection.execute(select(c.number).where(among(c.number, numbers)))
        assert sorted(by_number.scalars()) == numbers
        others = connection.execute(select(c.number).where(~among(c.name, asked)))
        assert sorted(others.scalars()) == [r["number"] for r in ROWS if r["name"] not in asked]
    engine.dispose()
