"""Reads the feeds by a schedule: a run that is cut off goes on after the next start."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from dbos import DBOS, DBOSConfig
from dbos import error as dbos_error
from sqlalchemy.exc import SQLAlchemyError
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_fixed

from bot.bootstrap import Services, make_feed, make_intake
from bot.clock import SystemClock
from bot.domain.errors import DoorstepError, SettingsError, StorageUnavailableError
from bot.domain.feed import FeedName
from bot.services.embed_opportunities import embed_opportunities
from bot.services.sync_feed import FeedSync
from bot.settings import Settings

QUEUE = "sync"
SCHEDULE = "sync-feeds"
STOP_WITHIN = 5.0
"""Seconds that a step under way has to end; what it has not stored by then it does again."""

_SAME_FOR_EVERY_VERSION = "1"
"""So that a run that an older version began is taken up by a newer one."""

logger = logging.getLogger(__name__)


@asynccontextmanager
async def sync_schedule(settings: Settings, services: Services) -> AsyncIterator[None]:
    """Reads the feeds by the crontab line of the settings, in London's time, while it is open.

    A run is a durable workflow, a step for each feed and one for the embedding. Closing it, or a
    crash, leaves the run under way as it is: the next opening takes it up, and the sync goes on
    from the page it was at. Runs never overlap; one whose moment a longer run has already read
    past does nothing. Raises SettingsError where the schedule or the place of the jobs is wrong.
    """
    runs = Runs(settings, services)
    await asyncio.to_thread(_launch, settings, runs)
    try:
        yield
    finally:
        await asyncio.to_thread(_end, runs)


class Runs:
    """The steps of a run, each of which a stop ends soon without its being noted as done."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._working = threading.Lock()
        self._stopped = threading.Event()
        self._cancel: Callable[[], object] | None = None

    def sync(self, name: FeedName, scheduled_at: datetime) -> dict[str, Any]:
        """Reads one feed up to now; what breaks it off is told in the log and to the jobs' store.

        Raises CancelledError, which no job store takes for an end, when it is stopped.
        """
        with self._working:
            return asyncio.run(self._until_stopped(self._sync(name, scheduled_at)))

    def embed(self) -> int:
        """Gives every new text its vector; returns how many."""
        with self._working:
            self._raise_if_stopped()
            held = self._services
            return embed_opportunities(held.storage, held.vocabulary)

    def stop(self, within: float) -> None:
        """Ends the step under way and lets no other begin; waits so many seconds at most."""
        self._stopped.set()
        if self._cancel:
            self._cancel()
        if self._working.acquire(timeout=within):
            self._working.release()

    async def _until_stopped(self, work: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
        task = asyncio.ensure_future(work)
        loop = asyncio.get_running_loop()
        self._cancel = lambda: loop.call_soon_threadsafe(task.cancel)
        try:
            if self._stopped.is_set():
                task.cancel()
            return await task
        finally:
            self._cancel = None

    async def _sync(self, name: FeedName, scheduled_at: datetime) -> dict[str, Any]:
        if self._was_read_to(name, scheduled_at):
            return {"feed": name.value, "stopped_by": None}
        stopped_by = None
        async with make_feed(self._settings, name) as feed:
            intake = make_intake(self._settings, self._services.storage)
            sync = FeedSync(name, feed, intake, SystemClock())
            try:
                await _patiently(sync.walk)
            except DoorstepError as fault:
                stopped_by = str(fault)
                logger.warning("The sync of %s broke off: %s", name, fault)
        told = sync.summary().as_json()
        logger.info("Read %s: %s releases on %s pages", name, told["read"], told["pages"])
        return {**told, "stopped_by": stopped_by}

    def _was_read_to(self, name: FeedName, moment: datetime) -> bool:
        with self._services.storage.transaction() as work:
            held = work.feeds.position(name)
        return held is not None and held.reached >= moment

    def _raise_if_stopped(self) -> None:
        if self._stopped.is_set():
            raise asyncio.CancelledError


async def _patiently(walk: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Walks on where the database was locked for longer than a transaction waits."""
    retrying = AsyncRetrying(
        retry=retry_if_exception_type(StorageUnavailableError),
        stop=stop_after_attempt(5),
        wait=wait_fixed(10),
        reraise=True,
    )
    await retrying(walk)


def _launch(settings: Settings, runs: Runs) -> None:
    # With a handler of its own it would write past the service's log.
    logging.getLogger("dbos").addHandler(logging.NullHandler())
    config: DBOSConfig = {
        "name": "doorstep",
        "system_database_url": settings.jobs_address,
        "application_version": _SAME_FOR_EVERY_VERSION,
        "log_level": "WARNING",
        # A stop waits for this listener, which sleeps as long; nobody sends it anything.
        "notification_listener_polling_interval_sec": 2.0,
    }
    try:
        DBOS(config=config)
        workflow = _register(runs)
        DBOS.launch()
        DBOS.register_queue(QUEUE, global_concurrency=1, polling_interval_sec=2.0)
        DBOS.apply_schedules(
            [
                {
                    "schedule_name": SCHEDULE,
                    "workflow_fn": workflow,
                    "schedule": settings.sync_schedule,
                    "cron_timezone": "Europe/London",
                    "queue_name": QUEUE,
                }
            ]
        )
    except (dbos_error.DBOSException, SQLAlchemyError, ValueError) as fault:
        DBOS.destroy(destroy_registry=True)
        raise SettingsError(
            f"DOORSTEP_SYNC_SCHEDULE or DOORSTEP_JOBS_URL cannot be used: {fault}"
        ) from fault


def _register(runs: Runs) -> Callable[[datetime, Any], None]:
    @DBOS.step(name="sync_feed")
    def sync_feed(name: str, scheduled_at: str) -> dict[str, Any]:
        return runs.sync(FeedName(name), datetime.fromisoformat(scheduled_at))

    @DBOS.step(name="embed")
    def embed() -> int:
        return runs.embed()

    @DBOS.workflow(name="sync_feeds")
    def sync_feeds(scheduled_at: datetime, _context: object) -> None:
        for name in FeedName:
            sync_feed(name.value, scheduled_at.isoformat())
        embed()

    return sync_feeds


def _end(runs: Runs) -> None:
    runs.stop(within=STOP_WITHIN)
    DBOS.destroy(destroy_registry=True)
