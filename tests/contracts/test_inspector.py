"""What is seen of a database without touching it, on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command

from bot.domain.errors import SettingsError, StorageUnavailableError
from connectors.storage.inspector import SqlInspector
from connectors.storage.migrate import alembic_config, migrate
from tests.contracts.conftest import Server


def test_a_migrated_database_is_at_the_newest(database_url: str) -> None:
    shape = SqlInspector(database_url).shape()
    assert shape.is_there
    assert shape.current == shape.newest
    assert {"0001", shape.newest} <= shape.known


def test_an_older_one_is_seen_as_it_is_and_stays_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite3'}"
    migrate(url)
    command.downgrade(alembic_config(url), "0001")
    for _ in range(2):
        assert SqlInspector(url).shape().current == "0001"


def test_a_server_without_tables_is_there_and_not_migrated(postgresql: Server) -> None:
    shape = SqlInspector(postgresql.new_database("untouched")).shape()
    assert (shape.is_there, shape.current) == (True, None)


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "not" / "there.sqlite3"
    assert not SqlInspector(f"sqlite:///{file}").shape().is_there
    assert not file.parent.exists()


def test_a_database_that_does_not_answer_says_so(tmp_path: Path) -> None:
    (tmp_path / "rubbish").write_bytes(b"no database at all" * 100)
    for url in (f"sqlite:///{tmp_path / 'rubbish'}", "postgresql://nobody@127.0.0.1:1/x"):
        with pytest.raises(StorageUnavailableError):
            SqlInspector(url).shape()


def test_what_is_no_address_is_a_fault_of_the_settings() -> None:
    with pytest.raises(SettingsError):
        SqlInspector("nonsense").shape()
