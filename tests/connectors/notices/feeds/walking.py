"""Syncs into real databases, and what these hold afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, select

from bot.domain.errors import DoorstepError
from bot.domain.feed import FeedPosition
from bot.ports import ReleaseCompiler
from bot.services.import_notices import Intake
from bot.services.sync_feed import FeedSync, SyncSummary
from connectors.notices.feeds.client import OcdsFeed
from connectors.notices.feeds.descriptions import CONTRACTS_FINDER
from connectors.storage.database import SqlStorage
from connectors.storage.engines import make_engine
from tests.connectors.notices.feeds.conftest import CONTACT, Waiting

TABLES = ("releases", "opportunities", "findings", "changes")
MADE_UP_COLUMNS = {"id", "buyer_id", "opportunity_id", "noted_at"}
"""Ids that are drawn by lot, and when a thing was noticed: no two imports share them."""


@dataclass
class Town:
    """A database that syncs fill from a feed at an address."""

    database: Path
    compiler: ReleaseCompiler
    waiting: Waiting = field(default_factory=Waiting)

    async def sync(
        self, address: str, since: datetime | None = None, answer_within: float = 30
    ) -> SyncSummary:
        """One sync from beginning to end."""
        storage = SqlStorage(f"sqlite:///{self.database}")
        patience = self.waiting.patience(answer_within)
        try:
            async with OcdsFeed(CONTRACTS_FINDER, address, CONTACT, patience) as feed:
                intake = Intake(self.compiler, storage, self.waiting.clock)
                sync = FeedSync(CONTRACTS_FINDER.name, feed, intake, self.waiting.clock)
                await sync.walk(since)
                return sync.summary()
        finally:
            storage.close()

    async def sync_until_done(self, address: str, since: datetime, most: int = 40) -> int:
        """Syncs again as often as one breaks off; how often that was."""
        for times in range(most):
            try:
                await self.sync(address, since, answer_within=0.5)
            except DoorstepError:
                continue
            return times
        raise AssertionError("It never got through.")

    def position(self) -> FeedPosition | None:
        """Where reading has got to."""
        storage = SqlStorage(f"sqlite:///{self.database}")
        try:
            with storage.transaction() as work:
                return work.feeds.position(CONTRACTS_FINDER.name)
        finally:
            storage.close()

    def contents(self, tables: Iterable[str] = TABLES) -> dict[str, list[str]]:
        """Every row of the tables, in an order of its own, without what is drawn by lot."""
        return contents(f"sqlite:///{self.database}", tables)


def contents(url: str, tables: Iterable[str] = TABLES) -> dict[str, list[str]]:
    """Every row of the tables, in an order of its own, without what is drawn by lot."""
    engine = make_engine(url)
    metadata = MetaData()
    metadata.reflect(engine)
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for name in tables:
            table = metadata.tables[name]
            columns = [column for column in table.columns if column.name not in MADE_UP_COLUMNS]
            rows: Iterable[Any] = connection.execute(select(*columns))
            found[name] = sorted(repr(tuple(row)) for row in rows)
    engine.dispose()
    return found
