"""A feed whose waiting takes no time, and remembers how long it would have been."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.domain.feed import Wait, Window
from bot.domain.notice import Refusal, Release
from connectors.notices.feeds.client import OcdsFeed
from connectors.notices.feeds.descriptions import CONTRACTS_FINDER, FeedDescription
from connectors.notices.feeds.patience import Patience
from tests.connectors.notices.feeds.replay import Replay, real_releases, serving
from tests.examples import NOW, in_days
from tests.fakes import FakeClock

CONTACT = "Doorstep (Eastside Hub; hub@example.org)"
WEEK = Window(in_days(-7), NOW)


@dataclass
class Waiting:
    """Time that passes only by waiting."""

    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    slept: list[float] = field(default_factory=list)
    told: list[Wait] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        """Passes at once."""
        self.slept.append(seconds)
        self.clock.pass_by(seconds=seconds)

    def patience(self, answer_within: float = 30) -> Patience:
        """The patience of a feed that waits by this."""
        return Patience(self.clock, self.told.append, self.sleep, answer_within)


@asynccontextmanager
async def feed_of(
    replay: Replay,
    waiting: Waiting | None = None,
    description: FeedDescription = CONTRACTS_FINDER,
    answer_within: float = 30,
) -> AsyncIterator[OcdsFeed]:
    """A client of the replay."""
    patience = (waiting or Waiting()).patience(answer_within)
    with serving(replay) as address:
        async with OcdsFeed(description, address, CONTACT, patience) as feed:
            yield feed


def a_week(on_a_page: int = 40, most: int | None = None) -> Replay:
    """The real notices, spread over a week."""
    return Replay(real_releases()[:most], WEEK.start, WEEK.end, on_a_page)


async def walked(feed: OcdsFeed, window: Window = WEEK) -> list[Release | Refusal]:
    """Everything on the window's pages, in their order."""
    entries: list[Release | Refusal] = []
    cursor: str | None = None
    while True:
        page = await feed.page(window, cursor)
        entries += page.entries
        cursor = page.next_cursor
        if cursor is None:
            return entries
