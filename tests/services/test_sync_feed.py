"""A feed taken in: page by page, once, whatever breaks off and whoever else does it too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import (
    DoNotTryAgainError,
    DoorstepError,
    FeedUnavailableError,
    FeedWalkedElsewhereError,
    SourceError,
    StorageUnavailableError,
)
from bot.domain.feed import OVERLAP, FeedName, FeedPage, FeedPosition, Window
from bot.domain.notice import ProcessKey, Refusal, Release
from bot.services.import_notices import Intake
from bot.services.sync_feed import MOST_PAGES, FeedSync, SyncProgress, SyncSummary
from tests.examples import NOW, in_days, opportunity
from tests.fakes import FakeClock, FakeCompiler, FakeFeed, FakeStorage

FEED = FeedName.FIND_A_TENDER
Entry = Release | Refusal
BAD = Refusal("page 1, item 3", "It has no date.")


def release(key: str, day: int = 0) -> Release:
    """A release of a process; the day tells two of one process apart."""
    body = {"opportunity": opportunity(key, title=f"{key} as of day {day}")}
    return Release(ProcessKey(key), None, in_days(day), "ocds", body, f"{key}@{day}")


def daily(*entries: Entry, until: datetime = NOW) -> list[tuple[datetime, Entry]]:
    """The entries as a feed has them: one a day, the last a day before the moment."""
    first = len(entries)
    return [(until - (until - in_days(-1)) * (first - n), one) for n, one in enumerate(entries)]


class Desk:
    """A feed, a storage, the time, and syncs between them."""

    def __init__(self, *entries: Entry, on_a_page: int = 2) -> None:
        self.feed = FakeFeed(daily(*entries), on_a_page)
        self.storage = FakeStorage()
        self.clock = FakeClock(NOW)
        self.told: list[SyncProgress] = []

    def new_sync(self) -> FeedSync:
        """A sync that has not begun."""
        intake = Intake(FakeCompiler(), self.storage, FakeClock(in_days(-100)))
        return FeedSync(FEED, self.feed, intake, self.clock, self.told.append)

    async def sync(self, since: datetime | None = None) -> SyncSummary:
        """A sync from beginning to end."""
        one = self.new_sync()
        await one.walk(since)
        return one.summary()

    async def sync_until_done(self, most: int = 20) -> int:
        """Syncs again as often as one breaks off; how often that was."""
        for times in range(most):
            try:
                await self.sync()
            except DoorstepError:
                continue
            return times
        raise AssertionError("It never got through.")

    def position(self) -> FeedPosition | None:
        """Where reading has got to."""
        with self.storage.transaction() as work:
            return work.feeds.position(FEED)

    def titles(self) -> list[str]:
        """The titles of all that is stored."""
        with self.storage.transaction() as work:
            return sorted(o.title for o in work.opportunities.not_over_at(NOW))

    def fingerprints(self, *keys: str) -> list[str]:
        """The releases held of the processes."""
        with self.storage.transaction() as work:
            held = work.releases.of_processes([ProcessKey(key) for key in keys])
        return sorted(r.fingerprint for releases in held.values() for r in releases)


class Overtaken(FakeFeed):
    """A feed during whose second answer something else happens."""

    def __init__(self, feed: FakeFeed, meanwhile: Callable[[], Awaitable[None]]) -> None:
        super().__init__(feed.entries, feed.on_a_page)
        self.meanwhile = meanwhile

    async def page(self, window: Window, cursor: str | None) -> FeedPage:
        """The page, once the other thing has happened."""
        page = await super().page(window, cursor)
        if len(self.asked) == 2:
            await self.meanwhile()
        return page


def many(count: int) -> list[Release]:
    """Releases of as many processes."""
    return [release(f"p{n:02}") for n in range(count)]


async def test_everything_of_the_last_year_is_taken_in_at_the_first_sync() -> None:
    desk = Desk(*many(20))
    summary = await desk.sync()
    assert len(desk.titles()) == 20
    assert (summary.taken.read, summary.taken.opportunities) == (20, 20)
    assert summary.feed is FEED
    assert summary.start == in_days(-365) - OVERLAP
    assert summary.end == NOW
    assert summary.pages == len(desk.feed.asked)


async def test_what_became_of_every_release_is_told_as_an_import_tells_it() -> None:
    desk = Desk(release("p", 0), release("q"), BAD, release("p", 1), on_a_page=10)
    told = (await desk.sync(in_days(-5))).as_json()
    assert told == {
        "feed": "find_a_tender",
        "from": (in_days(-5) - OVERLAP).isoformat(),
        "to": NOW.isoformat(),
        "pages": 1,
        "read": 4,
        "opportunities": 2,
        "merged": 1,
        "unchanged": 0,
        "rejected": 1,
        "joined": 0,
        "warnings": {},
    }
    assert desk.titles() == ["p as of day 1", "q as of day 0"]


async def test_the_next_sync_asks_only_for_what_came_since_and_a_little_before() -> None:
    desk = Desk(*many(3))
    await desk.sync()
    desk.feed.asked.clear()
    desk.clock.pass_by(hours=6)
    desk.feed.entries.append((NOW, release("new")))
    summary = await desk.sync()
    ((window, cursor),) = desk.feed.asked
    assert (window.start, window.end, cursor) == (NOW - OVERLAP, desk.clock.now(), None)
    assert (summary.taken.read, summary.taken.unchanged) == (1, 0)
    assert len(desk.titles()) == 4


async def test_a_notice_that_shows_up_late_is_still_found() -> None:
    desk = Desk(*many(3))
    await desk.sync()
    desk.feed.entries.append((NOW - OVERLAP / 2, release("late")))
    desk.clock.pass_by(minutes=10)
    await desk.sync()
    assert "late as of day 0" in desk.titles()


async def test_a_sync_in_the_same_second_asks_nothing() -> None:
    desk = Desk(*many(3))
    await desk.sync()
    asked = len(desk.feed.asked)
    summary = await desk.sync()
    assert len(desk.feed.asked) == asked
    assert (summary.start, summary.end, summary.pages) == (None, None, 0)


async def test_what_comes_a_second_time_changes_nothing() -> None:
    desk = Desk(*many(6))
    await desk.sync()
    with desk.storage.transaction() as work:
        before = work.opportunities.revision()
    summary = await desk.sync(in_days(-6))
    assert (summary.taken.read, summary.taken.unchanged) == (6, 6)
    with desk.storage.transaction() as work:
        assert work.opportunities.revision() == before


async def test_windows_keep_real_time_whatever_the_domains_clock_says() -> None:
    desk = Desk()
    await desk.sync()
    assert desk.feed.asked[-1][0].end == NOW


async def test_progress_tells_of_slices_pages_and_releases() -> None:
    desk = Desk(*many(9), on_a_page=5)
    await desk.sync(in_days(-14))
    assert [(p.slices_done, p.slices, p.pages, p.releases) for p in desk.told] == [
        (1, 2, 1, 2), (1, 2, 2, 7), (2, 2, 3, 9),
    ]  # fmt: skip
    assert {p.feed for p in desk.told} == {FEED}


@pytest.mark.parametrize("fault", [FeedUnavailableError("away"), SourceError("nonsense")])
async def test_what_was_taken_in_before_a_fault_stays(fault: DoorstepError) -> None:
    desk = Desk(*many(6))
    desk.feed.happens[2] = fault
    sync = desk.new_sync()
    with pytest.raises(type(fault)):
        await sync.walk(in_days(-7))
    assert len(desk.titles()) == sync.summary().taken.opportunities == 4
    await desk.sync()
    assert len(desk.titles()) == 6


async def test_after_a_feed_was_away_the_next_sync_goes_on_from_the_same_page() -> None:
    desk = Desk(*many(6))
    desk.feed.happens[2] = FeedUnavailableError("away")
    with pytest.raises(FeedUnavailableError):
        await desk.sync(in_days(-7))
    where = desk.feed.asked[-1]
    desk.clock.pass_by(days=3)
    await desk.sync()
    assert desk.feed.asked[3] == where
    assert desk.feed.asked[4][0].end == desk.clock.now()


async def test_a_cursor_that_the_feed_no_longer_knows_does_not_bar_the_way_for_ever() -> None:
    desk = Desk(*many(6))
    desk.feed.happens[2] = SourceError("400")
    with pytest.raises(SourceError):
        await desk.sync(in_days(-7))
    await desk.sync()
    assert desk.feed.asked[3][1] is None
    assert len(desk.titles()) == 6


@pytest.mark.parametrize("cursor", ["0", "2", "4"])
async def test_pages_that_go_round_in_a_circle_stop_the_slice_and_lose_nothing(
    cursor: str,
) -> None:
    desk = Desk(*many(7))
    desk.feed.turns = {1: "4", 2: cursor, 3: "2", 4: "4"}
    with pytest.raises(SourceError, match="circle"):
        await desk.sync(in_days(-7))
    held = desk.position()
    assert held
    assert (held.cursor, held.reached) == (None, in_days(-7))
    assert len(desk.titles()) >= 4
    desk.feed.turns = {}
    await desk.sync()
    assert len(desk.titles()) == 7


async def test_a_feed_whose_pages_never_end_is_left_at_last() -> None:
    desk = Desk()
    desk.feed.turns = {n: str(100 + n) for n in range(MOST_PAGES * 2)}
    with pytest.raises(SourceError, match="circle"):
        await desk.sync(in_days(-7))
    assert len(desk.feed.asked) == MOST_PAGES + 1


async def test_a_release_that_changes_between_two_pages_is_another_release() -> None:
    desk = Desk(release("p", 0), release("q"), release("r"))
    desk.feed.happens[1] = FeedUnavailableError("away")
    with pytest.raises(FeedUnavailableError):
        await desk.sync(in_days(-7))
    desk.feed.entries.append((NOW, release("p", 1)))
    desk.clock.pass_by(hours=1)
    await desk.sync()
    assert desk.fingerprints("p") == ["p@0", "p@1"]
    assert "p as of day 1" in desk.titles()


@pytest.mark.parametrize("transaction", range(1, 5))
async def test_a_page_is_taken_in_whole_with_its_step_or_not_at_all(transaction: int) -> None:
    desk = Desk(*many(6))
    desk.storage.fails_at = transaction
    with pytest.raises(StorageUnavailableError):
        await desk.sync(in_days(-7))
    desk.storage.fails_at = None
    held = desk.position()
    taken = held.number if held else 0
    assert taken == transaction - 1
    assert len(desk.titles()) == 2 * taken
    await desk.sync(in_days(-7))
    assert len(desk.titles()) == 6


async def test_the_second_of_two_syncs_at_once_sees_that_it_lost_and_stops() -> None:
    desk = Desk(*many(6))
    quick = desk.new_sync()
    desk.feed = Overtaken(desk.feed, lambda: quick.walk(in_days(-7)))
    slow = desk.new_sync()
    with pytest.raises(FeedWalkedElsewhereError):
        await slow.walk(in_days(-7))
    assert len(desk.titles()) == 6
    both = slow.summary().taken.read + quick.summary().taken.read
    assert both == 6, "each page was taken in by one of them"
    held = desk.position()
    assert held
    assert held.reached == NOW


STEPS = st.lists(
    st.sampled_from(["away", "nonsense", "circle", "storage", "fine"]), min_size=1, max_size=12
)


@settings(max_examples=60)
@given(STEPS, st.integers(1, 4), st.integers(0, 9))
async def test_whatever_strikes_the_end_is_as_if_nothing_had(
    faults: Sequence[str], on_a_page: int, count: int
) -> None:
    entries = [*many(count), release("p00", 1), BAD]
    calm, stormy = Desk(*entries, on_a_page=on_a_page), Desk(*entries, on_a_page=on_a_page)
    for desk in (calm, stormy):
        with desk.storage.transaction() as work:
            work.feeds.advance(FeedPosition(FEED, in_days(-12), number=1))
    for n, fault in enumerate(faults):
        match fault:
            case "away":
                stormy.feed.happens[n] = FeedUnavailableError("away")
            case "nonsense":
                stormy.feed.happens[n] = SourceError("nonsense")
            case "circle":
                stormy.feed.turns[n] = "0"
            case "storage":
                stormy.storage.fails_at = n
                with pytest.raises(StorageUnavailableError):
                    await _walk_into_the_failing_storage(stormy)
                stormy.storage.fails_at = None
    await calm.sync()
    await stormy.sync_until_done()
    keys = [f"p{n:02}" for n in range(10)]
    assert stormy.titles() == calm.titles()
    assert stormy.fingerprints(*keys) == calm.fingerprints(*keys)
    assert (held := stormy.position())
    assert held.reached == NOW


async def _walk_into_the_failing_storage(desk: Desk) -> None:
    for _ in range(50):
        try:
            await desk.sync()
        except (FeedUnavailableError, SourceError):
            continue


async def test_what_nobody_foresaw_ends_the_sync_of_its_feed_with_one_sentence() -> None:
    desk = Desk(*many(6))
    desk.feed.happens[1] = OverflowError("int too large to convert")
    with pytest.raises(DoNotTryAgainError, match="OverflowError in page, line"):
        await desk.sync(in_days(-10))
    assert len(desk.titles()) == 2
