"""The page about a firm: behind its link alone, with nothing in it but what was said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from docx import Document

from bot.bootstrap import Services, make_services
from bot.bootstrap.signing import make_signed_links
from bot.clock import SystemClock
from bot.domain.after_winning import Story
from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.fact_check import FactCheck
from bot.domain.introduction import Mark
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.profile_facts import HeldPaper, Part
from bot.domain.reaching import Address, Means
from bot.domain.signed_link import LinkPurpose
from bot.domain.supplier import SupplierId
from bot.services.keep_profile import KeepProfile
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.examples import NOW
from tests.fakes import FakeDialogue

TALK, FIRM = ConversationId("talk"), SupplierId("firm")
FORMS = {
    "docx": (b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (b"%PDF", "application/pdf"),
    "txt": (b"Name of your organisation", "text/plain; charset=utf-8"),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(
        DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}", DOORSTEP_SECRET="s" * 40
    )
    migrate(made.database_url)
    return made


@pytest.fixture
def services(settings: Settings) -> Services:
    """Services that hold one profile."""
    made = make_services(settings)
    with made.storage.transaction() as work:
        work.conversations.start(TALK, "hash", datetime.now(UTC))
    made.profile.keep.note(
        TALK, {Part.NAME: "Khan <b>& Sons", Part.WORK: "We clean.", Part.PLACE: "B8 1DE"}
    )
    return made


@pytest.fixture
async def client(
    settings: Settings, services: Services
) -> AsyncIterator[TestClient[Request, Application]]:
    app = make_app(settings, services, FakeDialogue())
    async with TestClient(TestServer(app)) as open_client:
        yield open_client


def path(services: Services) -> str:
    return "/" + services.profile.offer.link(TALK).split("/", maxsplit=3)[3]


def won(agreed: bool) -> Story:
    """What the firm tells of work that it won."""
    told = {"needed": "A clean <i>hall</i>", "did": "We came at five", "came": "They were glad"}
    yes = Consent(Purpose.STORY, Answer.YES, "May it stand?", "1", Channel.WEB_CHAT, NOW)
    name = "shown" if agreed else "hidden"
    return Story(
        name, FIRM, "Eastside Council", f"Work that is {name}", told_at=NOW, **told,
        agreed=yes if agreed else None,
    )  # fmt: skip


@pytest.fixture
def with_stories(services: Services) -> Services:
    """The firm is known, and told two stories, of which it lets one be shown."""
    with services.storage.transaction() as work:
        person = work.people.prove(Address(Means.TEXT, "+447700900123"), NOW, PersonId("me"))
        assert KeepProfile(services.storage, SystemClock()).claim(work, TALK, FIRM)
        work.people.join(Membership(person, FIRM, Joined.FOUNDED, NOW))
        work.people.belong(Belonging(TALK, person, FIRM, NOW))
        for agreed in (True, False):
            work.stories.put(won(agreed))
    return services


@pytest.mark.parametrize("form", ["", ".docx", ".txt"])
async def test_a_story_stands_in_every_form_if_its_firm_said_yes_to_it_and_else_in_none(
    client: TestClient[Request, Application], with_stories: Services, form: str
) -> None:
    ending = f"/about-our-business{form}" if form else ""
    answer = await client.get(path(with_stories) + ending)
    assert answer.status == 200
    page = words_in(await answer.read(), form)
    assert "Work that is shown (Eastside Council)" in page
    assert "What we did: We came at five" in page
    assert ("A clean &lt;i&gt;hall" if not form else "A clean <i>hall") in page
    assert "Work that is hidden" not in page


async def test_what_was_checked_or_seen_is_said_to_be_and_all_else_not(
    client: TestClient[Request, Application], with_stories: Services
) -> None:
    papers = (HeldPaper("public liability insurance"),)
    with_stories.profile.keep.note(TALK, {Part.COMPANY_NUMBER: "01234567", Part.PAPERS: papers})
    with with_stories.storage.transaction() as work:
        checked = FactCheck(
            FIRM, "company_number", Mark.REGISTER, "01234567", "Companies House", NOW
        )
        work.fact_checks.put(checked)
    with_stories.introducing.checks.seen.note(FIRM, "liability", "Sam", "policy")
    page = await (await client.get(path(with_stories))).text()
    assert "Checked with Companies House, 23 November 2026" in page
    assert "public liability insurance: Document seen (policy)" in page
    assert "What is not marked as checked or seen the firm says of itself" in page
    with_stories.profile.keep.note(TALK, {Part.COMPANY_NUMBER: "07654321"})
    changed = await (await client.get(path(with_stories))).text()
    assert "Checked with Companies House" not in changed


def words_in(body: bytes, form: str) -> str:
    """What somebody reads in the file."""
    if form == ".docx":
        return "\n".join(one.text for one in Document(BytesIO(body)).paragraphs)
    return body.decode()


async def test_the_page_shows_each_fact_as_the_firms_own_word(
    client: TestClient[Request, Application], services: Services
) -> None:
    answer = await client.get(path(services))
    page = await answer.text()
    assert answer.status == 200
    assert "Khan &lt;b&gt;&amp; Sons" in page
    assert "B8 1DE" in page
    assert "Said by the firm" in page
    assert "Trades" not in page, "nothing was said of them"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("form", FORMS)
async def test_it_can_be_taken_along(
    client: TestClient[Request, Application], services: Services, form: str
) -> None:
    answer = await client.get(f"{path(services)}/about-our-business.{form}")
    start, content_type = FORMS[form]
    assert answer.status == 200
    assert (await answer.read()).startswith(start)
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_a_link_that_was_changed_opens_nothing(
    client: TestClient[Request, Application], services: Services
) -> None:
    for wrong in ("x", path(services).rsplit("/", 1)[1][:-2] + "zz"):
        assert (await client.get(f"/statements/{wrong}")).status == 404
        assert (await client.get(f"/statements/{wrong}/about-our-business.pdf")).status == 404


async def test_a_link_for_something_else_opens_nothing(
    client: TestClient[Request, Application], settings: Settings
) -> None:
    links = make_signed_links(settings)
    other = links.sign(LinkPurpose.ABOUT_ME, TALK, timedelta(hours=1))
    assert (await client.get(f"/statements/{other}")).status == 404


async def test_a_link_that_has_ended_says_how_to_get_a_new_one(
    client: TestClient[Request, Application], settings: Settings
) -> None:
    links = make_signed_links(settings)
    ended = links.sign(LinkPurpose.STATEMENT, TALK, timedelta(seconds=-1))
    answer = await client.get(f"/statements/{ended}")
    assert answer.status == 410
    assert "show my profile" in await answer.text()


async def test_what_was_erased_has_no_page(
    client: TestClient[Request, Application], services: Services
) -> None:
    link = path(services)
    with services.storage.transaction() as work:
        work.conversations.forget(TALK)
    assert (await client.get(link)).status == 410
