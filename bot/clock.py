"""The domain's time: the real one, or one moment for as long as the service runs."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """The moment it is, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """Always the same moment, as DOORSTEP_NOW sets it."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._moment


def clock_at(moment: datetime | None) -> SystemClock | FixedClock:
    """The clock that stands at the moment; the real time where there is none."""
    return FixedClock(moment) if moment else SystemClock()
