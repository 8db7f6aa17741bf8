"""How long to wait for a feed, and when to give it up for now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tenacity import RetryCallState, wait_exponential_jitter

from bot.domain.feed import Wait, WaitReason
from bot.ports import Clock

ATTEMPTS = 5
"""How often one page is asked for before the feed is given up for now."""

LONGEST_WAIT = 900.0
"""Seconds; a feed that asks for more is left alone until the next sync."""

LONGEST_STATED = 86_400.0
"""Seconds; a `Retry-After` beyond a day, or beyond all numbers, counts as a day."""

ANSWER_WITHIN = 180.0
"""Seconds for one whole page; it must begin to come, and go on coming, within a third of them."""

_AFTER_A_FAULT = wait_exponential_jitter(initial=2, max=60)


@dataclass(frozen=True, slots=True)
class Patience:
    """The time by which a feed is waited for: `sleep` waits seconds, `watch` is told of it."""

    clock: Clock
    watch: Callable[[Wait], None] = lambda _wait: None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    answer_within: float = ANSWER_WITHIN


class PassingFaultError(Exception):
    """The same question may be answered later; `seconds` is the wait if one is known."""

    def __init__(self, message: str, reason: WaitReason, seconds: float | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.seconds = seconds


def seconds_to_wait(state: RetryCallState) -> float:
    """The wait that the fault asks for, else one that doubles each time, with some chance in it."""
    fault = fault_of(state)
    if fault is not None and fault.seconds is not None:
        return fault.seconds
    return float(_AFTER_A_FAULT(state))


def may_pass(raised: BaseException) -> bool:
    """Whether to ask again: not if the feed asks for a longer wait than a sync can take."""
    return isinstance(raised, PassingFaultError) and (raised.seconds or 0) <= LONGEST_WAIT


def fault_of(state: RetryCallState) -> PassingFaultError | None:
    """The passing fault with which the last try ended, if it did."""
    raised = state.outcome.exception() if state.outcome else None
    return raised if isinstance(raised, PassingFaultError) else None


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that `Retry-After` asks for, stated as seconds or as an HTTP date; else None.

    Never more than LONGEST_STATED.
    """
    stated = headers.get("Retry-After", "").strip()
    if stated.isdecimal():
        return min(float(stated), LONGEST_STATED)
    try:
        moment = parsedate_to_datetime(stated)
        # An HTTP date is always GMT; one that says "-0000" comes without a zone.
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (aware - now).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_STATED)
