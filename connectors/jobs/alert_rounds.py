"""Tells what is due by a schedule: a round that is cut off is done again, and repeats nothing."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from dbos import DBOS

from bot.services.run_alerts import RunAlerts

QUEUE = "alerts"
SCHEDULE = "tell-alerts"

logger = logging.getLogger(__name__)


class AlertRounds:
    """Rounds of alerts by a crontab line, in London's time; they never overlap.

    A round is a durable workflow of one step. What it does is asked of the database each time, so
    one that a stop or a crash cut off is begun anew at the next start, and goes on where it was.
    """

    def __init__(self, schedule: str, alerts: RunAlerts) -> None:
        self._schedule, self._alerts = schedule, alerts
        self._working = threading.Lock()
        self._stopped = threading.Event()
        self._workflow: Callable[[datetime, Any], None]

    def register(self) -> None:
        """The workflow of a round, and its step."""

        @DBOS.step(name="tell_alerts")
        def tell_alerts() -> dict[str, int]:
            return self.tell()

        @DBOS.workflow(name="alert_round")
        def alert_round(_scheduled_at: datetime, _context: object) -> None:
            tell_alerts()

        self._workflow = alert_round

    def begin(self) -> None:
        """The queue in which rounds wait for each other, and the schedule."""
        DBOS.register_queue(QUEUE, global_concurrency=1, polling_interval_sec=2.0)
        DBOS.apply_schedules(
            [
                {
                    "schedule_name": SCHEDULE,
                    "workflow_fn": self._workflow,
                    "schedule": self._schedule,
                    "cron_timezone": "Europe/London",
                    "queue_name": QUEUE,
                }
            ]
        )

    def tell(self) -> dict[str, int]:
        """One round; its counts go to the log and to the jobs' store.

        Raises CancelledError, which no job store takes for an end, once it is stopped.
        """
        with self._working:
            if self._stopped.is_set():
                raise asyncio.CancelledError
            counts = self._alerts.run()
        if counts:
            logger.info("Alerts: %s", counts)
        return counts

    def stop(self, within: float) -> None:
        """Lets no round begin, and waits so many seconds at most for the one under way."""
        self._stopped.set()
        if self._working.acquire(timeout=within):
            self._working.release()
