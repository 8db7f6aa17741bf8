"""The pages for buyers with people of every role, for tests: each signs in as they would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import Services, make_services
from bot.domain.officer import BuyerName, Officer, Role
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.fakes import FakeDialogue

Client = TestClient[Request, Application]
COUNCIL = BuyerName("Birmingham City Council")
TRUST = BuyerName("University Hospitals Birmingham NHS Foundation Trust")
ANONYMOUS = "anonymous"
PEOPLE: Mapping[str, tuple[str, Role, BuyerName | None]] = {
    "officer": ("ada@birmingham.gov.uk", Role.OFFICER, COUNCIL),
    "buyer_admin": ("ann@birmingham.gov.uk", Role.BUYER_ADMIN, COUNCIL),
    "officer of another": ("bea@uhb.nhs.uk", Role.OFFICER, TRUST),
    "buyer_admin of another": ("bob@uhb.nhs.uk", Role.BUYER_ADMIN, TRUST),
    "coordinator": ("cis@example.org", Role.COORDINATOR, None),
    "operator": ("dev@example.org", Role.OPERATOR, None),
}
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
NOW = "2026-11-26T09:00"
DRAFT = {
    "kind": "quick_quote",
    "title": "Window cleaning at two libraries",
    "wanted": "Inside and outside, every month.",
    "value": "9000",
    "vat": "included",
    "door": "invite",
    "deadline-day": "14",
    "deadline-month": "12",
    "deadline-year": "2026",
}
READY = {"considered": "yes"}


def settings_for(folder: Path, **changes: Any) -> Settings:
    """Settings with a migrated database of its own, and no directory of postcodes."""
    made = Settings(
        **{
            "DATABASE_URL": f"sqlite:///{folder / 'doorstep.sqlite3'}",
            "now": NOW,
            "secret_file": folder / "secret",
            "erasures_file": folder / "erasures.jsonl",
            "postcodes_url": "",
            "operator_name": "Brindle Vale Trust",
            **changes,
        }
    )
    migrate(made.database_url)
    return made


@dataclass
class BuyingSite:
    """One running site; a visitor for each of PEOPLE, and one who is nobody."""

    settings: Settings
    services: Services
    server: TestServer
    people: dict[str, Officer] = field(default_factory=dict)
    visitors: dict[str, Client] = field(default_factory=dict)

    @property
    def app(self) -> Application:
        """The application."""
        app = self.server.app
        assert isinstance(app, Application)
        return app

    async def visitor(self, who: str) -> Client:
        """Their browser, signed in unless they are nobody."""
        if who not in self.visitors:
            client: Client = TestClient(self.server, cookie_jar=CookieJar(unsafe=True))
            self.visitors[who] = client
            if who != ANONYMOUS:
                await sign_in(client, self.link_for(who))
        return self.visitors[who]

    def link_for(self, who: str) -> str:
        """A new link to sign in, as its path."""
        if who not in self.people:
            email, role, buyer = PEOPLE[who]
            made = self.services.buying.officers.add(email, role, buyer)
            assert isinstance(made, Officer)
            self.people[who] = made
        link = self.services.buying.sign_in.link_for(self.people[who].id)
        return link.removeprefix(self.settings.public_address)

    async def close(self) -> None:
        """Ends all visits, and the site."""
        for client in self.visitors.values():
            await client.session.close()
        await self.server.close()


async def open_site(folder: Path, **changes: Any) -> BuyingSite:
    """A new site on a database of its own."""
    settings = settings_for(folder, **changes)
    services = make_services(settings)
    server = TestServer(make_app(settings, services, FakeDialogue()))
    await server.start_server()
    return BuyingSite(settings, services, server)


async def sign_in(client: Client, path: str) -> ClientResponse:
    """Opens the link and presses its button."""
    token = await form_token(client, path)
    return await client.post(path, data={"form_token": token}, allow_redirects=False)


async def form_token(client: Client, path: str) -> str:
    """The token of the first form of a page."""
    found = TOKEN.search(await (await client.get(path)).text())
    assert found, path
    return found[1]


async def send(
    client: Client, path: str, fields: Mapping[str, Any], page: str = ""
) -> ClientResponse:
    """Sends a form from a page of ours; where it leads is not followed."""
    token = await form_token(client, page or "/buying/sign-in")
    data = {"form_token": token, **fields}
    return await client.post(path, data=data, allow_redirects=False)


async def drafted(client: Client, **changes: str) -> str:
    """The path of a new draft."""
    answer = await send(client, "/buying/new", {**DRAFT, **changes}, "/buying/new")
    assert answer.status == 303, await answer.text()
    return answer.headers["Location"]


async def posted(client: Client, **changes: str) -> str:
    """The path of a new entry that has been posted."""
    path = await drafted(client, **changes)
    answer = await send(client, f"{path}/post", READY, path)
    assert answer.status == 303, await answer.text()
    return path
