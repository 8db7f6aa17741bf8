"""The queue of what is to be sent, on the store of jobs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cached_property

from dbos import DBOSClient, EnqueueOptions
from dbos import error as dbos_error
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from bot.domain.errors import StorageUnavailableError
from bot.domain.reaching import Means
from bot.domain.sending import Errand
from connectors.queue.at_once import AtOnce, is_waited_for, runner_of
from connectors.queue.names import APPLICATION, MAIL_QUEUE, SEND, SENDING_QUEUE
from connectors.queue.store import jobs_engine

URGENT, USUAL = 1, 10
"""Of two that wait, the lower number goes first."""

logger = logging.getLogger(__name__)


class SendingQueue:
    """Queues errands by name. Its tables are made by whoever runs them, at its start.

    An errand's id is the notification's with its mark, so the same one is queued once.
    """

    def __init__(self, jobs_address: str, *, shares_database: bool) -> None:
        self.address = jobs_address
        self.shares_database = shares_database

    def put_within(self, connection: Connection, errands: Sequence[Errand]) -> None:
        """Queues them in the caller's transaction.

        Raises StorageUnavailableError where the store of jobs has not been made yet.
        """
        try:
            for errand in errands:
                self._client.enqueue_in_transaction(
                    connection, _options(errand), errand.notification
                )
        except (dbos_error.DBOSException, ProgrammingError) as fault:
            raise StorageUnavailableError("The store of jobs is not there yet.") from fault

    def waits_for_commit(self, errand: Errand) -> bool:
        """Whether it is put just after the transaction that means it, whatever the database."""
        return not self.shares_database or (is_waited_for(errand) and self._runner is not None)

    def put(self, errands: Sequence[Errand]) -> None:
        """Queues them; what somebody waits for is begun at once where this process runs errands.

        What cannot be queued is told in the log, and found by the sweep: it is stored already.
        """
        left = [one for one in errands if not self._is_begun(one)]
        if left:
            self._queue(left)

    def _is_begun(self, errand: Errand) -> bool:
        """Whether it is under way without the queue; what fails there has the queue's turn."""
        runner = self._runner
        try:
            return runner is not None and runner.take(errand)
        except (dbos_error.DBOSException, SQLAlchemyError) as fault:
            logger.warning("An errand that was to begin is queued: %s", type(fault).__name__)
            return False

    def _queue(self, errands: Sequence[Errand]) -> None:
        try:
            if self._engine is None:
                for errand in errands:
                    self._client.enqueue(_options(errand), errand.notification)
                return
            with self._engine.begin() as connection:
                for errand in errands:
                    self._client.enqueue_in_transaction(
                        connection, _options(errand), errand.notification
                    )
        except (dbos_error.DBOSException, SQLAlchemyError) as fault:
            logger.warning("%s errands wait for the sweep: %s", len(errands), type(fault).__name__)

    def close(self) -> None:
        """Gives its connections back."""
        if "_client" in self.__dict__:
            self._client.destroy()
        if self._engine:
            self._engine.dispose()

    @property
    def _runner(self) -> AtOnce | None:
        return runner_of(self.address)

    @cached_property
    def _engine(self) -> Engine | None:
        return jobs_engine(self.address)

    @cached_property
    def _client(self) -> DBOSClient:
        return DBOSClient(
            system_database_url=self.address,
            system_database_engine=self._engine,
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )


def errand_id(errand: Errand) -> str:
    """By which the store of jobs knows it."""
    return f"{errand.notification}.{errand.mark}" if errand.mark else errand.notification


def _options(errand: Errand) -> EnqueueOptions:
    options: EnqueueOptions = {
        "workflow_name": SEND,
        "queue_name": MAIL_QUEUE if errand.means is Means.MAIL else SENDING_QUEUE,
        "workflow_id": errand_id(errand),
        "priority": URGENT if errand.urgent else USUAL,
    }
    if errand.after.total_seconds() > 0:
        options["delay_seconds"] = errand.after.total_seconds()
    return options
