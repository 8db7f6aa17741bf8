"""What every store of feed positions promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.domain.errors import StorageUnavailableError
from bot.domain.feed import FeedName, FeedPosition, Window
from bot.ports import Storage, Work
from tests.examples import NOW, in_days

FEED, OTHER_FEED = FeedName.FIND_A_TENDER, FeedName.CONTRACTS_FINDER
WEEK = Window(in_days(-7), NOW)
FIRST = FeedPosition(FEED, in_days(-7), WEEK, "Y3Vyc29y=", 1)


def advanced(storage: Storage, *steps: FeedPosition) -> list[bool]:
    """What was said of each step, each in a transaction of its own."""
    told = []
    for step in steps:
        with storage.transaction() as work:
            told.append(work.feeds.advance(step))
    return told


def held(storage: Storage, feed: FeedName = FEED) -> FeedPosition | None:
    """Where reading the feed has got to."""
    with storage.transaction() as work:
        return work.feeds.position(feed)


def test_a_feed_that_was_never_read_has_no_position(storage: Storage) -> None:
    assert held(storage) is None


def test_a_position_is_kept_whole(storage: Storage) -> None:
    assert advanced(storage, FIRST) == [True]
    assert held(storage) == FIRST
    done = FIRST.after_page(None)
    assert advanced(storage, done) == [True]
    assert held(storage) == done == FeedPosition(FEED, NOW, None, None, 2)


def test_a_step_that_does_not_follow_the_stored_one_changes_nothing(storage: Storage) -> None:
    second = FIRST.after_page("bmV4dA==")
    ahead = second.after_page(None)
    assert advanced(storage, second, FIRST, ahead, FIRST, second, second) == [
        False, True, False, False, True, False,
    ]  # fmt: skip
    assert held(storage) == second


def test_feeds_do_not_touch_each_other(storage: Storage) -> None:
    other = FeedPosition(OTHER_FEED, NOW, number=1)
    assert advanced(storage, FIRST, other) == [True, True]
    assert (held(storage), held(storage, OTHER_FEED)) == (FIRST, other)


def test_a_step_that_is_rolled_back_was_never_taken(storage: Storage) -> None:
    with pytest.raises(LookupError), storage.transaction() as work:
        _advance_and_fail(work)
    assert held(storage) is None
    assert advanced(storage, FIRST) == [True]


def _advance_and_fail(work: Work) -> None:
    work.feeds.advance(FIRST)
    raise LookupError


@pytest.mark.parametrize("stored", [0, 1])
def test_of_several_who_take_the_same_step_at_once_one_is_told_so(
    storage: Storage, stored: int
) -> None:
    advanced(storage, *[FIRST][:stored])
    step = FIRST.after_page("bmV4dA==") if stored else FIRST
    together = Barrier(4)

    def take(_: int) -> bool:
        together.wait()
        try:
            return advanced(storage, step)[0]
        except StorageUnavailableError:
            return False

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(take, range(4))) == [False, False, False, True]
    assert held(storage) == step
