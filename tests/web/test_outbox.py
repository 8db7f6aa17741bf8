"""The page that shows what would have been sent, and takes replies to texts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import Services, make_services
from bot.domain.conversation import ConversationId, Reply
from bot.domain.feedback import Owner
from bot.domain.mail import Attachment, MailParts
from bot.domain.notification import About
from bot.domain.reaching import Address, Means
from bot.services.notify import Message
from bot.services.prove_address import CodeSent
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.fakes import FakeDialogue

Client = TestClient[Request, Application]
MOBILE = Address(Means.TEXT, "+447700900123")
MAILBOX = Address(Means.MAIL, "aisha@example.org")


def settings_in(folder: Path, **changes: str) -> Settings:
    url = f"sqlite:///{folder / 'doorstep.sqlite3'}"
    return Settings(DATABASE_URL=url, secret_file=folder / "secret", **changes)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = settings_in(tmp_path)
    migrate(made.database_url)
    return made


@pytest.fixture
def services(settings: Settings) -> Services:
    return make_services(settings)


@pytest.fixture
async def client(settings: Settings, services: Services) -> AsyncIterator[Client]:
    app = make_app(settings, services, FakeDialogue(Reply("Found <two>.")))
    async with TestClient(TestServer(app)) as open_client:
        yield open_client


async def text(client: Client, words: str, number: str = "07700 900123", once: str = "") -> str:
    """The page after a text was sent from it."""
    form = {"number": number, "words": words, "once": once}
    answer = await client.post("/outbox/texts", data=form)
    assert answer.status == 200
    return await answer.text()


def bubbles(page: str) -> list[str]:
    return [
        unescape(one) for one in re.findall(r'<span class="said">(.*?)</span>', page, re.DOTALL)
    ]


async def test_a_text_is_answered_as_by_a_phone(client: Client) -> None:
    page = await text(client, "cleaning in Saltley")
    assert bubbles(page) == ["cleaning in Saltley", "Doorstep (STOP ends texts): Found <two>."]
    assert "Found <two>" not in page, "words are escaped"
    assert "07700 900123" in page


async def test_the_same_form_sent_twice_is_one_text(client: Client) -> None:
    await text(client, "cleaning", once="same")
    assert bubbles(await text(client, "cleaning", once="same")) == [
        "cleaning",
        "Doorstep (STOP ends texts): Found <two>.",
    ]


async def test_stop_is_heard_and_nothing_comes_after(client: Client) -> None:
    assert "no more texts" in (await text(client, "STOP")).lower()
    assert bubbles(await text(client, "cleaning"))[-1] == "cleaning"


async def test_codes_and_mails_are_shown(client: Client, services: Services) -> None:
    conversation = ConversationId(
        (await (await client.post("/api/conversations")).json())["conversation"]
    )
    for address in (MOBILE, MAILBOX):
        assert services.reaching.prove.ask(conversation, address) == CodeSent(address)
    page = await (await client.get("/outbox")).text()
    assert re.search(r"your code is \d{6}", page)
    assert re.search(r"\n\s+\d{6}\n", page)
    assert "Your code for Doorstep" in page
    assert "aisha@example.org" in page


@pytest.mark.parametrize(
    ("number", "words", "part"),
    [("0121 496 0000", "hello", "landline"), ("07700 900123", "  ", "Write something")],
)
async def test_what_no_phone_could_have_sent_is_told_and_kept_in_the_form(
    client: Client, number: str, words: str, part: str
) -> None:
    answer = await client.post("/outbox/texts", data={"number": number, "words": words})
    page = await answer.text()
    assert answer.status == 422
    assert part in page
    assert f'value="{number}"' in page


async def test_a_page_of_another_site_cannot_send_a_text(client: Client) -> None:
    form, elsewhere = {"number": "07700 900123", "words": "STOP"}, {"Origin": "https://example.org"}
    answer = await client.post("/outbox/texts", data=form, headers=elsewhere)
    assert answer.status == 403
    assert bubbles(await (await client.get("/outbox")).text()) == []


async def test_it_is_kept_from_search_engines_and_caches(client: Client) -> None:
    answer = await client.get("/outbox")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 200),
        ({"transport": "none"}, 404),
        ({"host": "0.0.0.0"}, 404),
        ({"public_url": "https://doorstep.example"}, 404),
        ({"host": "0.0.0.0", "transport": "local"}, 200),
    ],
)
async def test_it_is_there_only_where_the_transport_is_local(
    tmp_path: Path, changes: dict[str, str], status: int
) -> None:
    settings = settings_in(tmp_path, **changes)
    migrate(settings.database_url)
    app = make_app(settings, make_services(settings), FakeDialogue())
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/outbox")
        page = await answer.text()
    assert answer.status == status
    assert ("Other people can open this page" in page) is (changes.get("transport") == "local")


async def test_a_mail_can_be_seen_as_its_page_and_its_files_saved(
    client: Client, services: Services
) -> None:
    conversation = ConversationId(
        (await (await client.post("/api/conversations")).json())["conversation"]
    )
    html = "<p>Hello <b>there</b></p><script>alert(1)</script>"
    files = (Attachment("naïve leads.csv", "text/csv", b"a,b\r\n"),)
    parts = MailParts(html, files, "https://doorstep.example/stop", "hub@example.org")
    owner = Owner(conversation)
    message = Message("leads/1", MAILBOX, About.ANSWER, "Hello there", owner, "Leads", parts)
    services.reaching.notify.send(message)
    page = await (await client.get("/outbox")).text()
    for said in ("Hello there", "hub@example.org", "https://doorstep.example/stop"):
        assert said in page
    assert "alert(1)" not in page
    links = re.findall(r'href="(/outbox/mails/[^"]+)"', page)
    shown, file, whole = [await client.get(one) for one in links]
    assert "<b>there</b>" in await shown.text()
    policy = shown.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script" not in policy
    assert "default-src 'none'" in policy
    assert await file.read() == b"a,b\r\n"
    assert file.headers["Content-Disposition"].endswith("UTF-8''na%C3%AFve%20leads.csv")
    assert b"List-Unsubscribe: <https://doorstep.example/stop>" in await whole.read()
    assert whole.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["nothing", "nothing/files/0", "nothing/source", "x/files/a"])
async def test_a_mail_that_there_is_not_is_not_found(client: Client, path: str) -> None:
    assert (await client.get(f"/outbox/mails/{path}")).status == 404
