"""The page of what is kept about people: who runs it, what, why, and what one may ask for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import make_services
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.fakes import FakeDialogue

Client = TestClient[Request, Application]
TAGS = re.compile(r"<[^>]+>")
NAMED = {
    "operator_name": "Brindle Vale Trust",
    "operator_address": "1 High Street, Birmingham, B1 1AA",
    "operator_registration": "charity 1234567",
    "operator_email": "hello@example.org",
    "operator_data_protection": "Sam, privacy@example.org",
    "operator_complaints": "complaints@example.org",
}


@pytest.fixture
def pages(tmp_path: Path) -> Callable[..., Any]:
    """Serves an installation with those settings, and reads one page of it."""
    url = f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"
    migrate(url)

    async def page(path: str, *, status: int = 200, **settings: str) -> str:
        made = Settings(DATABASE_URL=url, **settings)
        app = make_app(made, make_services(made), FakeDialogue())
        async with TestClient(TestServer(app)) as client:
            answer = await client.get(path)
            assert answer.status == status
            return await answer.text()

    return page


def read(page: str) -> str:
    return unescape(" ".join(TAGS.sub(" ", page).split()))


async def test_it_says_who_runs_it_with_every_part(pages: Callable[..., Any]) -> None:
    page = await pages("/privacy", **NAMED)
    assert [part for part in NAMED.values() if part not in read(page)] == []
    assert 'href="mailto:privacy@example.org"' in page
    assert "no text or e-mail is sent" not in read(page)


async def test_it_says_plainly_that_nobody_is_named(pages: Callable[..., Any]) -> None:
    said = read(await pages("/privacy"))
    assert "has not said yet who they are" in said
    assert "no text or e-mail is sent from here" in said
    assert "Name Not given yet" in said


async def test_it_says_which_part_is_not_there(pages: Callable[..., Any]) -> None:
    said = read(await pages("/privacy", **{**NAMED, "operator_registration": ""}))
    assert "has not told us all of this yet" in said
    assert "Registration Not given yet" in said


async def test_it_tells_each_thing_kept_why_and_until_when(pages: Callable[..., Any]) -> None:
    said = read(await pages("/privacy"))
    assert "What you write here, and what you are told Why: so that you can come back" in said
    assert "Until: You erase it." in said
    assert "how to complain to the ICO" in said


async def test_what_an_operator_writes_is_text_and_no_markup(pages: Callable[..., Any]) -> None:
    page = await pages("/privacy", **{**NAMED, "operator_name": "<b>Bold & Co</b>"})
    assert "<b>Bold" not in page
    assert "&lt;b&gt;Bold &amp; Co" in page


async def test_it_says_who_can_use_it_and_whom_to_tell(pages: Callable[..., Any]) -> None:
    page = await pages("/accessibility", **NAMED)
    assert "Nobody from outside has tested Doorstep yet" in read(page)
    assert 'href="/complaints?about=service"' in page
    assert "hello@example.org" in page


async def test_people_s_complaints_are_kept_out_of_searches(pages: Callable[..., Any]) -> None:
    robots = (await pages("/robots.txt")).splitlines()
    assert "Disallow: /complaints/" in robots
    assert "Disallow: /" not in robots


async def test_who_finds_a_weakness_is_told_whom_to_tell(pages: Callable[..., Any]) -> None:
    lines = (await pages("/.well-known/security.txt", **NAMED)).splitlines()
    told = dict(line.split(": ", maxsplit=1) for line in lines)
    assert told["Contact"] == "mailto:hello@example.org"
    ahead = datetime.fromisoformat(told["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < ahead < timedelta(days=365)


async def test_without_a_mailbox_there_is_nobody_to_tell(
    pages: Callable[..., Any],
) -> None:
    assert "not here" in await pages("/.well-known/security.txt", status=404)


@pytest.mark.parametrize("path", ["/", "/guidance", "/templates"])
async def test_every_page_leads_there_and_says_if_nobody_is_named(
    path: str, pages: Callable[..., Any]
) -> None:
    foot = (await pages(path)).split("<footer")[1]
    assert 'href="/privacy"' in foot
    assert "has not given a name yet" in foot
