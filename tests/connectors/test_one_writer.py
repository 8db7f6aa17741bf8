"""One writer at a time: nobody naps for a lock, and nobody who failed keeps it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

from connectors.one_writer import OneWriter

ADD = text("INSERT INTO counted VALUES (1)")


def never_naps(connection: sqlite3.Connection, _record: object) -> None:
    """Whoever finds the file locked fails, so that a test sees it."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=0")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A file that cannot be waited for."""
    made = create_engine(f"sqlite:///{tmp_path / 'one.sqlite3'}", pool_size=10)
    event.listen(made, "connect", never_naps)
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE counted (one INTEGER)"))
    yield made
    made.dispose()


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM counted")).scalar_one())


def add_often(engine: Engine) -> None:
    for _ in range(40):
        with engine.begin() as connection:
            connection.execute(ADD)
            connection.execute(ADD)


def test_many_threads_write_and_none_finds_the_file_locked(engine: Engine) -> None:
    OneWriter(30).watch(engine)
    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(add_often, engine) for _ in range(8)]:
            done.result()
    assert count(engine) == 8 * 40 * 2


def test_whoever_reads_does_not_wait(engine: Engine) -> None:
    OneWriter(30).watch(engine)
    with engine.begin() as writing:
        writing.execute(ADD)
        assert count(engine) == 0
    assert count(engine) == 1


def test_a_writer_that_failed_lets_the_next_write(engine: Engine) -> None:
    OneWriter(30).watch(engine)
    with pytest.raises(OperationalError, match="no such"), engine.begin() as writing:
        writing.execute(text("INSERT INTO another SELECT 1"))
    with engine.begin() as next_one:
        next_one.execute(ADD)
    assert count(engine) == 1


def test_a_writer_whose_connection_is_lost_lets_the_next_write(engine: Engine) -> None:
    OneWriter(30).watch(engine)
    with engine.connect() as writing:
        writing.execute(ADD)
        writing.invalidate()
    with engine.begin() as next_one:
        next_one.execute(ADD)
    assert count(engine) == 1


def test_a_writer_that_takes_too_long_only_loses_its_turn(engine: Engine) -> None:
    """Then the file itself says that it is locked, as it would have."""
    OneWriter(0.05).watch(engine)
    with engine.begin() as slow:
        slow.execute(ADD)
        with pytest.raises(OperationalError, match="locked"), engine.begin() as other:
            other.execute(ADD)
    with engine.begin() as after:
        after.execute(ADD)
    assert count(engine) == 2
