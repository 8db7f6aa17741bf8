"""The schedule: runs that fetch, stop soon, and are taken up again where they were."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dbos import DBOS

from bot.bootstrap import Services, make_services
from bot.domain.errors import SettingsError
from bot.domain.feed import FeedName, FeedPosition
from bot.settings import ROOT, Settings, read_settings
from connectors.jobs.running import running_jobs
from connectors.jobs.sync_schedule import SCHEDULE, SyncSchedule
from connectors.storage.migrate import migrate
from tests.connectors.notices.feeds.replay import Replay, real_releases, serving, silence

YEARLY = "0 0 1 1 *"
DONE = {"SUCCESS", "ERROR"}
WITHIN = 60


@dataclass
class Town:
    """An installation with a schedule, and a feed that it reads."""

    folder: Path
    replay: Replay
    services: Services | None = field(default=None, init=False)

    def settings(self, address: str, **changes: str) -> Settings:
        """Its settings, as an operator would make them."""
        return read_settings(
            {
                "DATABASE_URL": f"sqlite:///{self.folder / 'doorstep.sqlite3'}",
                "find_a_tender_url": address,
                "contracts_finder_url": address,
                "sync_schedule": YEARLY,
                **changes,
            }
        )

    @asynccontextmanager
    async def open(self, address: str) -> AsyncIterator[None]:
        """The schedule, with the feeds read up to yesterday before it is first opened."""
        settings = self.settings(address)
        if self.services is None:
            migrate(settings.database_url)
            self.services = make_services(settings)
            with self.services.storage.transaction() as work:
                for name in FeedName:
                    work.feeds.advance(FeedPosition(name, self.replay.start, number=1))
        async with running_jobs(settings, [SyncSchedule(settings, self.services)]):
            yield

    def reached(self) -> list[datetime]:
        """How far each feed has been read."""
        assert self.services
        with self.services.storage.transaction() as work:
            held = [work.feeds.position(name) for name in FeedName]
        return [position.reached for position in held if position]

    def counts(self) -> tuple[int, int]:
        """How many opportunities there are, and how many have no vector yet."""
        assert self.services
        with self.services.storage.transaction() as work:
            lacking = work.vectors.lacking(self.services.vocabulary.made_with, 1000)
            return work.opportunities.count_real(), len(lacking)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town whose feed has some notices of the last day, on two pages."""
    now = datetime.now(UTC).replace(microsecond=0)
    start = now - timedelta(days=1)
    return Town(tmp_path, Replay(real_releases()[:6], start, now, on_a_page=3))


async def triggered() -> str:
    """Begins a run now; its id."""
    return (await asyncio.to_thread(DBOS.trigger_schedule, SCHEDULE)).workflow_id


async def status_of(run: str) -> str:
    """The run's status in the store of jobs."""
    found = await asyncio.to_thread(DBOS.get_workflow_status, run)
    return found.status if found else "none"


async def until(condition: Callable[[], bool]) -> None:
    """Returns when it is so."""
    end = time.monotonic() + WITHIN
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.1)


async def ended(run: str) -> str:
    """How the run ended."""
    end = time.monotonic() + WITHIN
    while (status := await status_of(run)) not in DONE:
        assert time.monotonic() < end, status
        await asyncio.sleep(0.2)
    return status


async def test_a_run_reads_every_feed_and_gives_the_new_texts_their_vectors(town: Town) -> None:
    town.replay.on_a_page = 10
    with serving(town.replay) as address:
        async with town.open(address):
            assert await ended(await triggered()) == "SUCCESS"
    assert all(moment >= town.replay.end for moment in town.reached())
    stored, lacking = town.counts()
    assert stored
    assert not lacking


async def test_a_stop_ends_soon_and_the_next_start_takes_the_run_up(town: Town) -> None:
    town.replay.faults[1] = silence
    with serving(town.replay) as address:
        async with town.open(address):
            run = await triggered()
            await until(lambda: len(town.replay.asked) == 2)
            assert await status_of(run) == "PENDING"
            began = time.monotonic()
        assert time.monotonic() - began < 10
        assert min(town.reached()) == town.replay.start
        stored, _ = town.counts()
        assert stored, "the page before stays"
        async with town.open(address):
            assert await ended(run) == "SUCCESS"
        assert "cursor" in town.replay.asked[2], "it goes on from the page it was at"
    assert all(moment >= town.replay.end for moment in town.reached())
    assert town.counts()[1] == 0


async def test_a_run_whose_moment_was_read_past_asks_nothing(town: Town) -> None:
    town.replay.start = datetime(2199, 1, 1, tzinfo=UTC)
    with serving(town.replay) as address:
        async with town.open(address):
            assert await ended(await triggered()) == "SUCCESS"
    assert town.replay.asked == []


async def test_jobs_under_way_are_kept_beside_the_database(town: Town) -> None:
    async with town.open("http://127.0.0.1:9"):
        assert (town.folder / "doorstep-jobs.sqlite3").exists()


@pytest.mark.parametrize("jobs_url", ["sqlite:////nowhere/at/all/jobs.sqlite3", "no address"])
async def test_a_place_for_jobs_that_cannot_be_used_is_a_fault_of_the_settings(
    town: Town, jobs_url: str
) -> None:
    settings = town.settings("http://127.0.0.1:9", jobs_url=jobs_url)
    migrate(settings.database_url)
    with pytest.raises(SettingsError, match="DOORSTEP_JOBS_URL"):
        async with running_jobs(settings, [SyncSchedule(settings, make_services(settings))]):
            raise AssertionError("It must not open.")


def test_without_a_schedule_the_jobs_library_is_not_even_loaded(tmp_path: Path) -> None:
    program = (
        "import sys; from bot.bootstrap import make_services;"
        "from bot.commands.beside import jobs_beside;"
        "from bot.settings import Settings, read_settings; import connectors.web.app;"
        "s = read_settings({n: '' for n in Settings.model_fields if n.endswith('_schedule')});"
        "jobs_beside(s, make_services(s)); print('dbos' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
