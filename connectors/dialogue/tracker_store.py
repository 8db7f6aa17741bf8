"""Rasa's own store of events: made quick for SQLite, and erased where Rasa cannot."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, bindparam, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.conversation import ConversationId
from bot.domain.errors import SettingsError, StorageUnavailableError

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
        try:
            with self._connected().begin() as connection:
                connection.execute(_FORGET, {"sender": conversation})
        except SQLAlchemyError as fault:
            raise StorageUnavailableError("Rasa's store is busy or away.") from fault

    def close(self) -> None:
        """Gives the connections back."""
        if self._engine:
            self._engine.dispose()
            self._engine = None

    def _connected(self) -> Engine:
        self._engine = self._engine or create_engine(self._url)
        return self._engine
