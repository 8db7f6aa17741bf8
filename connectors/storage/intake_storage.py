"""The part of a transaction that takes notices in, and a storage of it alone: light to load."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection

from connectors.storage.change_repository import SqlChanges
from connectors.storage.engines import make_engine
from connectors.storage.faults import as_ours
from connectors.storage.feed_repository import SqlFeeds
from connectors.storage.join_repository import SqlJoins
from connectors.storage.opportunity_repository import SqlOpportunities
from connectors.storage.release_repository import SqlReleases

_HELD = 8
"""MB: an import comes back to many pages. More was not measurably better."""


class SqlIntakeWork:
    """The repositories of one transaction that notices go to, made when first asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def opportunities(self) -> SqlOpportunities:
        return SqlOpportunities(self._connection)

    @cached_property
    def releases(self) -> SqlReleases:
        return SqlReleases(self._connection)

    @cached_property
    def changes(self) -> SqlChanges:
        return SqlChanges(self._connection)

    @cached_property
    def joins(self) -> SqlJoins:
        return SqlJoins(self._connection)

    @cached_property
    def feeds(self) -> SqlFeeds:
        return SqlFeeds(self._connection)


class SqlIntakeStorage:
    """The IntakeStorage in a SQL database, SQLite or PostgreSQL by its URL."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url, _HELD)

    @contextmanager
    def transaction(self) -> Iterator[SqlIntakeWork]:
        """Commits at the end of the block; every database error leaves as one of ours."""
        with as_ours(), self._engine.begin() as connection:
            yield SqlIntakeWork(connection)

    def close(self) -> None:
        """Gives all connections back."""
        self._engine.dispose()
