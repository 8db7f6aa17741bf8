"""Looks each working morning at what firms say of themselves: a round cut off is done again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from dbos import DBOS

from bot.domain.errors import DoorstepError
from connectors.jobs.scheduling import schedule

QUEUE, SCHEDULE = "firm-checks", "check-firms"

logger = logging.getLogger(__name__)


class FirmChecksRun:
    """A job: checks and reminds by a crontab line, in London's time; an empty one means never.

    A round is a durable workflow of one step, which may be begun again at any point: what was
    looked at or told is stored, and repeated by nobody. Rounds never overlap.
    """

    def __init__(self, crontab: str, check: Callable[[], dict[str, int]]) -> None:
        self._crontab, self._check = crontab, check
        self._working = threading.Lock()
        self._workflow: Callable[[datetime, Any], None]

    def register(self) -> None:
        """The workflow of a morning, and its step."""

        @DBOS.step(name="check_firms")
        def check_firms() -> dict[str, Any]:
            return self.check()

        @DBOS.workflow(name="firm_checks")
        def firm_checks(_scheduled_at: datetime, _context: object) -> None:
            check_firms()

        self._workflow = firm_checks

    def begin(self) -> None:
        """The queue and the schedule, in place of the one that an earlier start left."""
        schedule(self._crontab, SCHEDULE, self._workflow, QUEUE)

    def check(self) -> dict[str, Any]:
        """One round; its counts, or what broke it off, for the store of jobs."""
        with self._working:
            try:
                counts = self._check()
            except DoorstepError as fault:
                # What is left is due tomorrow too.
                logger.exception("A round of checks broke off")
                return {"stopped_by": str(fault)}
        if counts:
            logger.info("Checks of firms: %s", counts)
        return {**counts, "stopped_by": None}

    def stop(self, within: float) -> None:
        """Waits for a round under way, so many seconds at most; what is left waits."""
        if self._working.acquire(timeout=within):
            self._working.release()
