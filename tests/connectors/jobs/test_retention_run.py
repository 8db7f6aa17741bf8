"""The nightly run: it ends what is over, and the schedule can be taken away again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dbos import DBOS

from bot.bootstrap import make_services
from bot.domain.conversation import ConversationId
from bot.settings import Settings, read_settings
from connectors.jobs.retention_run import SCHEDULE, RetentionRun
from connectors.jobs.running import running_jobs
from connectors.storage.migrate import migrate
from tests.connectors.jobs.test_sync_schedule import ended

OLD, NEW = ConversationId("old"), ConversationId("new")


def installation(folder: Path) -> Settings:
    settings = read_settings(
        {
            "DATABASE_URL": f"sqlite:///{folder / 'doorstep.sqlite3'}",
            "tracker_url": f"sqlite:///{folder / 'rasa.sqlite3'}",
            "secret_file": folder / "secret",
            "erasures_file": folder / "erasures.jsonl",
        }
    )
    migrate(settings.database_url)
    return settings


async def test_a_night_ends_what_was_kept_long_enough_and_nothing_else(tmp_path: Path) -> None:
    settings = installation(tmp_path)
    services, now = make_services(settings), datetime.now(UTC)
    with services.storage.transaction() as work:
        work.conversations.start(OLD, "hash", now - timedelta(days=91))
        work.conversations.start(NEW, "hash", now - timedelta(days=89))
    async with running_jobs(settings, [RetentionRun("0 0 1 1 *", services)]):
        run = (await asyncio.to_thread(DBOS.trigger_schedule, SCHEDULE)).workflow_id
        assert await ended(run) == "SUCCESS"
    with services.storage.transaction() as work:
        assert work.conversations.get(OLD) is None
        assert work.conversations.get(NEW) is not None


async def test_a_schedule_that_was_emptied_is_no_more(tmp_path: Path) -> None:
    for line, is_there in (("40 3 * * *", True), ("", False)):
        settings = installation(tmp_path)
        async with running_jobs(settings, [RetentionRun(line, make_services(settings))]):
            found = await asyncio.to_thread(DBOS.get_schedule, SCHEDULE)
            assert (found is not None) is is_there
