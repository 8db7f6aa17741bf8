"""Alembic's entry: runs migrations on the database that the caller names."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import event, text

from connectors.storage.engines import make_engine
from connectors.storage.tables import metadata


def run() -> None:
    """Migrates inside one transaction, so a failed migration leaves nothing behind.

    SQLite changes a table by making it anew. With its foreign keys on, dropping the old one would
    delete all that hangs on it, so they are off meanwhile and are checked at the end.
    """
    engine = make_engine(context.config.attributes["url"])
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        event.listen(engine, "connect", _let_tables_go)
    with engine.begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
        )
        context.run_migrations()
        if is_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first():
            raise OSError("A migration would have left rows that point nowhere.")
    engine.dispose()


def _let_tables_go(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")


run()
