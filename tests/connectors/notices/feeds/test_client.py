"""What a feed gives when all is well, and how it is asked."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from aiohttp import web

from bot.bootstrap import make_reader
from bot.domain.errors import SourceError
from bot.domain.feed import WaitReason, Window
from bot.domain.notice import Refusal, Release
from connectors.notices.feeds.client import LARGEST_PAGE
from connectors.notices.feeds.descriptions import CONTRACTS_FINDER, FIND_A_TENDER, FeedDescription
from connectors.notices.feeds.package import MOST_BRACKETS, MOST_RELEASES, page_of
from tests.connectors.notices.feeds.conftest import CONTACT, WEEK, Waiting, a_week, feed_of, walked
from tests.connectors.notices.feeds.replay import holding, linking, refusing, release_files
from tests.examples import in_days


@pytest.mark.parametrize("description", [FIND_A_TENDER, CONTRACTS_FINDER])
async def test_the_pages_of_a_feed_hold_what_the_same_files_hold(
    description: FeedDescription,
) -> None:
    reader = make_reader()
    in_files = [entry for file in release_files() for entry in reader.read(file)]
    async with feed_of(a_week(), description=description) as feed:
        on_pages = await walked(feed)
    assert on_pages[::-1] == in_files
    assert all(isinstance(entry, Release) for entry in on_pages)


async def test_find_a_tender_is_asked_in_moments_of_19_characters() -> None:
    replay = a_week()
    async with feed_of(replay, description=FIND_A_TENDER) as feed:
        await feed.page(WEEK, None)
    assert replay.asked == [
        {
            "limit": "100",
            "updatedFrom": "2026-11-16T09:00:00",
            "updatedTo": "2026-11-23T09:00:00",
        }
    ]


async def test_contracts_finder_is_asked_in_moments_of_utc_and_then_by_cursor() -> None:
    replay = a_week(on_a_page=2, most=4)
    async with feed_of(replay) as feed:
        page = await feed.page(WEEK, None)
        await feed.page(WEEK, page.next_cursor)
    first = {
        "limit": "100",
        "publishedFrom": "2026-11-16T09:00:00Z",
        "publishedTo": "2026-11-23T09:00:00Z",
    }
    assert replay.asked == [first, {**first, "cursor": "Mg=="}]


async def test_the_feed_reads_who_is_asking() -> None:
    replay = a_week()
    async with feed_of(replay) as feed:
        await feed.page(WEEK, None)
    assert replay.agents == [CONTACT]


@pytest.mark.parametrize(("description", "pace"), [(FIND_A_TENDER, 1), (CONTRACTS_FINDER, 5)])
async def test_calls_are_as_far_apart_as_the_feed_allows(
    description: FeedDescription, pace: float
) -> None:
    waiting, replay = Waiting(), a_week(on_a_page=2, most=6)
    async with feed_of(replay, waiting, description) as feed:
        await walked(feed)
    assert waiting.slept == [pace, pace]
    assert {wait.reason for wait in waiting.told} == {WaitReason.PACE}


async def test_time_that_passed_meanwhile_need_not_be_waited_again() -> None:
    waiting, replay = Waiting(), a_week(on_a_page=2, most=6)
    async with feed_of(replay, waiting) as feed:
        page = await feed.page(WEEK, None)
        waiting.clock.pass_by(seconds=3.5)
        page = await feed.page(WEEK, page.next_cursor)
        waiting.clock.pass_by(seconds=60)
        await feed.page(WEEK, page.next_cursor)
    assert waiting.slept == [1.5]


async def test_a_clock_that_was_set_back_does_not_keep_it_waiting() -> None:
    waiting, replay = Waiting(), a_week(on_a_page=2, most=4)
    async with feed_of(replay, waiting) as feed:
        page = await feed.page(WEEK, None)
        waiting.clock.pass_by(hours=-1)
        await feed.page(WEEK, page.next_cursor)
    assert waiting.slept == [5]


async def test_a_window_without_notices_is_one_empty_page() -> None:
    async with feed_of(a_week()) as feed:
        page = await feed.page(Window(in_days(1), in_days(2)), None)
    assert page.entries == ()
    assert page.next_cursor is None


async def test_what_is_no_release_is_refused_with_its_place_and_stops_nothing() -> None:
    replay = a_week(most=1)
    package = {"releases": [{"ocid": "x"}, *replay.releases, 7]}
    replay.faults[0] = holding(package)
    async with feed_of(replay) as feed:
        bad, good, worse = (await feed.page(WEEK, None)).entries
    assert isinstance(good, Release)
    assert bad == Refusal(
        "contracts_finder 2026-11-16 to 2026-11-23 first page releases[0]",
        "The release has no date that can be read.",
    )
    assert isinstance(worse, Refusal)
    assert worse.where.endswith("releases[2]")


@pytest.mark.parametrize(
    ("link", "cursor"),
    [
        (None, None),
        ("", None),
        ("?cursor=abc=", "abc="),
        ("https://www.contractsfinder.service.gov.uk/anything?cursor=YWJj%3D&limit=7", "YWJj="),
        ("http://127.0.0.1:9/x?cursor=a+b/c", "a+b/c"),
    ],
)
async def test_only_the_cursor_of_a_link_is_taken(link: object, cursor: str | None) -> None:
    replay = a_week(most=1)
    replay.faults[0] = linking(link)
    async with feed_of(replay) as feed:
        assert (await feed.page(WEEK, None)).next_cursor == cursor


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example.org/Published/Notices/OCDS/Search?cursor=abc",
        "//elsewhere.example.org/?cursor=abc",
        "http://[half?cursor=abc",
        "https://www.contractsfinder.service.gov.uk/?limit=100",
        "?cursor=" + "a" * 301,
        "?cursor=a%0d%0ab",
        7,
        ["?cursor=abc"],
    ],
)
async def test_a_link_that_leads_elsewhere_or_nowhere_is_not_followed(link: object) -> None:
    replay = a_week(most=1)
    replay.faults[0] = linking(link)
    async with feed_of(replay) as feed:
        with pytest.raises(SourceError, match="link to the next page"):
            await feed.page(WEEK, None)
    assert len(replay.asked) == 1


@pytest.mark.parametrize("body", [[], 7, None, {}, {"releases": {}}, {"error": "x"}])
async def test_json_that_is_no_page_is_an_error_at_once(body: object) -> None:
    replay = a_week()
    replay.faults[0] = holding(body)
    async with feed_of(replay) as feed:
        with pytest.raises(SourceError, match="no list of releases"):
            await feed.page(WEEK, None)
    assert len(replay.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 400, 401, 404, 410])
async def test_a_refused_question_is_not_asked_again(status: int) -> None:
    replay = a_week()
    replay.faults[0] = refusing(status, Location="http://127.0.0.1:9/")
    async with feed_of(replay) as feed:
        with pytest.raises(SourceError, match=str(status)):
            await feed.page(WEEK, None)
    assert len(replay.asked) == 1


async def test_a_page_without_end_is_not_read_to_its_end() -> None:
    replay = a_week()
    replay.faults[0] = lambda _request, _page: holding([" " * (LARGEST_PAGE + 1)])(None, {})
    async with feed_of(replay) as feed:
        with pytest.raises(SourceError, match="larger"):
            await feed.page(WEEK, None)


async def test_json_nested_beyond_reason_is_an_error_of_ours() -> None:
    replay = a_week()
    deep: object = 0
    for _ in range(900):
        deep = [deep]
    replay.faults[0] = holding({"releases": [{"ocid": "x", "date": "2026-01-01", "x": deep}]})
    async with feed_of(replay) as feed:
        (entry,) = (await feed.page(WEEK, None)).entries
    assert isinstance(entry, Release | Refusal)


async def test_a_page_of_far_more_releases_than_asked_for_is_refused_at_once() -> None:
    replay = a_week()
    replay.faults[0] = holding({"releases": [{}] * (MOST_RELEASES + 1)})
    async with feed_of(replay) as feed:
        with pytest.raises(SourceError, match=f"{MOST_RELEASES + 1} releases"):
            await feed.page(WEEK, None)
    assert len(replay.asked) == 1


def test_a_page_of_millions_of_objects_takes_no_memory() -> None:
    data = b'{"releases":[' + b"{}," * MOST_BRACKETS + b"{}]}"
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match="more objects and lists"):
            page_of(data, "the page", set())
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


async def test_a_number_of_thousands_of_digits_costs_only_the_release_that_holds_it() -> None:
    replay = a_week(most=2)
    good = json.dumps(replay.releases[0])
    bad = '{"ocid": "x", "date": "2026-01-01T00:00:00Z", "x": ' + "9" * 6000 + "}"
    text = f'{{"releases": [{bad}, {good}]}}'
    replay.faults[0] = lambda _request, _page: web.Response(text=text)
    async with feed_of(replay) as feed:
        refused, taken = (await feed.page(WEEK, None)).entries
    assert isinstance(refused, Refusal)
    assert refused.reason == "The release holds a number beyond all measure."
    assert isinstance(taken, Release)
    assert len(replay.asked) == 1
