"""Many keys asked for by one parameter find what they would find one by one."""

from __future__ import annotations

import pytest
from sqlalchemy import BigInteger, Column, MetaData, Table, Text, delete, func, insert, select

from connectors.storage.among import among, ask, is_among, tell
from connectors.storage.batches import batches
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


@pytest.mark.parametrize("count", [0, 1, 500, 501, 1_200])
def test_a_statement_is_told_its_keys_some_hundreds_at_a_time(
    database_url: str, count: int
) -> None:
    engine = make_engine(database_url)
    c = THINGS.c
    rows = [{"name": f"it's {number}", "number": number} for number in range(1_500)]
    asked = [row["name"] for row in rows[:count]]
    with engine.connect() as connection:
        THINGS.create(connection)
        connection.execute(insert(THINGS), rows)
        by_name = select(c.number).where(is_among(c.name))
        assert sorted(row.number for row in ask(connection, by_name, iter(asked))) == [
            *range(count)
        ]
        neither = select(c.number).where(~is_among(c.name), ~is_among(c.number, "others"))
        others = connection.execute(neither, {"keys": ["it's 3"], "others": [5, 7]})
        assert set(others.scalars()) == set(range(1_500)) - {3, 5, 7}
        tell(connection, delete(THINGS).where(is_among(c.name)), asked)
        assert connection.scalar(select(func.count()).select_from(THINGS)) == 1_500 - count
    engine.dispose()


def test_items_come_in_their_order_whatever_there_are() -> None:
    assert [*map(len, batches(range(1_001)))] == [500, 500, 1]
    assert [one for some in batches(range(1_001)) for one in some] == [*range(1_001)]
    assert list(batches([])) == []
