"""How far a feed of notices has been read: windows of time, walked in slices, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.notice import Refusal, Release

SLICE = timedelta(days=7)
"""The most time that one walk through a feed's pages covers."""

OVERLAP = timedelta(hours=2)
"""How far each slice reaches back over the one before.

Notices show up late, and a feed that states no time zone may mean London's, an hour from UTC.
"""

FIRST_REACH = timedelta(days=365)
"""How far back the first sync begins."""


class FeedName(StrEnum):
    """The feeds that can be walked."""

    FIND_A_TENDER = "find_a_tender"
    CONTRACTS_FINDER = "contracts_finder"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in whole seconds of UTC: `start` belongs to it, `end` does not."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError("A window must end after it begins.")


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One page of a feed: its releases, and the cursor of the next page or None on the last."""

    entries: tuple[Release | Refusal, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class FeedPosition:
    """How far a feed has been read.

    Everything before `reached` was taken in. `window` is the slice under way, if any, and
    `cursor` its next page (None for its first). `number` is one higher at each step, and 0 for
    what was never stored: whoever stores a step proves by it that nobody else took the step.
    """

    feed: FeedName
    reached: datetime
    window: Window | None = None
    cursor: str | None = None
    number: int = 0

    def since(self, moment: datetime) -> FeedPosition:
        """The position from which all since the moment is read again.

        Once anything was read it never goes on, only back: nothing between is left out.
        """
        begun = self.window.start + OVERLAP if self.window else self.reached
        if self.number and moment >= begun:
            return self
        return replace(self, reached=whole_second(moment), window=None, cursor=None)

    def within(self, until: datetime) -> FeedPosition:
        """With the slice under way, or else the next one begun; ends at `until` at the latest."""
        if self.window:
            return self
        end = min(self.reached + SLICE, until)
        return replace(self, window=Window(self.reached - OVERLAP, end), cursor=None)

    def after_page(self, next_cursor: str | None) -> FeedPosition:
        """The step that a page of the slice under way makes: the next page, or the slice done."""
        if next_cursor is None and self.window:
            return FeedPosition(self.feed, self.window.end, number=self.number + 1)
        return replace(self, cursor=next_cursor, number=self.number + 1)

    def anew(self) -> FeedPosition:
        """The step back to the first page of the slice under way."""
        return replace(self, cursor=None, number=self.number + 1)

    def slices_to(self, until: datetime) -> int:
        """How many slices are still to be walked, the one under way included."""
        reached = self.window.end if self.window else self.reached
        left = max(until - reached, timedelta())
        return -(-left // SLICE) + (self.window is not None)


def first_position(feed: FeedName, now: datetime) -> FeedPosition:
    """Where the first sync of a feed begins: a year back."""
    return FeedPosition(feed, whole_second(now) - FIRST_REACH)


def whole_second(moment: datetime) -> datetime:
    """The moment in UTC without its fraction: the feeds know whole seconds only."""
    return moment.astimezone(UTC).replace(microsecond=0)


class WaitReason(StrEnum):
    """Why a feed is not being asked just now."""

    PACE = "pace"
    TOLD_TO = "told_to"
    BLOCKED = "blocked"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause before a feed is asked again, in seconds."""

    feed: FeedName
    reason: WaitReason
    seconds: float
