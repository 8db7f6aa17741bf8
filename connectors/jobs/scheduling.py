"""Schedules of jobs: crontab lines in London's time, each with a queue that runs one at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from dbos import DBOS


def schedule(
    crontab: str, name: str, workflow: Callable[[datetime, Any], None], queue: str
) -> None:
    """The queue and the schedule, in place of the one that an earlier start left.

    An empty line means never: then what was left is taken away. The same again changes nothing.
    """
    DBOS.register_queue(queue, global_concurrency=1, polling_interval_sec=2.0)
    if not crontab:
        DBOS.delete_schedule(name)
        return
    DBOS.apply_schedules(
        [
            {
                "schedule_name": name,
                "workflow_fn": workflow,
                "schedule": crontab,
                "cron_timezone": "Europe/London",
                "queue_name": queue,
            }
        ]
    )
