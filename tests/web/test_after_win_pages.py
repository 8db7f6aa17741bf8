"""The page on which either side says how won work went: a GET shows, and only a POST acts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import make_services
from bot.bootstrap.whole import Services
from bot.domain.after_winning import FollowUp, Side, Went
from bot.domain.introduction import IntroductionState
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.services.after_win_links import AfterWinLink
from bot.settings import Settings
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.examples import NOW, buyer_contact, supplier
from tests.fakes import FakeDialogue
from tests.introductions import introduction

Client = TestClient[Request, Application]
CONTACT = buyer_contact(buyer="Eastside Council")
OWNER = PersonId("owner")
WON = introduction(
    "one",
    IntroductionState.SENT,
    IntroductionState.QUOTED,
    IntroductionState.WON,
    firm="<b>Spotless</b>",
    person=OWNER,
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    database = f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"
    made = Settings(DATABASE_URL=database, now=NOW, secret="s" * 32)
    migrate(made.database_url)
    return made


@pytest.fixture
def services(settings: Settings) -> Services:
    made = make_services(settings)
    with made.storage.transaction() as work:
        work.suppliers.save_all([supplier("firm")])
        work.people.prove(Address(Means.MAIL, "aisha@example.org"), NOW, OWNER)
        work.buyer_contacts.add(CONTACT)
        work.introductions.add(WON)
        for side in Side:
            work.follow_ups.ask(FollowUp(WON.id, 30, side, NOW))
    return made


@pytest.fixture
async def client(settings: Settings, services: Services) -> AsyncIterator[Client]:
    async with TestClient(TestServer(make_app(settings, services, FakeDialogue()))) as opened:
        yield opened


def link(services: Services, side: Side) -> str:
    who = CONTACT.id if side is Side.BUYER else OWNER
    address = services.introducing.after.links.address(AfterWinLink(WON.id, 30, side, who))
    return "/" + address.split("/", maxsplit=3)[3]


def held(services: Services, side: Side) -> FollowUp:
    with services.storage.transaction() as work:
        return next(one for one in work.follow_ups.of(WON.id) if one.side is side)


async def test_a_buyer_is_shown_the_question_and_a_look_answers_nothing(
    client: Client, services: Services
) -> None:
    answer = await client.get(link(services, Side.BUYER))
    page = await answer.text()
    assert answer.status == 200
    assert "How did it go with &lt;b&gt;Spotless&lt;/b&gt;?" in page
    assert "Was it paid within 30 days of the invoice?" in page
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert held(services, Side.BUYER).answered_at is None


async def test_a_press_stores_the_answer_and_shows_it(client: Client, services: Services) -> None:
    path = link(services, Side.BUYER)
    said = {"delivered": "yes", "paid": "late", "words": "Our  invoice\nsystem"}
    answer = await client.post(path, data=said)
    page = await answer.text()
    assert answer.status == 200
    assert "Thank you. That is noted." in page
    assert "the work is done; paid late" in page
    kept = held(services, Side.BUYER)
    assert (kept.delivered, kept.paid, kept.who) == (Went.YES, Went.LATE, CONTACT.id)
    assert kept.words == "Our invoice system"
    assert "What you can do" not in page, "the buyer is told nothing of what the firm can do"


async def test_an_owner_reads_what_to_do_about_late_pay(client: Client, services: Services) -> None:
    answer = await client.post(link(services, Side.OWNER), data={"paid": "no"})
    page = await answer.text()
    assert "section 88" in page
    assert "ask for a person" in page
    assert held(services, Side.OWNER).paid is Went.NO


@pytest.mark.parametrize(
    "said", [{}, {"delivered": "perhaps"}, {"paid": "yes", "words": "w" * 501}]
)
async def test_an_answer_that_is_none_is_asked_for_again(
    client: Client, services: Services, said: dict[str, str]
) -> None:
    answer = await client.post(link(services, Side.BUYER), data=said)
    assert answer.status == 422
    assert "Nothing was stored yet" in await answer.text()
    assert held(services, Side.BUYER).answered_at is None


async def test_a_false_link_opens_nothing(client: Client, services: Services) -> None:
    path = link(services, Side.BUYER)
    assert (await client.get(f"{path}x")).status == 404
    assert (await client.post(f"{path}x", data={"paid": "yes"})).status == 404
    with services.storage.transaction() as work:
        work.suppliers.remove([WON.supplier])
    assert (await client.get(path)).status == 404
