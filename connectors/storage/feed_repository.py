"""Positions in feeds in the database; a step is stored only where the one before it stands."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.feed import FeedName, FeedPosition, Window
from connectors.storage.tables import feeds


class SqlFeeds:
    """The FeedRepository on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def position(self, feed: FeedName) -> FeedPosition | None:
        row = self._connection.execute(select(feeds).where(feeds.c.feed == feed.value)).first()
        if row is None:
            return None
        window = Window(row.window_start, row.window_end) if row.window_start else None
        return FeedPosition(feed, row.reached, window, row.cursor, row.number)

    def advance(self, position: FeedPosition) -> bool:
        if position.number == 1:
            return self._begin(position)
        held = feeds.c.feed == position.feed.value, feeds.c.number == position.number - 1
        done = self._connection.execute(update(feeds).where(*held).values(_values_of(position)))
        return done.rowcount == 1

    def _begin(self, position: FeedPosition) -> bool:
        row = {"feed": position.feed.value, **_values_of(position)}
        of_dialect = sqlite if self._connection.dialect.name == "sqlite" else postgresql
        begun = of_dialect.insert(feeds).values(row).on_conflict_do_nothing()
        return self._connection.execute(begun).rowcount == 1


def _values_of(position: FeedPosition) -> dict[str, Any]:
    return {
        "reached": position.reached,
        "window_start": position.window.start if position.window else None,
        "window_end": position.window.end if position.window else None,
        "cursor": position.cursor,
        "number": position.number,
    }
