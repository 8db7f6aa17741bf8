"""Makes a fresh SQLite database at once, with the very tables that all the migrations make.

The script beside this file is written from a database that was migrated: run
`python -m connectors.storage.fresh` after any change of the migrations. A test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from connectors.storage.engines import make_engine

if TYPE_CHECKING:  # what only names types is not loaded with it
    from sqlalchemy import Connection, Engine

SCRIPT = Path(__file__).with_name("fresh_sqlite.sql")
_AFTER_EACH = ";\n\n"


def make_at_once(engine: Engine, revision: str) -> None:
    """Makes the tables of that revision where there are none yet, in one transaction.

    Does nothing on PostgreSQL, where something is there already, or if the script was written at
    another revision: then the migrations are to be run.
    """
    first, _, script = SCRIPT.read_text(encoding="utf-8").partition("\n")
    if engine.dialect.name != "sqlite" or first != _first_line(revision):
        return
    with engine.connect() as connection:
        if not _is_empty(connection):  # asked first without waiting for whoever writes
            return
    with engine.begin() as connection:
        # Of two processes that begin at the same time the other waits here, and finds tables.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if _is_empty(connection):
            for statement in script.removesuffix(_AFTER_EACH).split(_AFTER_EACH):
                connection.exec_driver_sql(statement)


def _is_empty(connection: Connection) -> bool:
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()


def script_of(connection: Connection, revision: str) -> str:
    """The script that makes a database like the one at the connection, its few rows included."""
    return _first_line(revision) + "\n" + "".join(one + _AFTER_EACH for one in _made(connection))


def _first_line(revision: str) -> str:
    return f"-- As the migrations make it, up to {revision}."


def _made(connection: Connection) -> Iterator[str]:
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    made = connection.exec_driver_sql(query).all()
    yield from (one.sql for one in made)
    for name in (one.name for one in made if one.type == "table"):
        for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):  # noqa: S608 - our own
            values = ", ".join(map(_literal, row))
            yield f'INSERT INTO "{name}" VALUES ({values})'  # noqa: S608 - our own


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def main() -> None:
    """Writes the script anew."""
    from connectors.storage.migrate import (  # noqa: PLC0415 - which imports this
        newest_revision,
        run_migrations,
    )

    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/migrated.sqlite3"
        run_migrations(url)
        engine = make_engine(url)
        with engine.connect() as connection:
            SCRIPT.write_text(script_of(connection, newest_revision()), encoding="utf-8")
        engine.dispose()


if __name__ == "__main__":
    main()
