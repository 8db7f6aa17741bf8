"""Alembic's entry: runs migrations on the database that the caller names."""

from __future__ import annotations

from alembic import context

from connectors.storage.database import make_engine
from connectors.storage.tables import metadata


def run() -> None:
    """Migrates inside one transaction, so a failed migration leaves nothing behind."""
    engine = make_engine(context.config.attributes["url"])
    with engine.begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            compare_type=True,
        )
        context.run_migrations()
    engine.dispose()


run()
