"""A database made at once is the one that all the migrations make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Connection, Engine, select, table, text

from connectors.storage.engines import make_engine
from connectors.storage.fresh import SCRIPT, make_at_once
from connectors.storage.migrate import migrate, newest_revision, run_migrations

STALE = "The migrations changed: run `python -m connectors.storage.fresh`."
_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master"


@pytest.fixture
def fresh(tmp_path: Path) -> str:
    """The URL of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'fresh.sqlite3'}"


def test_the_script_is_of_the_newest_migration() -> None:
    first = SCRIPT.read_text(encoding="utf-8").partition("\n")[0]
    assert first.endswith(f" {newest_revision()}."), STALE


def test_a_database_made_at_once_is_as_the_migrations_make_it(fresh: str, tmp_path: Path) -> None:
    migrated = f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
    run_migrations(migrated)
    make_at_once(made := make_engine(fresh), newest_revision())
    with make_engine(migrated).connect() as theirs, made.connect() as ours:
        assert told(ours) == told(theirs), STALE


def test_migrating_a_fresh_database_leaves_nothing_to_migrate(fresh: str) -> None:
    migrate(fresh)
    before = told_of(engine := make_engine(fresh))
    run_migrations(fresh)
    assert told_of(engine) == before


def test_a_script_of_another_revision_makes_nothing(fresh: str) -> None:
    make_at_once(engine := make_engine(fresh), "0000")
    assert told_of(engine) == ({}, {})


def test_a_database_that_holds_something_is_left_to_the_migrations(fresh: str) -> None:
    engine = make_engine(fresh)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE own (id INTEGER)")
    make_at_once(engine, newest_revision())
    assert set(told_of(engine)[0]) == {"own"}


def test_two_that_begin_at_the_same_time_make_it_once(fresh: str) -> None:
    both = [Thread(target=migrate, args=[fresh]) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    objects, rows = told_of(make_engine(fresh))
    assert "opportunities" in objects
    assert rows == {"alembic_version": [(newest_revision(),)]}


def told_of(engine: Engine) -> tuple[dict[str, object], dict[str, list[tuple[object, ...]]]]:
    with engine.connect() as connection:
        return told(connection)


def told(connection: Connection) -> tuple[dict[str, object], dict[str, list[tuple[object, ...]]]]:
    """What there is by name, and the rows of every table that has any.

    A table that a migration makes anew has its constraints in an order that is left to chance.
    """
    made = connection.exec_driver_sql(_OBJECTS).all()
    objects: dict[str, object] = {
        one.name: (one.type, one.tbl_name, sorted(_lines(one.sql))) for one in made
    }
    tables = [one.name for one in made if one.type == "table"]
    rows = {
        name: connection.execute(select(text("*")).select_from(table(name))).all()
        for name in tables
    }
    return objects, {name: [tuple(row) for row in those] for name, those in rows.items() if those}


def _lines(sql: str | None) -> list[str]:
    return [line.strip().rstrip(",") for line in (sql or "").splitlines()]


def test_a_database_that_is_there_is_not_waited_for_while_another_process_writes(
    fresh: str,
) -> None:
    migrate(fresh)
    with closing(sqlite3.connect(fresh.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        migrate(fresh)
