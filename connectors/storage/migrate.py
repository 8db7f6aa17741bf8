"""Brings a database to the newest shape; on a fresh one, makes it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, column, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import SettingsError
from connectors.storage.engines import make_engine
from connectors.storage.faults import words_of
from connectors.storage.fresh import make_at_once

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_REVISION = re.compile(r'^revision = "(\w+)"', re.MULTILINE)
_BEFORE = re.compile(r'^down_revision = "(\w+)"', re.MULTILINE)


def alembic_config(url: str) -> Config:
    """Alembic's configuration for the database at the URL; there is no ini file."""
    from alembic.config import Config  # noqa: PLC0415 - see `migrate`

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Runs the migrations that the database has not had; running it again changes nothing.

    A fresh SQLite database is made at once. What migrates takes a while to load, and is loaded
    only where there is something to do. Raises SettingsError, in one sentence, where the URL or
    the database cannot be used.
    """
    try:
        engine = make_engine(url)
        parsed = engine.url
        if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        revision = newest_revision()
        make_at_once(engine, revision)
        newest = _has_the_shape(engine, revision)
        engine.dispose()
        if not newest:
            run_migrations(url)
    except (SQLAlchemyError, OSError) as fault:
        raise SettingsError(
            f"The database cannot be opened or migrated: {words_of(fault)}."
        ) from fault


def run_migrations(url: str) -> None:
    """Runs one migration after the other; raises what the database's driver or alembic raises."""
    from alembic import command  # noqa: PLC0415 - as told above

    command.upgrade(alembic_config(url), "head")


def newest_revision() -> str:
    """The revision that no other migration follows, as the files of the migrations say."""
    texts = [file.read_text(encoding="utf-8") for file in MIGRATIONS.glob("versions/[0-9]*.py")]
    [made, before] = (
        {found[1] for text in texts if (found := pattern.search(text))}
        for pattern in (_REVISION, _BEFORE)
    )
    [newest] = made - before
    return newest


def _has_the_shape(engine: Engine, revision: str) -> bool:
    kept = table("alembic_version", column("version_num"))
    with engine.connect() as connection:
        if not inspect(connection).has_table(kept.name):
            return False
        return list(connection.execute(select(kept)).scalars()) == [revision]
