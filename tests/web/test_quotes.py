"""Quotes on their pages: the owner's behind a link, the officers' behind a seal."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from aiohttp import ClientResponse, FormData
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import Services, make_services
from bot.domain.entry import Door, Entry, Invitation
from bot.domain.officer import Officer
from bot.domain.opportunity import POSTED_HERE, Kind, Source
from bot.domain.signed_link import LinkPurpose
from bot.domain.supplier import SupplierId
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.examples import opportunity, supplier
from tests.fakes import FakeDialogue
from tests.pages_in_process import counted
from tests.services.quoting import AMINA, ENTRY, JOB, STRANGER

Client = TestClient[Request, Application]
TAGS = re.compile(r"<[^>]+>")
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
NOW = datetime.now(UTC).replace(microsecond=0)
POSTED = replace(
    ENTRY, created_at=NOW, changed_at=NOW, posted_at=NOW, deadline=NOW + timedelta(days=10)
)
MOST_QUERIES = 20
PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF"
FILLED = {
    "price": "1,200",
    "vat": "added",
    "ask1": "<b>Monday</b>",
    "ask2": "=me()",
    "firm": "Bright Windows",
    "reach": "07700 900123",
}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("quotes") / "doorstep.sqlite3"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def settings(migrated: Path, tmp_path: Path) -> Settings:
    file = tmp_path / "doorstep.sqlite3"
    file.write_bytes(migrated.read_bytes())
    return Settings(DATABASE_URL=f"sqlite:///{file}", public_address="http://127.0.0.1")


@pytest.fixture
def services(settings: Settings) -> Services:
    made = make_services(settings)
    with made.storage.transaction() as work:
        work.officers.add(AMINA)
        work.officers.add(STRANGER)
    save(made, POSTED)
    return made


@pytest.fixture
async def client(settings: Settings, services: Services) -> AsyncIterator[Client]:
    app = make_app(settings, services, FakeDialogue())
    async with TestClient(TestServer(app)) as open_client:
        yield open_client


def save(services: Services, entry: Entry) -> None:
    """The entry as it is posted, and the opportunity that it became."""
    door = entry.door or Door.ADVERTISE
    one = opportunity(
        entry.id,
        title=entry.title,
        deadline=entry.deadline,
        published_at=NOW,
        source=Source(POSTED_HERE, None, NOW),
        visibility=door.visibility,
    )
    with services.storage.transaction() as work:
        work.entries.save(entry)
        work.opportunities.save(entry.process_key, one)


def close(services: Services) -> None:
    """Lets the closing time be over."""
    save(services, replace(POSTED, deadline=datetime.now(UTC) - timedelta(seconds=1)))


async def text_of(answer: ClientResponse) -> str:
    return unescape(" ".join(TAGS.sub(" ", await answer.text()).split()))


async def begun(client: Client) -> str:
    """The path of a new quote's page."""
    answer = await client.post(f"/opportunities/{JOB}/quote", allow_redirects=False)
    assert answer.status == 303
    return answer.headers["Location"]


async def sent(client: Client, **changes: str) -> str:
    """The path of the page of a quote that was taken."""
    path = await begun(client)
    answer = await client.post(path, data={**FILLED, **changes, "do": "send"})
    assert "Received" in await text_of(answer)
    return path


async def signed_in(client: Client, services: Services, officer: Officer = AMINA) -> None:
    token = services.buying.sign_in.link_for(officer.id).rpartition("/")[2]
    secret = services.buying.sign_in.use(token)
    client.session.cookie_jar.update_cookies({"doorstep-officer": secret})


async def press(client: Client, page: str, action: str, **fields: str) -> ClientResponse:
    """A form of the page, with the token that it holds."""
    found = TOKEN.search(await (await client.get(page)).text())
    assert found
    return await client.post(action, data={"form_token": found[1], **fields})


class TestTheOwnersPage:
    async def test_what_is_written_is_saved_as_it_goes_and_is_there_on_another_device(
        self, client: Client
    ) -> None:
        path = await begun(client)
        answer = await client.post(f"{path}/draft", data={"price": "£950", "ask1": "Tuesday"})
        assert await answer.json() == {"open": True, "faults": []}
        await client.post(f"{path}/draft", data={"price": "minus 4 pounds"})
        page = await (await client.get(path)).text()
        assert 'value="950.00"' in page
        assert "Tuesday</textarea>" in page

    async def test_what_is_missing_is_asked_for_and_nothing_is_lost(self, client: Client) -> None:
        path = await begun(client)
        answer = await client.post(path, data={"price": "a lot", "firm": "A & B", "do": "send"})
        page = await answer.text()
        assert answer.status == 422
        assert "<title>Please look again" in page
        assert 'href="#vat-included"' in page
        assert 'value="a lot"' in page
        assert 'value="A &amp; B"' in page
        assert "I need a sum in pounds" in page

    @pytest.mark.parametrize(
        ("price", "said"),
        [
            ("0", "A price of nothing"),
            ("-5", "cannot be below nothing"),
            ("1000000000", "more than ten million"),
            ("20 an hour", "one sum for the whole job"),
            ("=1+1", "I need a sum in pounds"),
        ],
    )
    async def test_a_price_that_is_none_says_why(
        self, client: Client, price: str, said: str
    ) -> None:
        path = await begun(client)
        answer = await client.post(path, data={**FILLED, "price": price, "do": "send"})
        assert answer.status == 422
        assert said in await text_of(answer)

    async def test_a_receipt_tells_the_second_and_shows_markup_as_words(
        self, client: Client
    ) -> None:
        path = await sent(client)
        page = await (await client.get(path)).text()
        assert "&lt;b&gt;Monday&lt;/b&gt;" in page
        said = await text_of(await client.get(path))
        assert re.search(r"Received \d+ \w+ \d{4}, \d\d:\d\d:\d\d", said)
        assert "£1,200.00 and VAT on top: £1,440.00 in all" in said
        assert "Sealed until" in said

    async def test_an_answer_in_another_script_stays_as_it_is(self, client: Client) -> None:
        path = await sent(client, ask1="\u06a9\u0644 \u0635\u0628\u062d", ask2="\u4f60\u597d")
        page = await (await client.get(path)).text()
        assert "\u06a9\u0644 \u0635\u0628\u062d" in page
        assert "\u4f60\u597d" in page

    async def test_it_is_changed_and_taken_back_until_it_closes(
        self, client: Client, services: Services
    ) -> None:
        path = await sent(client)
        await client.post(path, data={"price": "1100", "do": "save"})
        assert "press “Send the changes” or the first one counts" in await text_of(
            await client.get(path)
        )
        await client.post(path, data={"do": "send"})
        await client.post(path, data={"do": "withdraw"})
        said = await text_of(await client.get(path))
        assert said.count("Sent:") == 2
        assert "Taken back:" in said
        close(services)
        answer = await client.post(path, data={"do": "send"})
        assert "No quote can be sent, changed or taken back any more" in await text_of(answer)

    async def test_a_second_late_is_refused(self, client: Client, services: Services) -> None:
        path = await begun(client)
        await client.post(f"{path}/draft", data=FILLED)
        close(services)
        answer = await client.post(path, data={**FILLED, "do": "send"})
        assert answer.status == 422
        assert "The closing time is over" in await text_of(answer)

    async def test_a_link_that_was_not_made_here_opens_nothing(self, client: Client) -> None:
        path = await sent(client)
        for other in (f"{path}x", "/quotes/none", path.replace("/quotes/", "/me/")):
            for answer in (await client.get(other), await client.post(other, data={"do": "send"})):
                assert answer.status in {404, 405}

    async def test_its_page_is_kept_by_no_cache_and_told_to_nobody(self, client: Client) -> None:
        answer = await client.get(await begun(client))
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]

    async def test_a_file_is_added_given_back_and_taken_out(self, client: Client) -> None:
        path = await begun(client)
        assert "Your files are saved" in await text_of(await upload(client, path, "b.pdf", PDF))
        page = await (await client.get(path)).text()
        [file] = re.findall(rf'href="({re.escape(path)}/files/[\w-]+)">b\.pdf', page)
        answer = await client.get(file)
        assert await answer.read() == PDF
        assert answer.headers["Content-Disposition"].startswith("attachment")
        await client.post(f"{file}/remove")
        assert "b.pdf" not in await text_of(await client.get(path))
        other = await begun(client)
        assert (await client.get(file.replace(path, other))).status == 404

    @pytest.mark.parametrize(
        ("name", "size", "said"),
        [
            ("a.pdf", 0, "That file is empty"),
            ("a.pdf", 6_000_000, "too large"),
            ("a.exe", 3, "Only PDF, Word, Excel"),
        ],
    )
    async def test_a_file_that_is_not_taken_says_why(
        self, client: Client, name: str, size: int, said: str
    ) -> None:
        answer = await upload(client, await begun(client), name, (b"%PDF" + b"0" * size)[:size])
        assert answer.status == 422
        assert said in await text_of(answer)

    async def test_a_question_that_tells_who_asks_is_shown_again_first(
        self, client: Client, services: Services
    ) -> None:
        path = await begun(client)
        asked = {"question": "Can you ring me on 07700 900123?"}
        answer = await client.post(f"{path}/questions", data=asked)
        assert "“07700 900123” may tell everybody who you are" in await text_of(answer)
        assert services.quoting.answer.asked(AMINA, JOB).waiting == []
        await client.post(f"{path}/questions", data={**asked, "sure": "yes"})
        assert len(services.quoting.answer.asked(AMINA, JOB).waiting) == 1

    async def test_what_is_not_posted_here_has_no_button_that_works(self, client: Client) -> None:
        assert (await client.post("/opportunities/none/quote")).status == 404

    async def test_an_invited_firm_begins_by_its_link_and_nobody_else_can(
        self, client: Client, services: Services
    ) -> None:
        save(services, replace(POSTED, door=Door.INVITE))
        with services.storage.transaction() as work:
            work.suppliers.save_all([supplier("firm")])
            work.entries.invite([Invitation(JOB, SupplierId("firm"), NOW, AMINA.id)])
        assert (await client.post(f"/opportunities/{JOB}/quote")).status == 404
        signed = invited(services)
        answer = await client.post(f"/invited/{signed}/quote")
        assert answer.status == 200
        assert "firm Limited" in await answer.text()
        assert (await client.post("/invited/none/quote")).status == 404


class TestTheSeal:
    @pytest.mark.parametrize("officer", [AMINA, STRANGER])
    async def test_nothing_is_read_before_closing_on_any_route(
        self, client: Client, services: Services, officer: Officer
    ) -> None:
        path = await begun(client)
        await upload(client, path, "method.pdf", PDF)
        await client.post(path, data={**FILLED, "do": "send"})
        quote = services.quoting.links.opened(path.removeprefix("/quotes/"))
        [file] = services.quoting.write.get(quote).quote.draft.files
        await signed_in(client, services, officer)
        at = f"/buying/posts/{JOB}"
        gets = ("/quotes", "/quotes?by=price", "/record.csv", "/record.pdf", "/questions", "")
        reads = [await client.get(at + one) for one in gets]
        reads.append(await client.get(f"{at}/quotes/{quote}/files/{file.id}"))
        page = f"{at}/quotes" if officer is AMINA else "/buying/posts"
        reads.append(await press(client, page, f"{at}/quotes/open"))
        reads.append(await press(client, page, f"{at}/outcome", winner=str(quote)))
        reads.append(await client.get(f"/opportunities/{JOB}"))
        for answer in reads:
            body = await answer.read()
            for secret in (b"1,200", b"1200", b"Bright Windows", b"07700", b"Monday", PDF):
                assert secret not in body, answer.url
        assert reads[-2].status == (403 if officer is AMINA else 404)
        assert services.quoting.open.received(AMINA, JOB).opening is None

    async def test_nobody_opens_by_a_form_of_another_site(
        self, client: Client, services: Services
    ) -> None:
        await sent(client)
        close(services)
        await signed_in(client, services)
        for action in ("quotes/open", "outcome", "questions/one"):
            answer = await client.post(f"/buying/posts/{JOB}/{action}", data={"winner": "nobody"})
            assert answer.status == 403
        assert services.quoting.open.received(AMINA, JOB).opening is None

    async def test_whoever_is_not_signed_in_is_led_to_where_they_can(self, client: Client) -> None:
        for name in ("quotes", "questions", "record.csv", "record.pdf"):
            answer = await client.get(f"/buying/posts/{JOB}/{name}", allow_redirects=False)
            assert (answer.status, answer.headers["Location"]) == (303, "/buying/sign-in")


async def test_pages_ask_the_database_as_often_for_many_quotes_as_for_one(
    client: Client, services: Services
) -> None:
    mine, at = await sent(client), f"/buying/posts/{JOB}/quotes"
    await signed_in(client, services)
    close(services)
    await press(client, at, f"{at}/open")
    few = await asked(client, at), await asked(client, mine)
    save(services, POSTED)
    for n in range(4):
        await sent(client, firm=f"Firm {n}")
    close(services)
    many = await asked(client, at), await asked(client, mine)
    assert "Firm 3" in await text_of(await client.get(at))
    assert many == few
    assert max(many) <= MOST_QUERIES


async def asked(client: Client, path: str) -> int:
    """How many statements the page asks; the least of some, as others may ask meanwhile."""
    counts = []
    for _ in range(3):
        with counted() as statements:
            assert (await client.get(path)).status == 200
        counts.append(len(statements))
    return min(counts)


@pytest.mark.parametrize("kind", [Kind.QUICK_QUOTE, Kind.CHALLENGE])
async def test_a_competition_runs_from_a_question_to_its_outcome(
    client: Client, services: Services, kind: Kind
) -> None:
    save(services, replace(POSTED, kind=kind))
    first, second = await sent(client, firm="Dear Ltd", price="2000"), await sent(client)
    await client.post(f"{first}/questions", data={"question": "Is there parking?"})
    await signed_in(client, services)
    at = f"/buying/posts/{JOB}"
    [(question, words)] = services.quoting.answer.asked(AMINA, JOB).waiting
    empty = await press(client, f"{at}/questions", f"{at}/questions/{question}", words=words)
    assert empty.status == 422
    fields = {"words": words, "reply": "Yes, <in> the yard."}
    await press(client, f"{at}/questions", f"{at}/questions/{question}", **fields)
    for page in (second, f"/opportunities/{JOB}"):
        assert "Yes, <in> the yard." in await text_of(await client.get(page))
    assert "2 quotes have come so far" in await text_of(await client.get(f"{at}/quotes"))
    close(services)
    opened = await press(client, f"{at}/quotes", f"{at}/quotes/open")
    page = await text_of(opened)
    assert page.index("Dear Ltd") < page.index("Bright Windows")
    quote = services.quoting.links.opened(second.removeprefix("/quotes/"))
    faulty = await press(client, f"{at}/quotes", f"{at}/outcome")
    assert faulty.status == 422
    done = await press(client, f"{at}/quotes", f"{at}/outcome", winner=str(quote))
    assert "Awarded to Bright Windows, £1,440.00 with VAT" in await text_of(done)
    assert "You were chosen" in await text_of(await client.get(second))
    assert "another price was lower" in await text_of(await client.get(first))
    rows = list(csv.reader(io.StringIO(await (await client.get(f"{at}/record.csv")).text())))
    assert [row[0] for row in rows[1:]] == ["Dear Ltd", "Bright Windows"]
    assert rows[2][7] == "Chosen"
    pdf = await (await client.get(f"{at}/record.pdf")).read()
    assert pdf.startswith(b"%PDF")
    assert (await client.get(f"/opportunities/{JOB}")).status == 200


async def upload(client: Client, path: str, name: str, content: bytes) -> ClientResponse:
    form = FormData()
    form.add_field(
        "file", io.BytesIO(content), filename=name, content_type="application/octet-stream"
    )
    return await client.post(f"{path}/files", data=form)


def invited(services: Services) -> str:
    return services.buying.links.sign(LinkPurpose.INVITED, f"{JOB}.firm", timedelta(days=1))
