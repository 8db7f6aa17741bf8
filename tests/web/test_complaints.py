"""The form for complaints and the page of each: without JavaScript, and for nobody else."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import make_complaints, make_services, make_storage
from bot.domain.complaint import Outcome
from bot.services.handle_complaints import HandleComplaints
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.examples import NOW
from tests.fakes import FakeClock, FakeDialogue, FakeStorage
from tests.readability import reading_age

Client = TestClient[Request, Application]
TAGS = re.compile(r"<[^>]+>")
KEY = re.compile(r'name="key" value="([\w-]{32})"')
FORM = {"about": "data", "words": "You kept my <number>.", "reach": "ada@example.org", "name": ""}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(
        DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}",
        operator_name="Brindle Vale Trust",
        operator_complaints="complaints@example.org",
    )
    migrate(made.database_url)
    return made


@pytest.fixture
def handle(settings: Settings) -> HandleComplaints:
    return make_complaints(make_storage(settings))


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    app = make_app(settings, make_services(settings), FakeDialogue())
    async with TestClient(TestServer(app)) as open_client:
        yield open_client


async def text_of(answer: ClientResponse) -> str:
    return unescape(" ".join(TAGS.sub(" ", await answer.text()).split()))


async def new_key(client: Client) -> str:
    found = KEY.search(await (await client.get("/complaints")).text())
    assert found
    return found[1]


async def filed(client: Client, **changes: str) -> ClientResponse:
    return await client.post("/complaints", data={**FORM, "key": await new_key(client), **changes})


async def test_a_complaint_is_taken_and_acknowledged_at_once(
    client: Client, handle: HandleComplaints
) -> None:
    answer = await filed(client)
    (held,) = handle.all()
    said = await text_of(answer)
    assert answer.status == 200
    assert answer.url.path == f"/complaints/{held.id}"
    assert f"Its number is {held.id}" in said
    assert f"by {held.due.day} {held.due:%B %Y} at the latest" in said
    assert "You kept my <number>." in said
    assert "how to complain to the ICO" in said


async def test_a_form_may_be_sent_as_old_browsers_do(
    client: Client, handle: HandleComplaints
) -> None:
    body = "about=service&words=Slow&reach=Post+box+1&name=Ada&key="
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await client.post("/complaints", data=body, headers=headers)).status == 200
    assert handle.all()[0].form.reach == "Post box 1"


async def test_pressing_send_twice_makes_one_complaint(
    client: Client, handle: HandleComplaints
) -> None:
    key = await new_key(client)
    first, second = await filed(client, key=key), await filed(client, key=key)
    assert first.url == second.url
    assert len(handle.all()) == 1


async def test_a_form_with_faults_comes_back_with_what_was_written(
    client: Client, handle: HandleComplaints
) -> None:
    answer = await filed(client, reach=" ", about="", name="Ada & Co")
    page = await answer.text()
    assert answer.status == 422
    assert "<title>Please look again" in page
    assert 'href="#about-data"' in page
    assert 'href="#reach"' in page
    assert 'aria-invalid="true"' in page
    assert "You kept my &lt;number&gt;." in page
    assert 'value="Ada &amp; Co"' in page
    assert handle.all() == []


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded; charset=utf-8"),
        (b"words=x", "application/x-www-form-urlencoded; charset=nonsense"),
        (b"{}", "application/json"),
        (b"--x", "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"words=" + b"x" * 50_000, "application/x-www-form-urlencoded"),
    ],
)
async def test_a_body_that_is_no_form_is_an_empty_form(
    body: bytes, content_type: str, client: Client, handle: HandleComplaints
) -> None:
    answer = await client.post("/complaints", data=body, headers={"Content-Type": content_type})
    assert answer.status == 422
    assert "Say what went wrong, in your own words." in await text_of(answer)
    assert handle.all() == []


async def test_a_file_in_place_of_words_is_no_words(client: Client) -> None:
    sent = {**FORM, "words": open(__file__, "rb")}  # noqa: ASYNC230, PTH123, SIM115 - aiohttp closes it
    answer = await client.post("/complaints", data=sent)
    assert answer.status == 422


async def test_too_many_of_one_caller_are_asked_to_wait(client: Client, settings: Settings) -> None:
    for _ in range(settings.complaints_a_minute):
        assert (await client.post("/complaints", data={})).status == 422
    answer = await client.post("/complaints", data={})
    assert answer.status == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Please wait a minute" in await text_of(answer)


async def test_progress_and_answer_are_read_on_its_page(
    client: Client, handle: HandleComplaints
) -> None:
    page = (await filed(client)).url.relative()
    (held,) = handle.all()
    handle.tell(held.id, "We asked <them>.")
    assert "How far it has got" in await text_of(await client.get(page))
    handle.answer(held.id, Outcome.UPHELD, "Your number is gone.")
    said = await text_of(await client.get(page))
    assert "Your complaint is answered" in said
    assert "You were right. Your number is gone." in said
    assert "We asked <them>." in said


async def test_nobody_opens_the_page_of_another_and_it_is_not_said_to_exist(
    client: Client, handle: HandleComplaints
) -> None:
    await filed(client)
    (held,) = handle.all()
    texts = set()
    for path in (
        f"/complaints/{held.id}",
        f"/complaints/{held.id}?key={handle.new_key()}",
        f"/complaints/C-22222222?key={handle.new_key()}",
    ):
        answer = await client.get(path)
        assert answer.status == 404
        texts.add(await answer.text())
    assert len(texts) == 1


async def test_its_pages_are_kept_by_no_cache_and_no_search_engine(client: Client) -> None:
    for answer in (await client.get("/complaints"), await filed(client)):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert await new_key(client) != await new_key(client)


async def test_a_database_that_is_away_asks_to_try_again(settings: Settings) -> None:
    services, away = make_services(settings), FakeStorage()
    away.is_away = True
    complaints = HandleComplaints(away, FakeClock(NOW), services.accountable.complaints.promise)
    accountable = replace(services.accountable, complaints=complaints)
    app = make_app(settings, replace(services, accountable=accountable), FakeDialogue())
    async with TestClient(TestServer(app)) as client:
        answer = await client.post("/complaints", data=FORM)
        assert answer.status == 503
        assert "Please wait, and try again." in await text_of(answer)


async def test_the_form_says_who_reads_it_and_what_the_law_asks(client: Client) -> None:
    said = await text_of(await client.get("/complaints?about=data"))
    assert "Complaints are read by Brindle Vale Trust: complaints@example.org" in said
    assert "We answer within 28 days" in said
    assert "section 164A" in said
    assert 'value="data" checked' in await (await client.get("/complaints?about=data")).text()


async def test_what_it_says_can_be_read_at_eleven(client: Client) -> None:
    for answer in (await client.get("/complaints"), await filed(client, words="x", reach="y")):
        main = (await answer.text()).split("<main")[1].split("</main>")[0]
        told = [unescape(TAGS.sub("", one)) for one in re.findall(r"<p[^>]*>(.*?)</p>", main)]
        assert len(told) > 4
        ours = [one for one in told if "@" not in one]  # names and mailboxes are the operator's
        assert [one for one in ours if reading_age(one) > 11] == []
