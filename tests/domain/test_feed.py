"""Where reading a feed has got to: nothing is skipped, whatever the steps."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.feed import (
    FIRST_REACH,
    OVERLAP,
    SLICE,
    FeedName,
    FeedPosition,
    Window,
    first_position,
    whole_second,
)
from tests.examples import NOW, in_days

FEED = FeedName.CONTRACTS_FINDER
SPANS = st.timedeltas(timedelta(seconds=1), timedelta(days=800))


def slices(position: FeedPosition, until: datetime = NOW) -> list[Window]:
    """Every slice that a walk without pages goes through."""
    walked = []
    while position.slices_to(until):
        position = position.within(until)
        assert position.window
        walked.append(position.window)
        position = position.after_page(None)
    return walked


def test_the_first_sync_goes_back_a_year_week_by_week() -> None:
    walked = slices(first_position(FEED, NOW))
    assert len(walked) == 53
    assert walked[0].start == NOW - FIRST_REACH - OVERLAP
    assert walked[-1].end == NOW


@given(SPANS)
def test_slices_leave_no_gap_and_reach_back_over_each_other(span: timedelta) -> None:
    reached = whole_second(NOW - span)
    walked = slices(FeedPosition(FEED, reached))
    assert walked[0].start == reached - OVERLAP
    assert walked[-1].end == NOW
    assert all(one.end - one.start <= SLICE + OVERLAP for one in walked)
    for one, following in pairwise(walked):
        assert following.start == one.end - OVERLAP


@given(SPANS)
def test_it_is_known_beforehand_how_many_slices_there_are(span: timedelta) -> None:
    position = FeedPosition(FEED, whole_second(NOW - span))
    assert position.slices_to(NOW) == len(slices(position))
    assert position.within(NOW).slices_to(NOW) == len(slices(position))


@pytest.mark.parametrize("until", [NOW, in_days(-1)])
def test_a_feed_that_was_read_to_this_moment_or_beyond_has_nothing_left(until: datetime) -> None:
    assert slices(FeedPosition(FEED, NOW), until) == []


def test_every_step_has_the_next_number() -> None:
    begun = FeedPosition(FEED, in_days(-30), number=4).within(NOW)
    assert begun.number == 4
    assert begun.after_page("a").number == 5
    assert begun.after_page("a").anew().number == 6
    assert begun.after_page(None).number == 5


def test_a_page_leads_to_the_next_and_the_last_one_ends_the_slice() -> None:
    begun = FeedPosition(FEED, in_days(-30)).within(NOW)
    following = begun.after_page("a")
    assert (following.window, following.cursor) == (begun.window, "a")
    assert following.reached == in_days(-30)
    done = following.after_page(None)
    assert (done.window, done.cursor, done.reached) == (None, None, in_days(-23))


def test_a_slice_begun_anew_begins_with_its_first_page() -> None:
    under_way = FeedPosition(FEED, in_days(-30)).within(NOW).after_page("a")
    again = under_way.anew()
    assert (again.window, again.cursor) == (under_way.window, None)
    assert again.within(NOW) == again


def test_a_slice_under_way_keeps_its_end_however_much_later_it_goes_on() -> None:
    under_way = FeedPosition(FEED, in_days(-1)).within(NOW).after_page("a")
    assert under_way.within(in_days(400)) == under_way
    assert slices(under_way, in_days(1))[0] == under_way.window


def test_since_says_where_a_first_sync_begins() -> None:
    position = first_position(FEED, NOW)
    assert position.since(in_days(-3)).reached == in_days(-3)
    assert position.since(in_days(-900)).reached == in_days(-900)


def test_since_goes_back_but_never_leaves_anything_out() -> None:
    position = FeedPosition(FEED, in_days(-10), number=7)
    assert position.since(in_days(-3)) == position
    back = position.since(in_days(-20))
    assert (back.reached, back.number) == (in_days(-20), 7)


def test_since_within_the_slice_under_way_does_not_begin_it_again() -> None:
    under_way = FeedPosition(FEED, in_days(-10), number=7).within(NOW).after_page("a")
    assert under_way.since(in_days(-9)) == under_way
    back = under_way.since(in_days(-11))
    assert (back.reached, back.window, back.cursor) == (in_days(-11), None, None)


@pytest.mark.parametrize("span", [timedelta(), timedelta(seconds=-1)])
def test_a_window_ends_after_it_begins(span: timedelta) -> None:
    with pytest.raises(ValueError, match="end after"):
        Window(NOW, NOW + span)


def test_moments_are_whole_seconds_of_utc() -> None:
    summer = NOW.replace(microsecond=999_999).astimezone(timezone(timedelta(hours=1)))
    assert whole_second(summer) == NOW
    assert whole_second(summer).utcoffset() == timedelta()
