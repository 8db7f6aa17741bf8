"""What a transaction queues: with it, or just after it where the queue is kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection

from bot.domain.sending import Errand


class JobQueue(Protocol):
    """A queue of errands, as connectors.queue has it."""

    def waits_for_commit(self, errand: Errand) -> bool:
        """Whether it is put after the commit: its tables are elsewhere, or it goes at once."""
        ...

    def put_within(self, connection: Connection, errands: Sequence[Errand]) -> None:
        """Queues them in the transaction of the connection."""
        ...

    def put(self, errands: Sequence[Errand]) -> None:
        """Queues them at once. What cannot be queued now is told in the log, and found later."""
        ...

    def close(self) -> None:
        """Gives its connections back."""
        ...


class NoQueue:
    """Where nothing is sent by anybody else than whoever means it."""

    def waits_for_commit(self, errand: Errand) -> bool:
        """Nothing is ever put."""
        return True

    def put_within(self, connection: Connection, errands: Sequence[Errand]) -> None:
        """Queues nothing."""

    def put(self, errands: Sequence[Errand]) -> None:
        """Queues nothing."""

    def close(self) -> None:
        """Holds nothing."""


class Outgoing:
    """The OutgoingQueue of one transaction."""

    def __init__(self, connection: Connection, queue: JobQueue) -> None:
        self._connection = connection
        self._queue = queue
        self._waiting: list[Errand] = []

    def put(self, errands: Iterable[Errand]) -> None:
        now: list[Errand] = []
        for errand in errands:
            (self._waiting if self._queue.waits_for_commit(errand) else now).append(errand)
        if now:
            self._queue.put_within(self._connection, now)

    def committed(self) -> None:
        """Queues what could not be queued within the transaction."""
        if self._waiting:
            self._queue.put(self._waiting)
