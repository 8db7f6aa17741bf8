"""The page about whoever has its link: what is held, a copy, erasing, the receipt."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import Services, make_services, make_signed_links
from bot.bootstrap.held import make_held
from bot.domain.feedback import Feedback, Owner, Verdict
from bot.domain.held import Holder, Section, Somebody, Whose
from bot.domain.opportunity import OpportunityId
from bot.domain.signed_link import LinkPurpose
from bot.settings import Settings
from connectors.storage.held_tables import personal
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.contracts.test_held import FIRM, TALK, fill_firm, fill_talk
from tests.fakes import FakeDialogue

ME, MY_FIRM = Holder(Whose.CONVERSATION, TALK), Holder(Whose.SUPPLIER, FIRM)


@dataclass
class Town:
    """An installation with a conversation and a firm, and a visitor."""

    settings: Settings
    services: Services
    visitor: TestClient[Request, Application]

    def path(self, holder: Holder = ME, lasting: timedelta = timedelta(hours=1)) -> str:
        signed = make_signed_links(self.settings).sign(LinkPurpose.ABOUT_ME, str(holder), lasting)
        return f"/me/{signed}"

    async def text(self, path: str, status: int = 200) -> str:
        answer = await self.visitor.get(path)
        assert answer.status == status
        return await answer.text()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    settings = Settings(
        DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}",
        tracker_url=f"sqlite:///{tmp_path / 'rasa.sqlite3'}",
        secret_file=tmp_path / "secret",
        erasures_file=tmp_path / "erasures.jsonl",
    )
    migrate(settings.database_url)
    services = make_services(settings)
    with services.storage.transaction() as work:
        fill_talk(work, TALK)
        fill_firm(work)
    app = make_app(settings, services, FakeDialogue())
    async with TestClient(TestServer(app)) as visitor:
        yield Town(settings, services, visitor)


class TestSeeing:
    async def test_the_page_shows_what_is_held_and_what_was_agreed(self, town: Town) -> None:
        page = await town.text(town.path())
        assert "cleaning in Saltley" in page
        assert "“May we?” You said no in the chat" in page
        assert "What you wrote and what I answered (1)" in page

    async def test_the_link_of_the_service_opens_it(self, town: Town) -> None:
        link = town.services.held.tell.link_to(ME)
        assert link.startswith(town.settings.public_address)
        await town.text(link.removeprefix(town.settings.public_address))

    async def test_no_browser_or_search_engine_keeps_it(self, town: Town) -> None:
        for path in (town.path(), f"{town.path()}/copy.json", f"{town.path()}/erase"):
            answer = await town.visitor.get(path)
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Robots-Tag"] == "noindex"

    async def test_words_of_theirs_are_words_and_no_markup(self, town: Town) -> None:
        with town.services.storage.transaction() as work:
            work.held.erase(frozenset({ME}))
            work.conversations.start(TALK, "hash", town.services.clock.now())
            said = Feedback(
                OpportunityId("o"), Verdict.WON, town.services.clock.now(), words="<b>bold</b>"
            )
            work.feedback.note(Owner(TALK), said)
        page = await town.text(town.path())
        assert "&lt;b&gt;bold" in page
        assert "<b>bold" not in page

    async def test_parts_of_the_product_add_their_sections(self, town: Town) -> None:
        class Hours:
            def section(self, somebody: Somebody) -> Section | None:
                is_me = ME in somebody
                return Section("Your days", ("Mornings.",), (("More", "/x"),)) if is_me else None

        told = make_held(town.settings, town.services.storage, [Hours()])
        app = make_app(town.settings, replace(town.services, held=told), FakeDialogue())
        async with TestClient(TestServer(app)) as visitor:
            mine = await (await visitor.get(town.path())).text()
            firms = await (await visitor.get(town.path(MY_FIRM))).text()
        assert "<h2>Your days</h2>" in mine
        assert "Mornings." in mine
        assert '<a href="/x">More</a>' in mine
        assert "Your days" not in firms


class TestClosedDoors:
    async def test_a_link_that_has_ended_says_so(self, town: Town) -> None:
        page = await town.text(town.path(lasting=timedelta(seconds=-1)), 410)
        assert "This link has ended" in page

    @pytest.mark.parametrize("rest", ["", "/copy.json", "/copy.txt", "/erase"])
    async def test_a_false_link_opens_nothing(self, town: Town, rest: str) -> None:
        await town.text(f"/me/nonsense{rest}", 404)
        changed = town.path()[:-3] + "AAA"
        await town.text(f"{changed}{rest}", 404)

    async def test_a_false_link_erases_nothing(self, town: Town) -> None:
        answer = await town.visitor.post("/me/nonsense/erase", allow_redirects=False)
        assert answer.status == 404
        assert "cleaning in Saltley" in await town.text(town.path())

    async def test_of_whom_nothing_is_held_it_says_so(self, town: Town) -> None:
        page = await town.text(town.path(Holder(Whose.CONVERSATION, "nobody")), 404)
        assert "Nothing is held about you" in page

    async def test_an_id_alone_opens_nothing(self, town: Town) -> None:
        await town.text(f"/me/conversation/{TALK}", 404)
        await town.text(f"/me/{TALK}", 404)


class TestCopies:
    async def test_the_copy_for_programs_holds_every_part(self, town: Town) -> None:
        answer = await town.visitor.get(f"{town.path()}/copy.json")
        assert "attachment" in answer.headers["Content-Disposition"]
        told = json.loads(await answer.text())["held"]
        assert told["turns"]["rows"][0]["text"] == "cleaning in Saltley"
        assert told["turns"]["what"] == "What you wrote and what I answered"

    async def test_the_copy_to_read_has_plain_names_days_and_no_ids(self, town: Town) -> None:
        text = await town.text(f"{town.path()}/copy.txt")
        assert "What you wrote and what I answered (1)" in text
        assert "text: cleaning in Saltley" in text
        assert "at: 23 November 2026, 09:00" in text
        assert TALK not in text.split()

    async def test_both_copies_have_the_same_parts(self, town: Town) -> None:
        told = json.loads(await town.text(f"{town.path(MY_FIRM)}/copy.json"))["held"]
        text = await town.text(f"{town.path(MY_FIRM)}/copy.txt")
        assert all(f"{part['what']} ({len(part['rows'])})" in text for part in told.values())

    async def test_the_copy_holds_all_that_erasing_removes(self, town: Town) -> None:
        for holder in (ME, MY_FIRM):
            told = json.loads(await town.text(f"{town.path(holder)}/copy.json"))["held"]
            removed = town.services.held.erase.erase_whole(holder).removed
            assert {name: len(part["rows"]) for name, part in told.items()} == removed


class TestErasing:
    async def test_it_says_first_what_goes_and_what_stays(self, town: Town) -> None:
        page = await town.text(f"{town.path()}/erase")
        assert "What you wrote and what I answered (1)" in page
        assert "A receipt" in page
        assert "cleaning in Saltley" in await town.text(town.path()), "looking erases nothing"

    async def test_who_has_a_copy_is_named_before_and_after(self, town: Town) -> None:
        assert "Eastside Council" in await town.text(f"{town.path(MY_FIRM)}/erase")
        answer = await town.visitor.post(f"{town.path(MY_FIRM)}/erase")
        assert "Eastside Council" in await answer.text()

    async def test_one_press_erases_and_leads_to_the_receipt(self, town: Town) -> None:
        path = town.path()
        answer = await town.visitor.post(f"{path}/erase", allow_redirects=False)
        assert answer.status == 303
        receipt = await town.text(answer.headers["Location"])
        assert re.search(r"E-\w{4}-\w{4}-\w{4}", receipt)
        assert "What you wrote and what I answered (1)" in receipt
        assert "Saltley" not in receipt
        assert TALK not in receipt.split()
        assert "Nothing is held" in await town.text(path, 404)

    async def test_a_second_press_says_that_nothing_is_held(self, town: Town) -> None:
        path = town.path()
        await town.visitor.post(f"{path}/erase", allow_redirects=False)
        again = await town.visitor.post(f"{path}/erase", allow_redirects=False)
        assert again.status == 404

    async def test_an_unknown_receipt_says_so(self, town: Town) -> None:
        assert "no receipt" in await town.text("/erasures/E-2222-2222-2222", 404)


def test_every_part_has_its_plain_name(town: Town) -> None:
    named = {one.called for one in personal().values()} | {"understood", "jobs"}
    assert all(town.services.held.tell.title(called) for called in named)
