"""Ends by night what was kept long enough; a run that is cut off is done again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from dbos import DBOS

from bot.bootstrap import Services
from bot.clock import SystemClock
from bot.domain.errors import DoorstepError
from connectors.jobs.scheduling import schedule

QUEUE, SCHEDULE = "retention", "keep-no-longer"

logger = logging.getLogger(__name__)


class RetentionRun:
    """A job: ends what is over by a crontab line, in London's time; an empty one means never.

    A run is a durable workflow of one step, which may be begun again at any point. Runs never
    overlap.
    """

    def __init__(self, crontab: str, services: Services) -> None:
        self._crontab, self._services = crontab, services
        self._working = threading.Lock()
        self._workflow: Callable[[datetime, Any], None]

    def register(self) -> None:
        """The workflow of a night, and its step."""

        @DBOS.step(name="end_held")
        def end_held() -> dict[str, Any]:
            return self.end()

        @DBOS.workflow(name="keep_no_longer")
        def keep_no_longer(_scheduled_at: datetime, _context: object) -> None:
            end_held()

        self._workflow = keep_no_longer

    def begin(self) -> None:
        """The queue and the schedule, in place of the one that an earlier start left."""
        schedule(self._crontab, SCHEDULE, self._workflow, QUEUE)

    def end(self) -> dict[str, Any]:
        """Ends what is over now; how much, or what broke it off, for the store of jobs."""
        with self._working:
            try:
                counts = self._services.held.end.end(SystemClock().now())
            except DoorstepError as fault:
                # Whatever was left will be over tomorrow night too.
                logger.exception("Retention broke off")
                return {"stopped_by": str(fault)}
        ended = sum(count for those in counts.values() for count in those.values())
        logger.info("Retention: %s things had been kept long enough", ended)
        return {"ended": ended, "stopped_by": None}

    def stop(self, within: float) -> None:
        """Waits for a run under way, so many seconds at most; what is left waits for the next."""
        if self._working.acquire(timeout=within):
            self._working.release()
