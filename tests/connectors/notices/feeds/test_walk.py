"""Real notices from a replayed feed: whatever strikes on the way, the end is the same."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from bot.bootstrap import make_reader
from bot.domain.errors import FeedWalkedElsewhereError
from bot.ports import ReleaseCompiler
from bot.services.import_notices import Intake, import_notices
from connectors.storage.database import SqlStorage
from tests.connectors.notices.feeds.conftest import WEEK, a_week
from tests.connectors.notices.feeds.replay import (
    Fault,
    Replay,
    cut_off,
    down_for_maintenance,
    linking,
    real_releases,
    refusing,
    release_files,
    reset,
    round_in_a_circle,
    serving,
    silence,
    truncated,
)
from tests.connectors.notices.feeds.walking import Town
from tests.examples import NOW, in_days

FAULTS: dict[str, Fault] = {
    "too many, wait 9 s": refusing(429, Retry_After="9"),
    "too many": refusing(429),
    "blocked": refusing(403),
    "overloaded": refusing(503),
    "away for hours": refusing(503, Retry_After="7200"),
    "an unknown cursor": refusing(400),
    "truncated JSON": truncated,
    "a page for people": down_for_maintenance,
    "a reset": reset,
    "an answer cut off": cut_off,
    "a circle": round_in_a_circle,
    "a link elsewhere": linking("https://elsewhere.example.org/?cursor=abc"),
}
SINCE = WEEK.start


@pytest.fixture(scope="module")
def new_town(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Path, compiler: ReleaseCompiler
) -> Callable[[], Town]:
    """Makes towns, each with a fresh database."""

    def make() -> Town:
        file = tmp_path_factory.mktemp("town") / "doorstep.sqlite3"
        return Town(Path(shutil.copy(empty_database, file)), compiler)

    return make


@pytest.fixture(scope="module")
def calm(new_town: Callable[[], Town]) -> dict[str, list[str]]:
    """What a town holds that nothing has struck: some dozens of notices, three on a page."""
    town = new_town()
    with serving(few()) as address:
        asyncio.run(town.sync(address, SINCE))
    return town.contents()


def few() -> Replay:
    """Some notices, so that a walk takes a moment, of processes with several releases too."""
    every = real_releases()
    return Replay(every[:24], WEEK.start, WEEK.end, on_a_page=4)


async def test_a_walk_leaves_what_an_import_of_the_same_files_leaves(
    new_town: Callable[[], Town],
) -> None:
    walked, imported = new_town(), new_town()
    with serving(a_week()) as address:
        summary = await walked.sync(address, SINCE)
    storage = SqlStorage(f"sqlite:///{imported.database}")
    intake = Intake(imported.compiler, storage, imported.waiting.clock)
    from_files = import_notices(release_files(), make_reader(), intake)
    storage.close()
    tables = ("releases", "opportunities", "findings")
    assert walked.contents(tables) == imported.contents(tables)
    assert summary.taken == from_files


@pytest.mark.parametrize("name", FAULTS)
async def test_the_end_is_the_same_whichever_fault_strikes_on_each_page(
    name: str, new_town: Callable[[], Town], calm: dict[str, list[str]]
) -> None:
    town, replay = new_town(), few()
    replay.faults = dict.fromkeys(range(0, 14, 2), FAULTS[name])
    with serving(replay) as address:
        await town.sync_until_done(address, SINCE)
    assert town.contents() == calm
    assert (held := town.position())
    assert held.reached == town.waiting.clock.now() or held.reached >= NOW


async def test_the_end_is_the_same_when_a_feed_falls_silent(
    new_town: Callable[[], Town], calm: dict[str, list[str]]
) -> None:
    town, replay = new_town(), few()
    replay.faults = {1: silence, 3: silence}
    with serving(replay) as address:
        await town.sync_until_done(address, SINCE)
    assert town.contents() == calm


async def test_a_release_that_changes_between_two_pages_is_kept_in_both_states(
    new_town: Callable[[], Town],
) -> None:
    town, replay = new_town(), few()
    changed = {**replay.releases[0], "id": "changed", "date": "2026-11-22T00:00:00Z"}

    def changing(_request: object, page: dict[str, object]) -> dict[str, object]:
        replay.releases = [*replay.releases[1:], changed]
        return page

    replay.faults[2] = changing
    with serving(replay) as address:
        await town.sync(address, SINCE)
        await town.sync(address, in_days(-30))
    held = town.contents(["releases"])["releases"]
    assert sum(str(changed["ocid"]) in row for row in held) >= 1
    assert sum("'changed'" in row for row in held) == 1


class _Crash(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("statement", [1, 2, 5, 9, 14, 20, 30, 45])
async def test_a_crash_in_the_middle_of_a_page_leaves_no_half_of_it(
    statement: int,
    new_town: Callable[[], Town],
    calm: dict[str, list[str]],
    compiler: ReleaseCompiler,
) -> None:
    town = new_town()
    left = [statement]

    def crash(*_: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise _Crash

    with serving(few()) as address:
        from sqlalchemy import Engine

        event.listen(Engine, "before_cursor_execute", crash)
        try:
            with pytest.raises(_Crash):
                await town.sync(address, SINCE)
        finally:
            event.remove(Engine, "before_cursor_execute", crash)
        held = town.position()
        pages = held.number if held else 0
        assert len(town.contents(["releases"])["releases"]) == 4 * pages
        await town.sync(address, SINCE)
    assert town.contents() == calm


async def test_two_syncs_at_once_lose_nothing_and_do_nothing_twice(
    new_town: Callable[[], Town], calm: dict[str, list[str]]
) -> None:
    town = new_town()
    with serving(few()) as address:
        both = [town.sync(address, SINCE), town.sync(address, SINCE)]
        ended = await asyncio.gather(*both, return_exceptions=True)
        assert any(not isinstance(one, BaseException) for one in ended)
        lost = [one for one in ended if isinstance(one, BaseException)]
        assert all(isinstance(one, FeedWalkedElsewhereError) for one in lost)
    assert town.contents() == calm


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.integers(0, 12), st.sampled_from(sorted(FAULTS)), max_size=8))
def test_whatever_faults_strike_the_end_is_as_if_there_had_been_none(
    new_town: Callable[[], Town], calm: dict[str, list[str]], faults: dict[int, str]
) -> None:
    town, replay = new_town(), few()
    replay.faults = {call: FAULTS[name] for call, name in faults.items()}
    with serving(replay) as address:
        asyncio.run(town.sync_until_done(address, SINCE))
    assert town.contents() == calm
