"""Killed in the middle again and again, a sync ends with what one that was never killed has."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap import make_storage
from bot.domain.feed import FeedName, FeedPosition
from bot.settings import LONDON, read_settings
from tests.connectors.notices.feeds.replay import Replay, real_releases, serving
from tests.connectors.notices.feeds.walking import contents
from tests.running import DOORSTEP, Doorstep, web_alone

pytestmark = pytest.mark.faults

SEED = int(os.environ.get("DOORSTEP_FAULT_SEED", time.time()))
KILLS = 5
WITHIN = 120
TICK_WITHIN = 90
"""Seconds: a schedule's minute, and the moment that is added by lot."""
DAYS = 10


@pytest.fixture(params=[SEED], ids=lambda seed: f"DOORSTEP_FAULT_SEED={seed}")
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Whatever is left to chance; the test's name tells how to have it again."""
    return random.Random(request.param)  # noqa: S311 - nothing here is secret


@pytest.fixture(scope="module")
def of_ten_days() -> Replay:
    """The real notices as they came in ten days, twenty on a page."""
    end = datetime.now(UTC).replace(microsecond=0)
    return Replay(real_releases()[:300], end - timedelta(days=DAYS), end, on_a_page=20)


@pytest.fixture
def replay(of_ten_days: Replay) -> Replay:
    """The feed of ten days, asked nothing yet."""
    of_ten_days.asked.clear()
    return of_ten_days


@dataclass(frozen=True)
class Calm:
    """What one sync that nothing disturbed asked, and left."""

    asked: int
    contents: dict[str, list[str]]


@pytest.fixture(scope="module")
def calm(of_ten_days: Replay, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    """A sync that nothing disturbs."""
    folder = tmp_path_factory.mktemp("calm")
    since = since_of(of_ten_days)
    with serving(of_ten_days) as address, syncing(folder, address, since) as process:
        assert process.wait(WITHIN) == 0
    return Calm(len(of_ten_days.asked), contents(url_of(folder)))


def wait_for(condition: Callable[[], bool], within: float = WITHIN) -> None:
    """Returns when it is so."""
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until, "It never came to that."
        time.sleep(0.02)


@contextmanager
def syncing(folder: Path, address: str, since: str) -> Iterator[subprocess.Popen[bytes]]:
    """A running `doorstep sync` into a database of the folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DOORSTEP_")}
    environment = kept | {
        "DATABASE_URL": url_of(folder),
        "DOORSTEP_FIND_A_TENDER_URL": address,
    }
    with subprocess.Popen(
        [str(DOORSTEP), "sync", "--feed", "find_a_tender", "--since", since],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield process


def url_of(folder: Path) -> str:
    """The folder's database."""
    return f"sqlite:///{folder / 'doorstep.sqlite3'}"


def since_of(replay: Replay) -> str:
    """The day before the first notice."""
    return (replay.start - timedelta(days=1)).date().isoformat()


def test_a_sync_that_is_killed_again_and_again_ends_like_one_that_never_was(
    tmp_path: Path, chance: random.Random, calm: Calm, replay: Replay
) -> None:
    with serving(replay) as address:
        for _ in range(KILLS):
            asked = len(replay.asked) + chance.randint(1, 2)
            with syncing(tmp_path, address, since_of(replay)) as process:
                wait_for(lambda asked=asked: len(replay.asked) >= asked)  # type: ignore[misc]
                time.sleep(chance.uniform(0, 0.6))
                assert process.poll() is None, "it was to be killed while it ran"
                process.kill()
        with syncing(tmp_path, address, since_of(replay)) as process:
            assert process.wait(WITHIN) == 0
    assert contents(url_of(tmp_path)) == calm.contents
    # A kill costs the page under way, and its moment may need a slice of its own at the end.
    assert len(replay.asked) <= calm.asked + 2 * KILLS + 1, "it goes on from the page it was at"


@pytest.fixture
def service() -> Iterator[Callable[..., Doorstep]]:
    """Starts the web service by itself; all are ended afterwards."""
    started: list[Doorstep] = []

    def start(folder: Path, **changes: str) -> Doorstep:
        started.append(web_alone(folder, **changes))
        return started[-1]

    yield start
    for one in started:
        one.destroy()


def test_a_scheduled_run_that_is_killed_goes_on_after_the_next_start(
    tmp_path: Path,
    chance: random.Random,
    calm: Calm,
    replay: Replay,
    service: Callable[..., Doorstep],
) -> None:
    quiet = Replay([], replay.start, replay.end)
    with serving(replay) as address, serving(quiet) as other_address:
        doorstep = service(
            tmp_path,
            DOORSTEP_SYNC_SCHEDULE="* * * * *",
            DOORSTEP_FIND_A_TENDER_URL=address,
            DOORSTEP_CONTRACTS_FINDER_URL=other_address,
        )
        begin_with(tmp_path, replay)
        wait_for(lambda: len(replay.asked) >= 3, TICK_WITHIN)
        runs = {run for run, status in jobs(tmp_path).items() if status == "PENDING"}
        assert len(runs) == 1
        for _ in range(2):
            time.sleep(chance.uniform(0, 0.6))
            assert "Traceback" not in doorstep.log()
            doorstep.signal(signal.SIGKILL)
            doorstep.destroy()
            asked = len(replay.asked)
            doorstep.start()
            wait_for(lambda asked=asked: len(replay.asked) > asked, 30)  # type: ignore[misc]
        wait_for(lambda: {jobs(tmp_path)[run] for run in runs} == {"SUCCESS"})
        assert "Traceback" not in doorstep.log()
        doorstep.stop()
    assert contents(url_of(tmp_path)) == calm.contents


def begin_with(folder: Path, replay: Replay) -> None:
    """Has both feeds read up to the first notice, so that a first run need not go back a year."""
    storage = make_storage(read_settings({"DATABASE_URL": url_of(folder)}))
    begun = datetime.fromisoformat(since_of(replay)).replace(tzinfo=LONDON)
    with storage.transaction() as work:
        for name in FeedName:
            work.feeds.advance(FeedPosition(name, begun, number=1))


def jobs(folder: Path) -> dict[str, str]:
    """The status of each run of the schedule."""
    file = folder / "doorstep-jobs.sqlite3"
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return dict(connection.execute("SELECT workflow_uuid, status FROM workflow_status"))
    finally:
        connection.close()
