"""Goes through introductions each working morning: a round that is cut off is done again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from dbos import DBOS

from bot.domain.errors import DoorstepError
from bot.services.chase_introductions import ChaseIntroductions
from connectors.jobs.scheduling import schedule

QUEUE, SCHEDULE = "introductions", "chase-introductions"

logger = logging.getLogger(__name__)


class IntroductionRounds:
    """A job: reminds, closes and asks by a crontab line, in London's time; empty means never.

    A round is a durable workflow of one step, which may be begun again at any point: it looks at
    how each stands then, and repeats nothing. Rounds never overlap.
    """

    def __init__(self, crontab: str, chase: ChaseIntroductions) -> None:
        self._crontab, self._chase = crontab, chase
        self._working = threading.Lock()
        self._workflow: Callable[[datetime, Any], None]

    def register(self) -> None:
        """The workflow of a morning, and its step."""

        @DBOS.step(name="chase_introductions")
        def chase() -> dict[str, Any]:
            return self.chase()

        @DBOS.workflow(name="introduction_round")
        def introduction_round(_scheduled_at: datetime, _context: object) -> None:
            chase()

        self._workflow = introduction_round

    def begin(self) -> None:
        """The queue and the schedule, in place of the one that an earlier start left."""
        schedule(self._crontab, SCHEDULE, self._workflow, QUEUE)

    def chase(self) -> dict[str, Any]:
        """One round; its counts, or what broke it off, for the store of jobs."""
        with self._working:
            try:
                counts = self._chase.run()
            except DoorstepError as fault:
                # What is left is due tomorrow too.
                logger.exception("A round of introductions broke off")
                return {"stopped_by": str(fault)}
        if counts:
            logger.info("Introductions: %s", counts)
        return {**counts, "stopped_by": None}

    def stop(self, within: float) -> None:
        """Waits for a round under way, so many seconds at most; what is left waits."""
        if self._working.acquire(timeout=within):
            self._working.release()
