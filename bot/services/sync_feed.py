"""Takes notices in from a live feed: window after window, page by page, each page whole or not."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.domain.errors import (
    DoNotTryAgainError,
    DoorstepError,
    FeedWalkedElsewhereError,
    SourceError,
)
from bot.domain.feed import (
    FeedName,
    FeedPage,
    FeedPosition,
    Window,
    first_position,
    whole_second,
)
from bot.domain.notice import Release
from bot.ports import Clock, NoticeFeed
from bot.services.import_notices import Intake
from bot.services.take_in_releases import TakenIn, take_in
from bot.services.tally import ImportSummary, Tally

logger = logging.getLogger(__name__)

MOST_PAGES = 5_000
"""In one slice: beyond half a million releases a week the feed is giving the same for ever."""


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a sync has come, after each page."""

    feed: FeedName
    window: Window
    slices_done: int
    slices: int
    pages: int
    releases: int


@dataclass(frozen=True, slots=True)
class SyncSummary:
    """What a sync of one feed did: from when to when it has read, and what became of it."""

    feed: FeedName
    start: datetime | None
    end: datetime | None
    pages: int
    taken: ImportSummary

    def as_json(self) -> dict[str, Any]:
        """The summary as the command tells it; refusals are told apart from it."""
        taken = asdict(self.taken)
        del taken["refusals"]
        return {
            "feed": self.feed.value,
            "from": self.start and self.start.isoformat(),
            "to": self.end and self.end.isoformat(),
            "pages": self.pages,
            **taken,
        }


class FeedSync:
    """One sync of one feed; `clock` is the real time, whatever the domain's clock says."""

    def __init__(
        self,
        name: FeedName,
        feed: NoticeFeed,
        intake: Intake,
        clock: Clock,
        progress: Callable[[SyncProgress], None] = lambda _progress: None,
    ) -> None:
        self._name, self._feed, self._intake, self._clock = name, feed, intake, clock
        self._progress = progress
        self._tally = Tally()
        self._pages = 0
        self._start: datetime | None = None
        self._end: datetime | None = None
        self._slices_done = 0

    async def walk(self, since: datetime | None = None) -> None:
        """Takes in all from where the last sync got to until now; the first goes back a year.

        `since` goes further back, or says where a first sync begins. A page's releases, the
        opportunities they make and the step in the feed commit together, so a sync that breaks
        off anywhere goes on from that page at the next call, with nothing lost; releases that
        come twice are known by their fingerprint. Of two syncs at once each step is taken by one,
        for a step is stored only after the one before it: the other ends with
        FeedWalkedElsewhereError. Raises FeedUnavailableError and SourceError as the feed does,
        SourceError too where its pages go round in a circle, and StorageUnavailableError. Whatever
        else goes wrong is a DoNotTryAgainError, so that it ends the sync of this feed alone.
        """
        try:
            await self._walk(since)
        except DoorstepError:
            raise
        except Exception as fault:
            logger.debug("unforeseen in a sync", extra={"feed": self._name}, exc_info=True)
            where = traceback.extract_tb(fault.__traceback__)[-1]
            raise DoNotTryAgainError(
                f"The sync of {self._name} met something it was not made for: "
                f"{type(fault).__name__} in {where.name}, line {where.lineno}."
            ) from fault

    async def _walk(self, since: datetime | None) -> None:
        until = whole_second(self._clock.now())
        position = self._held() or first_position(self._name, until)
        if since:
            position = position.since(since)
        while position.slices_to(until):
            slices = self._slices_done + position.slices_to(until)
            position = await self._walk_slice(position.within(until), slices)
            self._slices_done += 1

    def summary(self) -> SyncSummary:
        """What this sync has done so far."""
        taken = self._tally.summary(self._intake.storage)
        return SyncSummary(self._name, self._start, self._end, self._pages, taken)

    async def _walk_slice(self, position: FeedPosition, slices: int) -> FeedPosition:
        """Takes in every page of the slice under way; returns the position after it."""
        window, seen = position.window, {position.cursor}
        if window is None:
            raise ValueError("No slice is under way.")
        while position.window:
            page = await self._ask(position, window)
            is_last = page.next_cursor is None
            is_circle = not is_last and (page.next_cursor in seen or len(seen) > MOST_PAGES)
            step = position.anew() if is_circle else position.after_page(page.next_cursor)
            self._take(page, step)
            self._note(window, slices, is_done=is_last)
            if is_circle:
                raise SourceError(
                    f"The pages of {self._name} from {window.start:%Y-%m-%d} to "
                    f"{window.end:%Y-%m-%d} go round in a circle; the next sync begins them anew."
                )
            seen.add(page.next_cursor)
            position = step
        return position

    async def _ask(self, position: FeedPosition, window: Window) -> FeedPage:
        try:
            return await self._feed.page(window, position.cursor)
        except SourceError:
            # A cursor that the feed no longer knows must not bar the way for ever.
            if position.cursor:
                self._step_back(position)
            raise

    def _step_back(self, position: FeedPosition) -> None:
        with self._intake.storage.transaction() as work:
            work.feeds.advance(position.anew())

    def _take(self, page: FeedPage, step: FeedPosition) -> None:
        releases = [entry for entry in page.entries if isinstance(entry, Release)]
        self._tally.note(page.entries, self._store(releases, step))
        self._pages += 1

    def _store(self, releases: list[Release], step: FeedPosition) -> TakenIn:
        intake = self._intake
        with intake.storage.transaction() as work:
            # The step comes first: it locks the feed's row until the releases are stored with it.
            if not work.feeds.advance(step):
                raise FeedWalkedElsewhereError(
                    f"Another sync is reading {self._name}; this one stops and leaves it to that."
                )
            return take_in(releases, intake.compiler, work, intake.clock.now())

    def _note(self, window: Window, slices: int, *, is_done: bool) -> None:
        self._start = self._start or window.start
        if is_done:
            self._end = window.end
        told = (self._slices_done + is_done, slices, self._pages, self._tally.read)
        self._progress(SyncProgress(self._name, window, *told))

    def _held(self) -> FeedPosition | None:
        with self._intake.storage.transaction() as work:
            return work.feeds.position(self._name)
