"""How the assistant stands, from when it was last seen."""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path

logger = logging.getLogger(__name__)
SAY_EVERY = 5.0
LATE_AFTER = 90.0
"""Seconds; it comes within 15 on a usual machine, and its log tells why it does not."""


class Presence(StrEnum):
    """How the assistant stands, as far as its absence tells."""

    READY = "ready"
    LOADING = "loading"
    LATE = "late"


class DialogueWatch:
    """What has been seen of the assistant, and what has been said of it."""

    def __init__(self, address: str, log: Path, now: float) -> None:
        self.presence = Presence.LOADING
        self._address = address
        self._log = log
        self._since = self._said = now

    def look(self, *, is_ready: bool, now: float) -> None:
        """Takes note of how it stands at `now` (seconds of a clock that never goes back)."""
        if is_ready:
            self._has_come(now)
        elif self.presence is Presence.READY:
            logger.warning("The assistant has gone; it is being started again")
            self.presence = Presence.LOADING
            self._since = self._said = now
        elif self.presence is Presence.LOADING:
            self._is_loading(now)

    def _has_come(self, now: float) -> None:
        if self.presence is not Presence.READY:
            waited = now - self._since
            logger.info("The assistant is ready after %.0f s: chat at %s", waited, self._address)
        self.presence = Presence.READY

    def _is_loading(self, now: float) -> None:
        waited = now - self._since
        if waited >= LATE_AFTER:
            self.presence = Presence.LATE
            logger.error("The assistant has not come in %.0f s; %s tells why", waited, self._log)
        elif now - self._said >= SAY_EVERY:
            logger.info("The assistant is loading, %.0f s", waited)
            self._said = now
