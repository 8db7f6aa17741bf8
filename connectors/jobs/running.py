"""Runs the durable jobs of a process: one store of jobs under way, whatever jobs there are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Protocol

from dbos import DBOS, DBOSConfig
from dbos import error as dbos_error
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import SettingsError
from bot.settings import Settings
from connectors.queue.names import APPLICATION
from connectors.queue.store import jobs_engine

STOP_WITHIN = 5.0
"""Seconds that a step under way has to end; what it has not stored by then it does again."""

_SAME_FOR_EVERY_VERSION = "1"
"""So that a run that an older version began is taken up by a newer one."""


class Job(Protocol):
    """One kind of work that goes on by itself."""

    def register(self) -> None:
        """Makes its workflows and steps known, by names that never change."""
        ...

    def begin(self) -> None:
        """Makes its queues and schedules, once the store of jobs is open."""
        ...

    def stop(self, within: float) -> None:
        """Ends the step under way and lets no other begin; waits so many seconds at most."""
        ...


@asynccontextmanager
async def running_jobs(settings: Settings, jobs: Sequence[Job]) -> AsyncIterator[None]:
    """Keeps all jobs going while it is open.

    Closing it, or a crash, leaves what is under way as it is: the next opening takes it up. Raises
    SettingsError where a schedule or the place of the jobs is wrong.
    """
    with _reported():
        engine = jobs_engine(settings.jobs_address)
        await asyncio.to_thread(_launch, settings.jobs_address, engine, jobs)
    try:
        yield
    finally:
        await asyncio.to_thread(_end, engine, jobs)


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except (dbos_error.DBOSException, SQLAlchemyError, ValueError) as fault:
        DBOS.destroy(destroy_registry=True)
        raise SettingsError(
            f"DOORSTEP_SYNC_SCHEDULE or DOORSTEP_JOBS_URL cannot be used: {fault}"
        ) from fault


def _launch(address: str, engine: Engine | None, jobs: Sequence[Job]) -> None:
    # With a handler of its own it would write past the service's log.
    logging.getLogger("dbos").addHandler(logging.NullHandler())
    config: DBOSConfig = {
        "name": APPLICATION,
        "system_database_url": address,
        "system_database_engine": engine,
        "application_version": _SAME_FOR_EVERY_VERSION,
        "log_level": "WARNING",
        # A stop waits for this listener, which sleeps as long; nobody sends it anything.
        "notification_listener_polling_interval_sec": 2.0,
    }
    DBOS(config=config)
    for job in jobs:
        job.register()
    DBOS.launch()
    for job in jobs:
        job.begin()


def _end(engine: Engine | None, jobs: Sequence[Job]) -> None:
    for job in jobs:
        job.stop(within=STOP_WITHIN)
    DBOS.destroy(destroy_registry=True)
    if engine:
        engine.dispose()
