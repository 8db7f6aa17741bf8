"""Buyers' pages: a lead and its answers, and the mailbox's own; nobody logs in, no GET acts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import make_services, make_signed_links
from bot.bootstrap.whole import Services
from bot.domain.buyer_contact import Ended, Frequency
from bot.domain.introduction import Introduction, IntroductionState, SharedFact, moved
from bot.domain.lead_answer import LeadChoice
from bot.domain.notice import ProcessKey
from bot.services.contact_links import ContactLinks, LeadLink
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.examples import NOW, buyer_contact, in_days, opportunity, supplier
from tests.fakes import FakeDialogue
from tests.introductions import introduction, step

Client = TestClient[Request, Application]
TAGS = re.compile(r"<[^>]+>")
SAW = re.compile(r'name="saw" value="(\d+)"')
CONTACT = buyer_contact(buyer="Birmingham City Council")
EVIL = "<script>alert(1)</script> & Sons"
LEAD = introduction(
    "one",
    IntroductionState.SENT,
    buyer="Birmingham City Council",
    firm=EVIL,
    shared=(SharedFact("work", "Cleaning in Bordesley Green"), SharedFact("place", "B9 4AA")),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(
        DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}",
        now=NOW,
        secret="s" * 32,
    )
    migrate(made.database_url)
    return made


@pytest.fixture
def services(settings: Settings) -> Services:
    made = make_services(settings)
    with made.storage.transaction() as work:
        work.opportunities.save(ProcessKey("p"), opportunity(deadline=in_days(20)))
        work.suppliers.save_all([supplier("firm")])
        work.buyer_contacts.add(CONTACT)
        work.introductions.add(LEAD)
    return made


@pytest.fixture
def links(settings: Settings) -> ContactLinks:
    return ContactLinks(make_signed_links(settings), "")


@pytest.fixture
async def client(settings: Settings, services: Services) -> AsyncIterator[Client]:
    async with TestClient(TestServer(make_app(settings, services, FakeDialogue()))) as opened:
        yield opened


def lead_link(links: ContactLinks, choice: LeadChoice | None = LeadChoice.INVITE) -> str:
    return links.lead(LeadLink(LEAD.id, CONTACT.id, choice))


def held(services: Services) -> Introduction:
    with services.storage.transaction() as work:
        found = work.introductions.get(LEAD.id)
    assert found
    return found


async def shown(client: Client, path: str) -> tuple[int, str]:
    answer = await client.get(path)
    return answer.status, unescape(" ".join(TAGS.sub(" ", await answer.text()).split()))


async def saw(client: Client, path: str) -> str:
    found = SAW.search(await (await client.get(path)).text())
    assert found
    return found[1]


async def test_a_lead_is_shown_with_what_the_firm_shares_and_no_place_to_a_council(
    client: Client, links: ContactLinks
) -> None:
    status, words = await shown(client, lead_link(links))
    assert status == 200
    assert "Cleaning in …" in words
    assert "self-declared" in words
    assert "Bordesley Green" not in words
    assert "B9" not in words


async def test_what_a_firm_calls_itself_is_no_page(client: Client, links: ContactLinks) -> None:
    page = await (await client.get(lead_link(links))).text()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_the_answer_that_was_tapped_is_chosen_and_only_a_press_gives_it(
    client: Client, links: ContactLinks, services: Services
) -> None:
    path = lead_link(links, LeadChoice.NOT_NOW)
    page = await (await client.get(path)).text()
    assert "Your answer: Not now" in page
    assert page.index('name="choice" value="not_now"') < page.index("Give another answer")
    assert held(services) == LEAD
    await client.head(path)
    assert held(services) == LEAD


async def test_a_press_answers_and_leads_back_to_what_stands(
    client: Client, links: ContactLinks, services: Services
) -> None:
    path = lead_link(links)
    form = {"choice": "invite", "saw": await saw(client, path), "words": " Call  us. "}
    answer = await client.post(path, data=form, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, f"{path}?told=done")
    assert held(services).state is IntroductionState.INVITED
    assert held(services).last.words == "Call us."
    _status, words = await shown(client, f"{path}?told=done")
    assert "That is noted, and the firm is told" in words
    assert "Invited to quote" in words


async def test_the_second_of_two_is_told_what_stands(
    client: Client, links: ContactLinks, services: Services
) -> None:
    path = lead_link(links)
    seen = await saw(client, path)
    form = {"choice": "not_suitable", "why": "filled", "saw": seen}
    await client.post(path, data=form)
    late = await client.post(path, data={"choice": "invite", "saw": seen})
    assert late.status == 409
    words = unescape(TAGS.sub(" ", await late.text()))
    assert "answered before you pressed" in words
    assert "Declined" in words
    assert held(services).state is IntroductionState.DECLINED


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"choice": "marry"},
        {"choice": "not_suitable"},
        {"choice": "not_suitable", "why": "silent"},
        {"choice": "invite", "words": "x" * 501},
        {"choice": "not_now", "months": "999"},
    ],
)
async def test_a_form_that_is_not_whole_is_asked_again_and_answers_nothing(
    client: Client, links: ContactLinks, services: Services, form: dict[str, str]
) -> None:
    path = lead_link(links)
    answer = await client.post(path, data={**form, "saw": "2"})
    assert answer.status == 422
    assert "Nothing was sent yet" in await answer.text()
    assert held(services) == LEAD


async def test_a_form_without_what_was_seen_answers_nothing(
    client: Client, links: ContactLinks, services: Services
) -> None:
    answer = await client.post(lead_link(links), data={"choice": "invite", "saw": "x"})
    assert answer.status == 409
    assert held(services) == LEAD


async def test_what_the_firm_took_back_says_so(
    client: Client, links: ContactLinks, services: Services
) -> None:
    with services.storage.transaction() as work:
        work.introductions.advance(moved(LEAD, step(IntroductionState.WITHDRAWN, in_days(2))))
    status, words = await shown(client, lead_link(links))
    assert status == 200
    assert "took this back" in words
    assert "Send this answer" not in words


@pytest.mark.parametrize("path", ["/leads/nothing", "/contacts/nothing", "/contacts/a.b/confirm"])
async def test_a_false_link_opens_nothing(client: Client, path: str) -> None:
    answer = await client.get(path)
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_mailbox_confirms_by_a_press(
    client: Client, links: ContactLinks, services: Services
) -> None:
    with services.storage.transaction() as work:
        work.buyer_contacts.add(buyer_contact("new", buyer="Aston University", confirmed_at=None))
    path = links.confirm(buyer_contact("new").id)
    status, words = await shown(client, path)
    assert status == 200
    assert "Send us a weekly mail of local firms." in words
    with services.storage.transaction() as work:
        assert not work.buyer_contacts.get(buyer_contact("new").id).stands
    answer = await client.post(path)
    assert "is confirmed" in await answer.text()
    with services.storage.transaction() as work:
        assert work.buyer_contacts.get(buyer_contact("new").id).stands


def contact_of(services: Services) -> tuple[Frequency, Ended | None]:
    with services.storage.transaction() as work:
        found = work.buyer_contacts.get(CONTACT.id)
    assert found
    return found.frequency, found.ended


async def test_one_click_of_a_mail_program_ends_it_without_a_question(
    client: Client, links: ContactLinks, services: Services
) -> None:
    path = f"{links.contact(CONTACT.id)}/unsubscribe"
    await client.get(path)
    assert contact_of(services) == (Frequency.WEEKLY, None)
    for _ in range(2):
        answer = await client.post(
            path, data={"List-Unsubscribe": "One-Click"}, allow_redirects=False
        )
        assert answer.status == 200
        assert contact_of(services) == (Frequency.WEEKLY, Ended.UNSUBSCRIBED)


async def test_a_person_says_how_often_stops_and_starts_again(
    client: Client, links: ContactLinks, services: Services
) -> None:
    path = links.contact(CONTACT.id)
    status, words = await shown(client, path)
    assert status == 200
    assert "Why you get them" in words
    saved = await client.post(path, data={"often": "monthly"})
    assert "Saved" in await saved.text()
    assert contact_of(services) == (Frequency.MONTHLY, None)
    await client.post(path, data={"often": "hourly"})
    assert contact_of(services) == (Frequency.MONTHLY, None)
    stopped = await client.post(f"{path}/unsubscribe")
    assert "The mails are stopped" in await stopped.text()
    await client.post(f"{path}/resume")
    assert contact_of(services) == (Frequency.MONTHLY, None)
