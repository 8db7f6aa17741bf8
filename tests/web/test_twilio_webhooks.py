"""What comes from Twilio: believed with its signature alone, taken once, answered by a text."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.bootstrap import Services, make_services
from bot.bootstrap.reaching import Reaching
from bot.domain.conversation import Reply
from bot.domain.errors import DialogueUnavailableError, StorageUnavailableError
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.domain.sending import Attempt
from bot.ports import Storage
from bot.services.answer_text import AnswerText
from bot.settings import Settings
from connectors.sms.twilio_keys import written
from connectors.storage.migrate import migrate
from connectors.web.app import make_app
from connectors.web.keys import CONVERSATIONS, TEXTS
from tests.examples import NOW
from tests.fakes import FakeDialogue
from tests.standins.sending import settings_of
from tests.standins.twilio import SID, signed

MESSAGES, STATUS = "/webhooks/twilio/messages", "/webhooks/twilio/status"
PUBLIC = "https://doorstep.example"
NUMBERS = (f"+447700900{n:03d}" for n in range(1000))
WHOLE = {
    "operator_name": "Eastside Hub",
    "operator_address": "1 High Street",
    "operator_registration": "company 01234567",
    "operator_email": "hub@example.org",
    "operator_data_protection": "data@example.org",
    "operator_complaints": "help@example.org",
    "recipients": "anybody",
}


def new_id() -> str:
    return f"SM{uuid.uuid4().hex}"


@dataclass
class House:
    """A service with an account at Twilio, whose texts stay in its database."""

    client: TestClient[Request, Application]
    services: Services
    dialogue: FakeDialogue
    number: Address = field(default_factory=lambda: Address(Means.TEXT, next(NUMBERS)))

    @property
    def reaching(self) -> Reaching:
        return self.services.reaching

    @property
    def storage(self) -> Storage:
        return self.services.storage

    async def text(self, words: str | None = "hello", **changes: str) -> int:
        """Twilio hands over a text; the status of the answer."""
        form = {"AccountSid": SID, "MessageSid": new_id(), "From": self.number.value}
        form |= {"To": "+447700900999", "NumMedia": "0"}
        form |= ({} if words is None else {"Body": words}) | changes
        return await self.post(MESSAGES, form)

    async def post(self, path: str, form: dict[str, str], **given: Any) -> int:
        """A form signed for the public address, or with other headers."""
        headers = given.pop("headers", signed(f"{PUBLIC}{path}", form))
        answer = await self.client.post(path, data=form, headers=headers, **given)
        if path == MESSAGES and answer.status == 200:
            assert (await answer.text()).endswith("<Response/>")
        return answer.status

    def answers(self) -> list[str]:
        """What has been queued to go to the number, oldest first."""
        with self.storage.transaction() as work:
            talk = work.inbound_texts.thread(self.number)
            return [one.words for one in work.notifications.of(Owner(talk))] if talk else []

    def came(self) -> list[str]:
        """The texts of the number that were taken."""
        with self.storage.transaction() as work:
            return [one.words for one in work.inbound_texts.of(self.number)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Services]:
    """One service for all: each test has a number of its own."""
    folder = tmp_path_factory.mktemp("twilio")
    settings = settings_of(folder, "http://127.0.0.1:9", {**WHOLE, "public_url": PUBLIC})
    migrate(settings.database_url)
    return settings, make_services(settings)


@pytest.fixture
async def house(made: tuple[Settings, Services]) -> AsyncIterator[House]:
    settings, services = made
    dialogue = FakeDialogue(Reply("Here is work."))
    async with TestClient(TestServer(make_app(settings, services, dialogue))) as client:
        yield House(client, services, dialogue)


async def test_a_text_is_taken_and_its_answer_queued(house: House) -> None:
    assert await house.text("cleaning in Saltley") == 200
    assert house.came() == ["cleaning in Saltley"]
    assert [words for _, words in house.dialogue.heard] == ["cleaning in Saltley"]
    assert [one.endswith(": Here is work.") for one in house.answers()] == [True]


async def test_the_same_text_delivered_again_is_one_text(house: House) -> None:
    once = {"MessageSid": new_id()}
    assert [await house.text("hi", **once), await house.text("hi", **once)] == [200, 200]
    assert house.came() == ["hi"]
    assert len(house.dialogue.heard) == 1


FORGERIES: dict[str, dict[str, str]] = {
    "no signature": {},
    "an empty one": {"X-Twilio-Signature": ""},
    "one of nothing": {"X-Twilio-Signature": "AAAA"},
    "one that is no text": {"X-Twilio-Signature": "é" * 28},
}


@pytest.mark.parametrize("headers", FORGERIES.values(), ids=list(FORGERIES))
@pytest.mark.parametrize("path", [MESSAGES, STATUS])
async def test_a_forged_request_is_refused(
    house: House, path: str, headers: dict[str, str]
) -> None:
    form = {"AccountSid": SID, "MessageSid": new_id(), "From": house.number.value, "Body": "STOP"}
    assert await house.post(path, form, headers=headers) == 403
    assert house.came() == []


async def test_a_request_that_was_changed_on_its_way_is_refused(house: House) -> None:
    form = {"AccountSid": SID, "MessageSid": new_id(), "From": house.number.value, "Body": "hi"}
    headers = signed(f"{PUBLIC}{MESSAGES}", form)
    assert await house.post(MESSAGES, {**form, "Body": "STOP"}, headers=headers) == 403


async def test_what_was_signed_for_another_host_is_refused_and_a_proxys_name_is_no_matter(
    house: House,
) -> None:
    form = {"AccountSid": SID, "MessageSid": new_id(), "From": house.number.value, "Body": "hi"}
    elsewhere = signed(f"https://elsewhere.example{MESSAGES}", form)
    assert await house.post(MESSAGES, form, headers=elsewhere) == 403
    here = signed(f"{PUBLIC}{MESSAGES}", form) | {"Host": "inner:8080"}
    assert await house.post(MESSAGES, form, headers=here) == 200


async def test_another_accounts_request_is_refused_though_it_was_signed(house: House) -> None:
    assert await house.text("hi", AccountSid="AC" + "9" * 32) == 403


async def test_a_missing_body_is_refused(house: House) -> None:
    headers = signed(f"{PUBLIC}{MESSAGES}", {})
    assert await house.post(MESSAGES, {}, headers=headers) == 403
    answer = await house.client.post(MESSAGES, headers=headers)
    assert answer.status == 403


async def test_another_form_of_body_is_refused(house: House) -> None:
    form = {"AccountSid": SID, "MessageSid": new_id(), "From": house.number.value}
    answer = await house.client.post(
        MESSAGES, json=form, headers=signed(f"{PUBLIC}{MESSAGES}", form)
    )
    assert answer.status == 403


@pytest.mark.parametrize("left_out", ["MessageSid", "From"])
async def test_a_text_without_id_or_sender_is_no_text(house: House, left_out: str) -> None:
    assert await house.text("hi", **{left_out: ""}) == 400
    assert house.came() == []


async def test_a_text_without_words_is_told_what_to_send(house: House) -> None:
    assert await house.text(None) == 200
    (answer,) = house.answers()
    assert "could not read" in answer


async def test_pictures_are_not_seen_and_that_is_said(house: House) -> None:
    assert await house.text("", NumMedia="2") == 200
    (answer,) = house.answers()
    assert "cannot see pictures" in answer
    assert house.dialogue.heard == []


async def test_words_beside_a_picture_are_answered(house: House) -> None:
    assert await house.text("cleaning in Saltley", NumMedia="1") == 200
    assert [one.endswith(": Here is work.") for one in house.answers()] == [True]


async def test_sixteen_hundred_characters_are_taken(house: House) -> None:
    words = "cleaning in Saltley, " * 80
    assert await house.text(words[:1600]) == 200
    assert len(house.answers()) == 1


@pytest.mark.parametrize("words", ["🧹" * 400, "सफाई " * 100, "\u202e\u0000\ud7ff", "İ" * 70])
async def test_long_unicode_is_taken(house: House, words: str) -> None:
    assert await house.text(words) == 200
    assert len(house.answers()) == 1


async def test_more_than_any_text_holds_is_refused_by_size(house: House) -> None:
    assert await house.text("x" * 40_000) == 413


@pytest.mark.parametrize("sender", ["60300", "Barclays", "+4477", "whatsapp:+447700900123"])
async def test_who_cannot_be_answered_is_not_taken(house: House, sender: str) -> None:
    house.number = Address(Means.TEXT, sender)
    assert await house.text("hi") == 200
    assert house.came() == []


async def test_a_number_that_answers_like_a_machine_is_left_alone_at_last(
    house: House,
) -> None:
    for _ in range(45):
        assert await house.text("auto reply") == 200
    assert len(house.came()) == 40


async def test_stop_is_heard_at_once_and_confirmed_once(house: House) -> None:
    assert [await house.text("STOP"), await house.text("Stop.")] == [200, 200]
    with house.storage.transaction() as work:
        assert house.reaching.notify.gate.is_suppressed(work, house.number)
    (answer,) = house.answers()
    assert "no more texts" in answer


async def test_a_stale_stop_that_is_replayed_after_start_stops_nothing(house: House) -> None:
    once = {"MessageSid": new_id()}
    assert await house.text("STOP", **once) == 200
    assert await house.text("START") == 200
    before = house.answers()
    assert await house.text("STOP", **once) == 200
    assert house.answers() == before
    gate = house.services.reaching.notify.gate
    with house.storage.transaction() as work:
        assert not gate.is_suppressed(work, house.number)


async def test_stop_in_flight_lets_nothing_go_that_was_queued(house: House) -> None:
    with house.storage.transaction() as work:
        work.people.prove(house.number, NOW, PersonId(house.number.value))
        alert = Notification(
            NotificationId(f"to {house.number.value}"),
            f"to {house.number.value}",
            house.number,
            About.ANSWER,
            "Work",
            Owner(person=PersonId(house.number.value)),
            NOW,
        )
        work.notifications.put_all([alert])
    await house.text("STOP")
    assert house.reaching.sender.send(alert.id) is None
    with house.storage.transaction() as work:
        held = work.notifications.get(alert.id)
    assert held
    assert held.state in {State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE}


async def test_yes_from_a_number_that_was_never_asked_agrees_to_nothing(house: House) -> None:
    assert await house.text("YES") == 200
    assert [one.endswith(": Here is work.") for one in house.answers()] == [True], (
        "it is answered as the chat would"
    )
    with house.storage.transaction() as work:
        assert work.people.of_address(house.number) is None


async def test_two_people_with_one_number_have_one_conversation_by_text(house: House) -> None:
    await house.text("cleaning in Saltley")
    await house.text("and painting in Aston")
    assert len({conversation for conversation, _ in house.dialogue.heard}) == 1


async def test_while_the_assistant_loads_a_text_is_told_so_and_not_lost(house: House) -> None:
    house.dialogue.fail(DialogueUnavailableError("loading"))
    assert await house.text("cleaning") == 200
    (answer,) = house.answers()
    assert "send that again" in answer


class AwayTexts(AnswerText):
    """As while the database is locked or away."""

    async def take(self, text: InboundText, *, has_pictures: bool = False) -> bool:
        raise StorageUnavailableError("The database is busy or away.")


async def test_while_the_database_is_away_twilio_is_told_to_come_again(
    made: tuple[Settings, Services],
) -> None:
    settings, services = made
    app = make_app(settings, services, FakeDialogue())
    app[TEXTS] = AwayTexts(services.reaching.desk, app[CONVERSATIONS])
    async with TestClient(TestServer(app)) as client:
        assert await House(client, services, FakeDialogue()).text("hi") == 503


@pytest.fixture
def sent(house: House) -> House:
    """A text whose answer Twilio still owes, to a number of its own."""
    number = house.number.value
    owner, name = Owner(person=PersonId(number)), NotificationId(f"n{number}")
    with house.storage.transaction() as work:
        work.people.prove(house.number, NOW, PersonId(number))
        key = f"the key {number}"
        one = Notification(name, key, house.number, About.ANSWER, "Work", owner, NOW)
        work.notifications.put_all([one])
        work.notifications.take([one.id], NOW)
        work.attempts.begin([Attempt(one.id, 1, NOW)])
    return house


def state(house: House) -> State:
    with house.storage.transaction() as work:
        held = work.notifications.get(NotificationId(f"n{house.number.value}"))
    assert held
    return held.state


def path_of(house: House) -> str:
    return f"{STATUS}?key={written(f'the key {house.number.value}')}"


def report(house: House, status: str, **changes: str) -> dict[str, str]:
    sid = f"SM{house.number.value[1:]}"
    return {"AccountSid": SID, "MessageSid": sid, "MessageStatus": status, **changes}


async def test_reports_move_a_text_on_in_any_order_and_however_often(sent: House) -> None:
    path = path_of(sent)
    for status in ("sent", "delivered", "queued", "sent", "delivered"):
        assert await sent.post(path, report(sent, status)) == 204
    assert state(sent) is State.DELIVERED


async def test_a_replayed_report_of_long_ago_is_harmless(sent: House) -> None:
    path = path_of(sent)
    assert await sent.post(path, report(sent, "delivered")) == 204
    assert await sent.post(path, report(sent, "failed", ErrorCode="30003")) == 204
    assert state(sent) is State.DELIVERED


@pytest.mark.parametrize("key", [written("other"), "%C3%A9", ""])
async def test_a_report_about_another_text_is_taken_and_forgotten(sent: House, key: str) -> None:
    assert await sent.post(f"{STATUS}?key={key}", report(sent, "delivered")) == 204
    assert state(sent) is State.SENDING


async def test_a_key_that_was_changed_breaks_the_signature(sent: House) -> None:
    form = report(sent, "delivered")
    headers = signed(f"{PUBLIC}{STATUS}?key=other", form)
    assert await sent.post(path_of(sent), form, headers=headers) == 403


async def test_a_status_that_is_not_known_changes_nothing(sent: House) -> None:
    assert await sent.post(path_of(sent), report(sent, "teleported")) == 204
    assert state(sent) is State.SENDING
