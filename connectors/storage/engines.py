"""Engines tuned for their database, SQLite or PostgreSQL."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from bot.domain.errors import SettingsError
from connectors.one_writer import OneWriter
from connectors.storage.columns import as_json
from connectors.storage.faults import words_of

# Readers do not wait for a writer (WAL); NORMAL loses at most the last commits on a power cut,
# never the database; a writer waits its turn for five seconds before it is told to try again. What
# was committed is copied from the log into the database each 32 MB, not each 4: an import writes
# many pages again and again. Notices are long: in pages of 8 KB, which a file has from its
# beginning, fewer are spread over several.
_WAITS = 5
_SQLITE_PRAGMAS = (
    "page_size=8192",
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    f"busy_timeout={_WAITS * 1000}",
    "wal_autocheckpoint=4000",
)


def make_engine(url: str, held: int = 2) -> Engine:
    """An engine for the URL, with SQLite set up for several processes at once.

    Of SQLite's file `held` MB stay in memory. Connects to nothing yet. Raises SettingsError for
    what is no URL of a database, or of one whose driver is not installed.
    """
    try:
        engine = create_engine(_with_driver(url), **_options(url))
    except (ImportError, NoSuchModuleError) as fault:
        raise SettingsError(
            "DATABASE_URL names a kind of database, or a driver, that is not installed; "
            "it must be SQLite or PostgreSQL."
        ) from fault
    except ArgumentError as fault:
        raise SettingsError(f"DATABASE_URL cannot be used: {words_of(fault)}.") from fault
    except ValueError as fault:
        # What cannot be read may be a part of the password: it is not repeated.
        raise SettingsError("DATABASE_URL cannot be read as a database's address.") from fault
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_set_pragmas, held))
        OneWriter(_WAITS).watch(engine)
    return engine


def _options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"json_serializer": as_json}
    # Many rows changed by one statement each go to a server in one message, not in one each.
    return {
        "json_serializer": as_json,
        "pool_pre_ping": True,
        "executemany_mode": "values_plus_batch",
    }


def _with_driver(url: str) -> str:
    """The URL as operators write it, with the PostgreSQL driver that is installed."""
    return re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg2://", url)


def _set_pragmas(held: int, connection: Any, _record: object) -> None:
    for pragma in (*_SQLITE_PRAGMAS, f"cache_size={-1024 * held}"):
        connection.execute(f"PRAGMA {pragma}")
