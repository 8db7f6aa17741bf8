"""Publishes how alerts went out: counts that anybody may check, and nobody is known from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alert import AlertState
from bot.domain.told_counts import SMALLEST, QuarterHour, quarter_hours
from bot.ports import Clock, Storage

LOOKED_BACK = timedelta(days=30)
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PublishedAlerts:
    """The last days' alerts; `told` is None where they are too few to be told."""

    since: datetime
    told: int | None
    quarters: list[QuarterHour]
    more_quarters: int


class PublishAlerts:
    """Counts of what was told; nothing of whom, and no small counts."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def published(self) -> PublishedAlerts:
        """The last thirty days, their last quarter of an hour first."""
        now = self._clock.now()
        since, end = now - LOOKED_BACK, now + timedelta(microseconds=1)
        with self._storage.transaction() as work:
            told = work.alerts.told_at(since, end)
            count = work.alerts.counted(since, end).get(AlertState.TOLD.value, 0)
        quarters = quarter_hours(told)
        shown = quarters[:MOST_SHOWN]
        published = count if count >= SMALLEST else None
        return PublishedAlerts(since, published, shown, len(quarters) - len(shown))
