"""How many requests a caller may make in a minute."""

from __future__ import annotations

import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.domain.errors import TooManyRequestsError

SIGN_INS_A_MINUTE = 30
"""Forms of signing in that one caller may send; an office may share one address."""

FORMS_A_MINUTE = 120
"""Forms that somebody signed in may send, the looks while typing among them."""


class RateLimits:
    """Moving windows kept in this process: a limit is for each web process."""

    def __init__(
        self, *, messages_a_minute: int, conversations_a_minute: int, complaints_a_minute: int
    ) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._items = {
            "messages": RateLimitItemPerMinute(messages_a_minute),
            "conversations": RateLimitItemPerMinute(conversations_a_minute),
            "complaints": RateLimitItemPerMinute(complaints_a_minute),
            "signing_in": RateLimitItemPerMinute(SIGN_INS_A_MINUTE),
            "quotes": RateLimitItemPerMinute(FORMS_A_MINUTE),
            "buying": RateLimitItemPerMinute(FORMS_A_MINUTE),
        }

    def take(self, what: str, caller: str) -> None:
        """Counts one request; raises TooManyRequestsError with the wait when there are too many."""
        item = self._items[what]
        if not self._windows.hit(item, what, caller):
            reset_at, _ = self._windows.get_window_stats(item, what, caller)
            wait = max(1, round(reset_at - time.time()))
            raise TooManyRequestsError(what, retry_after=wait)
