"""The web application in this process, and how many statements its database is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from sqlalchemy import Engine, event

from bot.bootstrap import Services, make_services
from bot.settings import Settings
from connectors.web.app import make_app
from tests.fakes import FakeDialogue

Client = TestClient[Request, Application]


@asynccontextmanager
async def pages(database_url: str, now: datetime) -> AsyncIterator[Client]:
    """A caller of the application on that database, at that moment; the index is in memory."""
    async with visited(database_url, now) as (client, _services):
        yield client


@asynccontextmanager
async def visited(database_url: str, now: datetime) -> AsyncIterator[tuple[Client, Services]]:
    """The same, with what the application is made of; the caller keeps cookies."""
    settings = Settings(DATABASE_URL=database_url, now=now, postcodes_url="")  # type: ignore[call-arg]
    services = make_services(settings)
    services.browsing.find.warm()
    server = TestServer(make_app(settings, services, FakeDialogue()))
    async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
        yield client, services
    services.storage.close()  # type: ignore[attr-defined]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that any database of this process is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
