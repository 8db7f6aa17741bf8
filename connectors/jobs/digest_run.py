"""Sends the weekly digests by a schedule; a run that was missed or cut off is made up."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from dbos import DBOS

from bot.domain.errors import DoorstepError
from bot.services.run_digests import RunDigests
from connectors.jobs.scheduling import schedule

QUEUE, SCHEDULE = "digests", "weekly-digests"

logger = logging.getLogger(__name__)


class DigestRuns:
    """A job: the digests by a crontab line, in London's time; runs never overlap.

    A run is a durable workflow of one step. What is owed is asked of the database each time, so
    one that was cut off goes on where it was, and a daily look makes up a Monday that was missed.
    """

    def __init__(self, crontab: str, digests: RunDigests) -> None:
        self._crontab, self._digests = crontab, digests
        self._working = threading.Lock()
        self._stopped = threading.Event()
        self._workflow: Callable[[datetime, Any], None]

    def register(self) -> None:
        """The workflow of a week, and its step."""

        @DBOS.step(name="send_digests")
        def send_digests() -> dict[str, Any]:
            return self.send()

        @DBOS.workflow(name="weekly_digests")
        def weekly_digests(_scheduled_at: datetime, _context: object) -> None:
            send_digests()

        self._workflow = weekly_digests

    def begin(self) -> None:
        """The queue and the schedule, in place of the one that an earlier start left."""
        schedule(self._crontab, SCHEDULE, self._workflow, QUEUE)

    def send(self) -> dict[str, Any]:
        """All that is owed; its counts go to the log and to the jobs' store.

        Raises CancelledError, which no job store takes for an end, once it is stopped.
        """
        with self._working:
            if self._stopped.is_set():
                raise asyncio.CancelledError
            try:
                return dict(self._digests.run())
            except DoorstepError as fault:
                # What was not told stays owed: the next run makes it up.
                logger.exception("Digests broke off")
                return {"stopped_by": str(fault)}

    def stop(self, within: float) -> None:
        """Lets no run begin, and waits so many seconds at most for the one under way."""
        self._stopped.set()
        if self._working.acquire(timeout=within):
            self._working.release()
