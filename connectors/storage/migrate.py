"""Brings a database to the newest shape; on a fresh one, makes it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import SettingsError
from connectors.storage.engines import make_engine
from connectors.storage.faults import words_of

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(url: str) -> Config:
    """Alembic's configuration for the database at the URL; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Runs the migrations that the database has not had; running it again changes nothing.

    Raises SettingsError, in one sentence, where the URL or the database cannot be used.
    """
    try:
        parsed = make_engine(url).url
        if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        command.upgrade(alembic_config(url), "head")
    except (SQLAlchemyError, OSError) as fault:
        raise SettingsError(
            f"The database cannot be opened or migrated: {words_of(fault)}."
        ) from fault
