"""Every route of the pages for buyers as every role: a route that stands in no line here fails."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientResponse

from tests.buying_site import (
    ANONYMOUS,
    DRAFT,
    PEOPLE,
    BuyingSite,
    Client,
    drafted,
    form_token,
    open_site,
    posted,
)

ANYBODY = {ANONYMOUS, *PEOPLE}
BUYERS = {"officer", "buyer_admin"}
OWN = {*BUYERS, "officer of another", "buyer_admin of another"}
KEEPERS = {"buyer_admin", "buyer_admin of another", "coordinator", "operator"}
SERVICE = {"coordinator", "operator"}

# Who may open it. With an entry in its path it is one of the council's, so only the council's own
# people may; `draft` or `posted` says in which state the route is for.
ROUTES: dict[tuple[str, str], tuple[set[str], str]] = {
    ("GET", "/buying/sign-in"): (ANYBODY, ""),
    ("POST", "/buying/sign-in"): (ANYBODY, ""),
    ("GET", "/buying/sign-in/{token}"): (ANYBODY, ""),
    ("POST", "/buying/sign-in/{token}"): (ANYBODY, ""),
    ("GET", "/invited/{signed}"): (ANYBODY, ""),
    ("POST", "/invited/{signed}/quote"): (ANYBODY, ""),
    ("POST", "/buying/sign-out"): (set(PEOPLE), ""),
    ("GET", "/buying"): (set(PEOPLE), ""),
    ("GET", "/buying/buyers"): (SERVICE, ""),
    ("GET", "/buying/people"): (KEEPERS, ""),
    ("POST", "/buying/people"): (KEEPERS, ""),
    ("POST", "/buying/people/end"): (KEEPERS, ""),
    ("GET", "/buying/repeats"): ({"buyer_admin", "buyer_admin of another"}, ""),
    ("GET", "/buying/posts"): (OWN, ""),
    ("GET", "/buying/new"): (OWN, ""),
    ("POST", "/buying/new"): (OWN, ""),
    ("POST", "/buying/rules"): (OWN, ""),
    ("GET", "/buying/posts/{entry}"): (BUYERS, "draft"),
    ("GET", "/buying/posts/{entry}/change"): (BUYERS, "draft"),
    ("POST", "/buying/posts/{entry}/change"): (BUYERS, "draft"),
    ("POST", "/buying/posts/{entry}/delete"): (BUYERS, "draft"),
    ("POST", "/buying/posts/{entry}/post"): (BUYERS, "draft"),
    ("POST", "/buying/posts/{entry}/withdraw"): (BUYERS, "posted"),
    ("GET", "/buying/posts/{entry}/request.{form}"): (BUYERS, "posted"),
    ("GET", "/buying/posts/{entry}/firms"): (BUYERS, "posted"),
    ("POST", "/buying/posts/{entry}/firms"): (BUYERS, "posted"),
    ("GET", "/buying/posts/{entry}/amend"): (BUYERS, "posted"),
    ("POST", "/buying/posts/{entry}/amend"): (BUYERS, "posted"),
    ("GET", "/buying/posts/{entry}/questions"): (BUYERS, "posted"),
    ("POST", "/buying/posts/{entry}/questions"): (BUYERS, "posted"),
    ("POST", "/buying/posts/{entry}/questions/{question}"): (BUYERS, "posted"),
    ("GET", "/buying/posts/{entry}/quotes"): (BUYERS, "posted"),
    ("POST", "/buying/posts/{entry}/quotes/open"): (BUYERS, "posted"),
    ("GET", "/buying/posts/{entry}/quotes/{quote}/files/{file}"): (BUYERS, "posted"),
    ("GET", "/buying/posts/{entry}/record.{form}"): (BUYERS, "posted"),
    ("POST", "/buying/posts/{entry}/outcome"): (BUYERS, "posted"),
}
"""A part that adds routes adds its lines: who may open each, and with an entry in which state."""

OURS = ("/buying", "/invited")
NAMED_BY_NOTHING = re.compile(r"\{(?:token|signed|quote|file|question)\}")
"""What a path names beside an entry: here something that there is not."""


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[BuyingSite]:
    opened = await open_site(tmp_path)
    yield opened
    await opened.close()


def served(site: BuyingSite) -> set[tuple[str, str]]:
    """Every route for buyers and for those they invite."""
    return {
        (route.method, route.resource.canonical)
        for route in site.app.router.routes()
        if route.resource and route.method != "HEAD" and route.resource.canonical.startswith(OURS)
    }


class Council:
    """An entry of the council's in each state, made when first asked for."""

    def __init__(self, site: BuyingSite) -> None:
        self._site = site
        self._made: dict[str, str] = {}

    async def at(self, path: str, state: str) -> str:
        """The path with such an entry in it, or with something that opens nothing."""
        if state and state not in self._made:
            officer = await self._site.visitor("officer")
            self._made[state] = await (posted if state == "posted" else drafted)(officer)
        path = path.replace("/buying/posts/{entry}", self._made.get(state, ""))
        path = path.replace("{form}", "pdf")
        return NAMED_BY_NOTHING.sub("none", path)


async def test_every_route_has_its_line_and_every_line_a_route(site: BuyingSite) -> None:
    assert served(site) == set(ROUTES)


async def test_each_role_may_open_its_routes_and_finds_no_other(site: BuyingSite) -> None:
    council = Council(site)
    for (method, path), (allowed, state) in ROUTES.items():
        at = await council.at(path, state)
        for who in (ANONYMOUS, *PEOPLE):
            visitor = await site.visitor(who)
            told = (who, method, path)
            if who not in allowed:
                answer = await try_it(visitor, who, method, at)
                if who == ANONYMOUS:
                    assert answer.status == 303, told
                    assert answer.headers["Location"] == "/buying/sign-in", told
                else:
                    assert answer.status == 404, told
            elif method == "GET" and not NAMED_BY_NOTHING.search(path):
                is_theirs = who in SERVICE and path == "/buying/people"
                query = {"buyer": "Aston University"} if is_theirs else {}
                answer = await visitor.get(at, params=query, allow_redirects=False)
                assert answer.status in {200, 303}, told
                assert answer.headers.get("Location") != "/buying/sign-in", told


async def test_no_form_is_taken_without_its_token(site: BuyingSite) -> None:
    council = Council(site)
    for who in ("buyer_admin", "operator"):
        visitor = await site.visitor(who)
        for (method, path), (allowed, state) in ROUTES.items():
            # A signed link is itself the proof, and no session stands behind it.
            if method == "POST" and who in allowed and "{signed}" not in path:
                at = await council.at(path, state)
                for data in ({}, {"form_token": "0" * 64}):
                    answer = await visitor.post(at, data=data, allow_redirects=False)
                    assert answer.status == 403, path


async def test_a_form_from_a_page_of_another_site_is_not_taken(site: BuyingSite) -> None:
    visitor = await site.visitor("officer")
    data = {"form_token": await form_token(visitor, "/buying/new"), **DRAFT}
    for header in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = await visitor.post("/buying/new", data=data, headers=header)
        assert answer.status == 403
    answer = await visitor.post("/buying/new", data=data, allow_redirects=False)
    assert answer.status == 303


async def try_it(visitor: Client, who: str, method: str, at: str) -> ClientResponse:
    """The route, with a token that is good where they may send a form."""
    data = None
    if method == "POST":
        home = "/buying/buyers" if who in SERVICE else "/buying/posts"
        token = "" if who == ANONYMOUS else await form_token(visitor, home)
        data = {"form_token": token}
    return await visitor.request(method, at, data=data, allow_redirects=False)
