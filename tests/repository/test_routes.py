"""The routes: each but the first call needs the conversation's token, and each is described."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import make_services
from bot.domain.conversation import ConversationId, Reply
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from connectors.web.openapi import description

Client = TestClient[Request, Application]
CONVERSATIONS = "/api/conversations"
FOR_EVERYBODY = {("POST", CONVERSATIONS), ("GET", "/api/ocds/releases")}
OPEN = FOR_EVERYBODY | {("GET", "/api/openapi.json")}
HELD_BY_ANOTHER_TEST = {"HEAD"}
NOBODYS = "00000000-0000-0000-0000-000000000000"


class SilentDialogue:
    """A dialogue that is never there; the routes answer before they need it."""

    async def reply(self, conversation: ConversationId, message: str) -> list[Reply]:
        raise AssertionError(conversation, message)

    async def choose(self, conversation: ConversationId, payload: str) -> list[Reply]:
        raise AssertionError(conversation, payload)

    async def is_ready(self) -> bool:
        return False

    async def forget(self, conversation: ConversationId) -> None:
        raise AssertionError(conversation)


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    settings = Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    migrate(settings.database_url)
    app = make_app(settings, make_services(settings), SilentDialogue())
    async with TestClient(TestServer(app)) as open_client:
        yield open_client


def routes_of(app: Application) -> list[tuple[str, str]]:
    """Method and address of everything that is served but the static files."""
    return [
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource and route.method not in HELD_BY_ANOTHER_TEST
    ]


def described() -> dict[tuple[str, str], dict[str, object]]:
    paths = json.loads(description())["paths"]
    methods = {"get", "post", "put", "patch", "delete"}
    return {
        (method.upper(), path): call
        for path, calls in paths.items()
        for method, call in calls.items()
        if method in methods
    }


async def test_every_call_on_a_conversation_needs_a_token(client: Client) -> None:
    under = [r for r in routes_of(client.app) if r[1].startswith("/api/") and r not in OPEN]
    assert under != []
    for method, path in under:
        answer = await client.request(method, path.replace("{id}", NOBODYS), json={"text": "Hi"})
        assert answer.status == 401, (method, path)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_every_call_on_a_conversation_refuses_the_token_of_another(client: Client) -> None:
    mine = await (await client.post(CONVERSATIONS)).json()
    other = await (await client.post(CONVERSATIONS)).json()
    headers = {"Authorization": f"Bearer {other['token']}"}
    for method, path in routes_of(client.app):
        if path.startswith("/api/") and (method, path) not in OPEN:
            at = path.replace("{id}", mine["conversation"])
            answer = await client.request(method, at, json={"text": "Hi"}, headers=headers)
            assert answer.status == 401, (method, path)


async def test_the_api_is_described_whole_and_nothing_else_is(client: Client) -> None:
    served = {r for r in routes_of(client.app) if r[1].startswith("/api/")}
    assert set(described()) | {("GET", "/api/openapi.json")} == served


def test_the_description_says_which_calls_need_a_token() -> None:
    free = {call for call, told in described().items() if not told.get("security")}
    assert free == FOR_EVERYBODY


async def test_what_the_description_is_asked_for_is_served(client: Client) -> None:
    answer = await client.get("/api/openapi.json")
    assert await answer.text() == description()
