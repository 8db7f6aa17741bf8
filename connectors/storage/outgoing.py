"""What a transaction queues: with it, or just after it where the queue is kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection

from bot.domain.sending import Errand


class JobQueue(Protocol):
    """A queue of errands, as connectors.queue has it."""

    @property
    def shares_database(self) -> bool:
        """Whether its tables are in the database of the application, so one commit serves both."""
        ...

    def put_within(self, connection: Connection, errands: Sequence[Errand]) -> None:
        """Queues them in the transaction of the connection."""
        ...

    def put(self, errands: Sequence[Errand]) -> None:
        """Queues them at once. What cannot be queued now is told in the log, and found later."""
        ...


class NoQueue:
    """Where nothing is sent by anybody else than whoever means it."""

    shares_database = False

    def put_within(self, connection: Connection, errands: Sequence[Errand]) -> None:
        """Queues nothing."""

    def put(self, errands: Sequence[Errand]) -> None:
        """Queues nothing."""


class Outgoing:
    """The OutgoingQueue of one transaction."""

    def __init__(self, connection: Connection, queue: JobQueue) -> None:
        self._connection = connection
        self._queue = queue
        self._waiting: list[Errand] = []

    def put(self, errands: Iterable[Errand]) -> None:
        if self._queue.shares_database:
            self._queue.put_within(self._connection, list(errands))
        else:
            self._waiting.extend(errands)

    def committed(self) -> None:
        """Queues what could not be queued within the transaction."""
        if self._waiting:
            self._queue.put(self._waiting)
