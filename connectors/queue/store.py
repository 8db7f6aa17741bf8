"""The store of jobs in an SQLite file, set up so that many small commits are quick."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, event

from connectors.one_writer import OneWriter

# As the application's own database: readers do not wait for a writer, and a power cut may lose the
# last commits, never the file. What is lost is found by whoever owns it: an errand by the sweep, a
# page of a feed by the position that the sync keeps.
_WAITS = 30
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    f"busy_timeout={_WAITS * 1000}",
    "foreign_keys=ON",
)
_CONNECTIONS = 20


def jobs_engine(address: str) -> Engine | None:
    """An engine for the store in a file; None for a server, where the library's own is right."""
    if not address.startswith("sqlite"):
        return None
    engine = create_engine(address, pool_size=_CONNECTIONS, max_overflow=_CONNECTIONS)
    event.listen(engine, "connect", _set_up)
    OneWriter(_WAITS).watch(engine)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    # Each transaction that writes takes the lock at its start, so none fails in the middle.
    connection.isolation_level = "IMMEDIATE"
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
