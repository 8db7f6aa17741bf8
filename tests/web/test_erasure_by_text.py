"""Whoever erases by text has the receipt by text, sent once; afterwards nothing of them is left."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.bootstrap import Services, make_secret, make_services
from bot.bootstrap.held import make_beside
from bot.clock import SystemClock
from bot.domain.conversation import ConversationId, Reply
from bot.domain.farewell import GONE_FOR
from bot.domain.reaching import Address, Means
from bot.services.erase_held import EraseHeld
from bot.settings import Settings, read_settings
from connectors.jobs.running import running_jobs
from connectors.jobs.sending import sending_job
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from tests.contracts.conftest import Server, postgresql
from tests.fakes import FakeClock, FakeDialogue
from tests.standins.sending import settings_of
from tests.standins.twilio import SID, Mood, TwilioStandIn, signed
from tests.traces import in_files, in_tables
from tests.web.test_twilio_webhooks import MESSAGES, PUBLIC, WHOLE

__all__ = ["postgresql"]

NUMBER, SAID = Address(Means.TEXT, "+447700900871"), "xylozebrafish"
MARKS = (NUMBER.value, NUMBER.value[3:], SAID)
WITHIN = 30


class ErasingDialogue(FakeDialogue):
    """Asks for the erasure of whoever writes YES ERASE, in the words of the action's answer."""

    services: Services

    async def reply(self, conversation: ConversationId, message: str) -> list[Reply]:
        told = await super().reply(conversation, message)
        if message != "yes erase":
            return told
        held = self.services.held
        number = held.erase.ask(conversation)
        return [Reply(f"Your receipt is {number}: {held.tell.link_to_receipt(number)}")]


@dataclass
class House:
    """An installation on one sort of database, whose provider of texts is a stand-in."""

    folder: Path
    settings: Settings
    urls: list[str]
    provider: TwilioStandIn
    services: Services = field(init=False)

    def __post_init__(self) -> None:
        migrate(self.settings.database_url)
        self.services = make_services(self.settings)

    def traces(self) -> list[str]:
        return [where for url in self.urls for where in in_tables(url, MARKS)]

    def texts(self) -> list[str]:
        return [one.body for one in self.provider.taken if one.to == NUMBER.value]

    def erase_as_if(self, later: timedelta) -> int:
        """What the service does every few seconds, as it would be so much later."""
        clock = FakeClock(SystemClock().now() + later)
        beside, secret = make_beside(self.settings), make_secret(self.settings)
        return EraseHeld(self.services.storage, beside, secret, clock).finish_all_asked()


@contextmanager
def a_house(folder: Path, changes: dict[str, str], mood: Mood) -> Iterator[House]:
    with TwilioStandIn(mood=lambda request: mood if request == 1 else Mood.WELL).open() as provider:
        beside = {
            "tracker_url": f"sqlite:///{folder / 'rasa.sqlite3'}",
            "erasures_file": folder / "erasures.jsonl",
            "public_url": PUBLIC,
        }
        settings = settings_of(folder, provider.address, {**WHOLE, **beside, **changes})
        urls = [settings.database_url]
        if settings.database_url.startswith("sqlite"):
            urls.append(settings.jobs_address)
        yield House(folder, settings, urls, provider)


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """One on each sort; the answer to the text with the receipt is lost on its way."""
    if request.param == "sqlite":
        with a_house(tmp_path, {}, Mood.NEVER) as house:
            yield house
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.new_database("by_text")
    with a_house(tmp_path, {"DATABASE_URL": url, "tracker_url": url}, Mood.WELL) as house:
        yield house
        house.services.storage.close()  # type: ignore[attr-defined]
    server.run("postgres", "DROP DATABASE by_text WITH (FORCE)")


async def text(client: TestClient, words: str) -> None:  # type: ignore[type-arg]
    """The provider hands over a text."""
    form = {"AccountSid": SID, "MessageSid": f"SM{uuid.uuid4().hex}", "From": NUMBER.value}
    form |= {"To": "+447700900999", "NumMedia": "0", "Body": words}
    answer = await client.post(MESSAGES, data=form, headers=signed(f"{PUBLIC}{MESSAGES}", form))
    assert answer.status == 200


async def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN
    while not condition():
        assert time.monotonic() < end, "It never came to that."
        await asyncio.sleep(0.05)


async def test_the_receipt_goes_out_once_and_then_all_is_gone(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    dialogue = ErasingDialogue(Reply("Here is work."))
    dialogue.services = house.services
    app = make_app(house.settings, house.services, dialogue)
    job = sending_job(house.settings, house.services.storage, house.services.reaching.sender)
    assert job
    async with running_jobs(house.settings, [job]), TestClient(TestServer(app)) as client:
        await text(client, f"{SAID} in Saltley")
        await until(lambda: len(house.texts()) == 1)
        await text(client, "yes erase")
        await until(lambda: len(house.texts()) == 2)
        receipt = house.texts()[1].rpartition(" ")[2]
        assert (await client.get(urlsplit(receipt).path)).status == 202
        assert await asyncio.to_thread(house.erase_as_if, timedelta()) == 0
        assert house.traces()

        def is_erased() -> bool:
            return house.erase_as_if(GONE_FOR + timedelta(seconds=1)) == 1

        await until(is_erased)
        assert house.traces() == []
        shown = await client.get(urlsplit(receipt).path)
        assert shown.status == 200
        assert "Texts that you sent (2)" in await shown.text()
    assert len(house.texts()) == 2, "and nothing was sent twice"
    assert in_files(house.folder, MARKS) == []
    assert not any(mark in caplog.text for mark in MARKS)


async def test_where_texts_are_only_shown_the_phone_goes_too(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'doorstep.sqlite3'}",
            "tracker_url": f"sqlite:///{tmp_path / 'rasa.sqlite3'}",
            "secret_file": tmp_path / "secret",
            "erasures_file": tmp_path / "erasures.jsonl",
            "transport": "local",
        }
    )
    with TwilioStandIn().open() as nobody:
        house = House(tmp_path, settings, [settings.database_url], nobody)
        dialogue = ErasingDialogue(Reply("Here is work."))
        dialogue.services = house.services
        async with TestClient(TestServer(make_app(settings, house.services, dialogue))) as client:
            for words in (f"{SAID} in Saltley", "yes erase"):
                form = {"number": NUMBER.value, "words": words}
                assert (await client.post("/outbox/texts", data=form)).status == 200
            assert "Your receipt is E-" in await (await client.get("/outbox")).text()
            assert house.erase_as_if(GONE_FOR + timedelta(seconds=1)) == 1
            assert NUMBER.national not in await (await client.get("/outbox")).text()
        assert house.traces() == []
        house.services.storage.close()  # type: ignore[attr-defined]
    assert in_files(tmp_path, MARKS) == []
