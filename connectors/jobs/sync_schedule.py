"""Reads the feeds by a schedule: a run that is cut off goes on after the next start."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from dbos import DBOS
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_fixed

from bot.bootstrap import Services, make_feed, make_intake
from bot.clock import SystemClock
from bot.domain.errors import DoorstepError, StorageUnavailableError
from bot.domain.feed import FeedName
from bot.services.embed_opportunities import embed_opportunities
from bot.services.sync_feed import FeedSync
from bot.settings import Settings

QUEUE = "sync"
SCHEDULE = "sync-feeds"

logger = logging.getLogger(__name__)


class SyncSchedule:
    """Reads the feeds by the crontab line of the settings, in London's time.

    A run is a durable workflow, a step for each feed and one for the embedding, each of which a
    stop ends soon without its being noted as done. A run that is cut off is taken up at the next
    start, and the sync goes on from the page it was at. Runs never overlap; one whose moment a
    longer run has already read past does nothing.
    """

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._working = threading.Lock()
        self._stopped = threading.Event()
        self._cancel: Callable[[], object] | None = None
        self._workflow: Callable[[datetime, Any], None]

    def register(self) -> None:
        """The workflow of a run, and its steps."""
        self._workflow = _register(self)

    def begin(self) -> None:
        """The queue in which runs wait for each other, and the schedule."""
        DBOS.register_queue(QUEUE, global_concurrency=1, polling_interval_sec=2.0)
        DBOS.apply_schedules(
            [
                {
                    "schedule_name": SCHEDULE,
                    "workflow_fn": self._workflow,
                    "schedule": self._settings.sync_schedule,
                    "cron_timezone": "Europe/London",
                    "queue_name": QUEUE,
                }
            ]
        )

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


def _register(runs: SyncSchedule) -> Callable[[datetime, Any], None]:
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
