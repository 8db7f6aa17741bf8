"""How a feed that fails is waited for, and when it is given up for now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.errors import FeedUnavailableError
from bot.domain.feed import WaitReason
from connectors.notices.feeds.descriptions import FIND_A_TENDER
from connectors.notices.feeds.patience import (
    ATTEMPTS,
    LONGEST_STATED,
    LONGEST_WAIT,
    retry_after,
)
from tests.connectors.notices.feeds.conftest import WEEK, Waiting, a_week, feed_of
from tests.connectors.notices.feeds.replay import (
    busy_until,
    cut_off,
    down_for_maintenance,
    refusing,
    reset,
    silence,
    truncated,
)
from tests.examples import NOW

PASSING = {
    "overloaded": refusing(503),
    "broken": refusing(500),
    "a bad gateway": refusing(502),
    "truncated JSON": truncated,
    "a page for people": down_for_maintenance,
    "a connection that is reset": reset,
    "an answer that is cut off": cut_off,
    "silence": silence,
}


@pytest.mark.parametrize("name", PASSING)
async def test_a_fault_that_passes_is_waited_out(name: str) -> None:
    waiting, replay = Waiting(), a_week(most=3)
    replay.faults = dict.fromkeys(range(2), PASSING[name])
    async with feed_of(replay, waiting, answer_within=1) as feed:
        page = await feed.page(WEEK, None)
    assert len(page.entries) == min(3, len(replay.releases))
    assert len(replay.asked) == 3
    assert all(question == replay.asked[0] for question in replay.asked)
    faults = [wait for wait in waiting.told if wait.reason is WaitReason.FAULT]
    assert len(faults) == 2
    assert 0 < faults[0].seconds < faults[1].seconds <= 60


@pytest.mark.parametrize("name", ["overloaded", "truncated JSON", "a connection that is reset"])
async def test_a_fault_that_does_not_pass_ends_after_some_tries(name: str) -> None:
    waiting, replay = Waiting(), a_week()
    replay.faults = dict.fromkeys(range(50), PASSING[name])
    async with feed_of(replay, waiting) as feed:
        with pytest.raises(FeedUnavailableError):
            await feed.page(WEEK, None)
        assert len(replay.asked) == ATTEMPTS
        replay.faults = {}
        assert (await feed.page(WEEK, None)).entries


@pytest.mark.parametrize("status", [429, 503, 403])
@pytest.mark.parametrize(("stated", "seconds"), [("77", 77), (" 0 ", 0)])
async def test_a_feed_that_says_for_how_long_is_left_alone_as_long(
    status: int, stated: str, seconds: float
) -> None:
    waiting, replay = Waiting(), a_week()
    replay.faults[0] = refusing(status, Retry_After=stated)
    async with feed_of(replay, waiting) as feed:
        await feed.page(WEEK, None)
    assert waiting.slept[0] == seconds
    assert waiting.told[0].reason is WaitReason.TOLD_TO


async def test_a_feed_may_name_the_moment_instead() -> None:
    waiting, replay = Waiting(), a_week()
    replay.faults[0] = busy_until(NOW + timedelta(seconds=123))
    async with feed_of(replay, waiting) as feed:
        await feed.page(WEEK, None)
    assert waiting.slept == [123]


@pytest.mark.parametrize("status", [403, 429])
async def test_a_block_that_names_no_end_is_waited_out_for_minutes(status: int) -> None:
    waiting, replay = Waiting(), a_week()
    replay.faults = dict.fromkeys(range(2), refusing(status))
    async with feed_of(replay, waiting) as feed:
        await feed.page(WEEK, None)
    assert waiting.slept == [300, 300]
    assert {wait.reason for wait in waiting.told} == {WaitReason.BLOCKED}


async def test_even_a_short_wait_is_never_shorter_than_the_pace() -> None:
    waiting, replay = Waiting(), a_week()
    replay.faults[0] = refusing(429, Retry_After="2")
    async with feed_of(replay, waiting) as feed:
        await feed.page(WEEK, None)
    assert sum(waiting.slept) == 5


async def test_a_feed_that_asks_for_hours_is_left_to_the_next_sync() -> None:
    waiting, replay = Waiting(), a_week()
    replay.faults[0] = refusing(503, Retry_After="7200")
    async with feed_of(replay, waiting, FIND_A_TENDER) as feed:
        with pytest.raises(FeedUnavailableError) as caught:
            await feed.page(WEEK, None)
    assert caught.value.retry_after == 7200 > LONGEST_WAIT
    assert waiting.slept == []


async def test_a_wait_beyond_all_numbers_leaves_the_feed_to_the_next_sync() -> None:
    waiting, replay = Waiting(), a_week()
    replay.faults[0] = refusing(503, Retry_After="9" * 400)
    async with feed_of(replay, waiting) as feed:
        with pytest.raises(FeedUnavailableError) as caught:
            await feed.page(WEEK, None)
    assert caught.value.retry_after == LONGEST_STATED
    assert (len(replay.asked), waiting.slept) == (1, [])


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120),
        ("Mon, 23 Nov 2026 09:02:00 GMT", 120),
        ("Mon, 23 Nov 2026 09:02:00 -0000", 120),
        ("Mon, 23 Nov 2026 08:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("86401", LONGEST_STATED),
        ("9" * 400, LONGEST_STATED),
        ("Fri, 31 Dec 9999 23:59:59 -2300", LONGEST_STATED),
        ("Wed, 25 Nov 2026 00:00:00 +9999999999999999", None),
        ("Wed, 99999999999999999999 Nov 2026 00:00:00 GMT", None),
    ],
)
def test_what_retry_after_says(stated: str, seconds: float | None) -> None:
    assert retry_after({"Retry-After": stated}, NOW) == seconds
    assert retry_after({}, NOW) is None
