"""Rasa's own store of events: made quick for SQLite, and erased where Rasa cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Engine,
    NullPool,
    TextClause,
    bindparam,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.conversation import ConversationId
from bot.domain.errors import SettingsError, StorageUnavailableError

Found = TypeVar("Found")
_FORGET = text("DELETE FROM events WHERE sender_id = :sender").bindparams(bindparam("sender"))


class TrackerStore:
    """The database behind Rasa's tracker; Rasa itself makes its table."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None

    def prepare(self) -> None:
        """Makes the file of an SQLite store, with its journal written ahead; once is for ever.

        Rasa commits several times a turn, and each commit then waits for the disk once and not
        thrice. Raises SettingsError if the file cannot be made.
        """
        try:
            url = make_url(self._url)
            if url.get_backend_name() != "sqlite" or not url.database:
                return
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            with self._connected().begin() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except (SQLAlchemyError, OSError) as fault:
            told = getattr(fault, "orig", None) or fault
            raise SettingsError(f"Rasa's store cannot be made: {told}.") from fault
        finally:
            self.close()

    def forget(self, conversation: ConversationId) -> None:
        """Deletes the conversation's events; Rasa has no call for it."""
        self.erase(_FORGET, {"sender": conversation})

    def ask(self, question: Callable[[Connection], list[Found]]) -> list[Found]:
        """What the question finds in the store; nothing where Rasa has not made its table yet."""
        try:
            with self._connected().connect() as connection:
                return question(connection) if inspect(connection).has_table("events") else []
        except SQLAlchemyError as fault:
            raise StorageUnavailableError("Rasa's store is busy or away.") from fault

    def erase(self, statement: TextClause, facts: Mapping[str, Any]) -> int:
        """Deletes rows for good, so that not even the file has them; how many there were."""
        try:
            with self._connected().begin() as connection:
                if not inspect(connection).has_table("events"):
                    return 0
                gone = connection.execute(statement, facts).rowcount
            self._clear_journal()
        except SQLAlchemyError as fault:
            raise StorageUnavailableError("Rasa's store is busy or away.") from fault
        return gone

    def close(self) -> None:
        """Gives the connections back."""
        if self._engine:
            self._engine.dispose()
            self._engine = None

    def _connected(self) -> Engine:
        if self._engine is None:
            # Asked once in a while: no connection is kept for the time between.
            self._engine = create_engine(self._url, poolclass=NullPool)
            if self._engine.dialect.name == "sqlite":
                event.listen(self._engine, "connect", _overwrite_what_is_deleted)
        return self._engine

    def _clear_journal(self) -> None:
        """The journal that is written ahead holds what was deleted until it is taken in."""
        if self._connected().dialect.name == "sqlite":
            with self._connected().connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _overwrite_what_is_deleted(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA busy_timeout=5000")
