"""Who runs errands in this process, so that what somebody waits for need not wait for the queue."""

from __future__ import annotations

from collections.abc import Callable

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from bot.domain.reaching import Means
from bot.domain.sending import Errand

_runners: dict[str, AtOnce] = {}
"""By the address of the store of jobs; there is one of a store in a process, as its library has."""


class AtOnce:
    """Runs errands as soon as they are there, up to the provider's rate.

    What is above the rate is left to the queue, and so is all that nobody waits for.
    """

    def __init__(self, run: Callable[[Errand], None], a_second: float) -> None:
        self._run = run
        self._windows = FixedWindowRateLimiter(MemoryStorage())
        self._rate = RateLimitItemPerSecond(max(1, round(a_second)))

    def begin(self, jobs_address: str) -> None:
        """Takes errands of that store from now on."""
        _runners[jobs_address] = self

    @staticmethod
    def end(jobs_address: str) -> None:
        """Takes no more of them."""
        _runners.pop(jobs_address, None)

    def take(self, errand: Errand) -> bool:
        """Whether the errand is under way now; the same errand twice is one."""
        if not is_waited_for(errand) or not self._windows.hit(self._rate, "errands"):
            return False
        self._run(errand)
        return True


def is_waited_for(errand: Errand) -> bool:
    """Whether somebody has the phone in hand, and it was not tried before.

    A mail waits its turn: its server takes few connections at a time.
    """
    is_text = errand.means is Means.TEXT
    return is_text and errand.urgent and not errand.mark and not errand.after


def runner_of(jobs_address: str) -> AtOnce | None:
    """Who takes the errands of that store in this process; None where another process does."""
    return _runners.get(jobs_address)
