"""What every feed of notices promises: the fake one, and the one over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import FeedUnavailableError, SourceError
from bot.domain.feed import Window
from bot.domain.notice import Release
from bot.ports import NoticeFeed
from connectors.notices.ocds_release import as_release
from tests.connectors.notices.feeds.conftest import WEEK, feed_of, walked
from tests.connectors.notices.feeds.replay import Replay, real_releases, refusing
from tests.examples import in_days
from tests.fakes import FakeFeed

SEVEN = real_releases()[:7]


@pytest.fixture(params=["fake", "http"])
async def feed(request: pytest.FixtureRequest) -> AsyncIterator[NoticeFeed]:
    """Each fulfilment of the port, with a few releases that appeared evenly over a week."""
    replay = Replay(SEVEN, WEEK.start, WEEK.end, on_a_page=3)
    if request.param == "http":
        async with feed_of(replay) as client:
            yield client
        return
    step = (WEEK.end - WEEK.start) / len(SEVEN)
    releases = [as_release(body, str(n)) for n, body in enumerate(SEVEN)]
    yield FakeFeed([(WEEK.start + n * step, one) for n, one in enumerate(releases)], 3)


async def test_the_pages_of_a_window_hold_each_of_its_releases_once(feed: NoticeFeed) -> None:
    entries = await walked(feed)
    assert all(isinstance(entry, Release) for entry in entries)
    assert len(entries) == len(SEVEN)
    assert {e.fingerprint for e in entries} == {e.fingerprint for e in await walked(feed)}


async def test_a_window_is_half_open(feed: NoticeFeed) -> None:
    half = len(SEVEN) // 2
    middle = WEEK.start + half * (WEEK.end - WEEK.start) / len(SEVEN)
    before = await walked(feed, Window(WEEK.start, middle))
    after = await walked(feed, Window(middle, WEEK.end))
    assert (len(before), len(after)) == (half, len(SEVEN) - half)


async def test_a_cursor_leads_to_the_same_page_again(feed: NoticeFeed) -> None:
    cursor = (await feed.page(WEEK, None)).next_cursor
    assert cursor
    first, second = await feed.page(WEEK, cursor), await feed.page(WEEK, cursor)
    assert first == second
    assert first != await feed.page(WEEK, None)


async def test_a_window_without_releases_is_one_empty_page(feed: NoticeFeed) -> None:
    page = await feed.page(Window(in_days(10), in_days(11)), None)
    assert (page.entries, page.next_cursor) == ((), None)


@pytest.mark.parametrize(("status", "error"), [(503, FeedUnavailableError), (404, SourceError)])
async def test_a_feed_that_fails_raises_one_of_our_errors(
    status: int, error: type[Exception]
) -> None:
    replay = Replay(SEVEN, WEEK.start, WEEK.end)
    replay.faults = dict.fromkeys(range(9), refusing(status))
    async with feed_of(replay) as client:
        with pytest.raises(error):
            await client.page(WEEK, None)
