"""Looks how a database was migrated; it neither makes nor changes one."""

from __future__ import annotations

from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.checkup_of_installation import DatabaseShape
from bot.domain.errors import StorageUnavailableError
from connectors.storage.engines import make_engine
from connectors.storage.faults import words_of
from connectors.storage.migrate import alembic_config


class SqlInspector:
    """The DatabaseInspector on Alembic's own note in the database."""

    def __init__(self, url: str) -> None:
        self._url = url

    def shape(self) -> DatabaseShape:
        """How it stands; a file of SQLite that is not there stays so."""
        scripts = ScriptDirectory.from_config(alembic_config(self._url))
        known = frozenset(one.revision for one in scripts.walk_revisions())
        newest = str(scripts.get_current_head())
        engine = make_engine(self._url)
        file = engine.url.database
        if engine.dialect.name == "sqlite" and file and not Path(file).exists():
            return DatabaseShape(is_there=False, current=None, newest=newest, known=known)
        try:
            with engine.connect() as connection:
                current = MigrationContext.configure(connection).get_current_revision()
        except SQLAlchemyError as fault:
            raise StorageUnavailableError(words_of(fault)) from fault
        finally:
            engine.dispose()
        return DatabaseShape(is_there=True, current=current, newest=newest, known=known)
