"""A conversation is handed to a person by consent alone, as it stood, with a receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.bootstrap import CONTENT
from bot.bootstrap.mails import make_write_mail
from bot.bootstrap.thread import make_hand_over
from bot.domain.consent import Answer, Channel, Purpose
from bot.domain.conversation import Reply
from bot.domain.feedback import Owner
from bot.domain.hand_over import HandOver, HandOverState
from bot.domain.keyed_hash import KeyedHash
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.services.answer_message import AnswerMessage
from bot.services.hold_conversation import HoldConversation
from bot.services.look_back import LookBack
from bot.services.mail_hand_over import MailHandOver
from bot.services.may_write import MayWrite
from bot.services.notify import Notify
from bot.services.send_notification import SendNotification
from connectors.text.requests import load_first_help
from tests.examples import NOW
from tests.fake_held import eraser
from tests.fake_reaching import FakeCarrier
from tests.fakes import FakeClock
from tests.services.desk import Desk
from tests.services.reached import OPERATOR
from tests.services.thread import PHRASES, Talk, finish_question

FOUND = Reply("Two jobs.", ({"id": "one", "title": "Cleaning of offices"},))


class Handed(Talk):
    """A conversation where somebody can be turned to."""

    def __init__(self, email: str = "amina@example.org") -> None:
        super().__init__()
        help_ = load_first_help(CONTENT, PHRASES, "Amina Khan" if email else "", email)
        offer = make_hand_over(self.storage, PHRASES, help_.person, self.thread, self._mail())
        desk = Desk()
        look = LookBack(desk.storage, desk.find)
        answer = AnswerMessage(
            self.dialogue, help_.at_once, self.thread, offer, look, finish_question(self.storage)
        )
        self.hold = HoldConversation(self.storage, self.dialogue, answer, eraser(self.storage))

    def _mail(self) -> MailHandOver:
        """What mails to Amina, by a carrier that is read here."""
        self.mails, clock = FakeCarrier(), FakeClock(NOW)
        carriers = {Means.MAIL: self.mails}
        gate = MayWrite(carriers, OPERATOR, Recipients(anybody=True), KeyedHash(b"s" * 32))
        wait = timedelta(minutes=1)
        sender = SendNotification(self.storage, carriers, {}, gate, clock, wait)
        notify = Notify(self.storage, sender, gate, clock)
        to = Address(Means.MAIL, "amina@example.org")
        return MailHandOver(notify, make_write_mail(PHRASES, OPERATOR), PHRASES, to)

    async def start(self) -> Handed:
        self.id, self.token = await self.hold.start()
        self.dialogue.replies = [FOUND]
        await self.say("cleaning in Saltley")
        self.dialogue.replies = [Reply("Something else.")]
        return self

    def handed(self) -> list[HandOver]:
        with self.storage.transaction() as work:
            return work.hand_overs.in_state(tuple(HandOverState))

    def consents(self) -> list[Answer]:
        with self.storage.transaction() as work:
            return [one.answer for one in work.consents.of(Owner(self.id), Purpose.HAND_OVER)]


@pytest.fixture
async def talk() -> Handed:
    return await Handed().start()


async def test_consent_is_noted_where_it_was_given(talk: Handed) -> None:
    with talk.storage.transaction() as work:
        work.inbound_texts.begin_thread(Address(Means.TEXT, "+447700900123"), talk.id)
    await agree(talk)
    with talk.storage.transaction() as work:
        steps = work.consents.of(Owner(talk.id), Purpose.HAND_OVER)
    assert [one.channel for one in steps] == [Channel.TEXT, Channel.TEXT]


async def agree(talk: Handed) -> str:
    await talk.say("can I talk to a person")
    return await talk.press("Yes")


async def test_it_is_offered_with_whom_to_write_to(talk: Handed) -> None:
    told = await talk.say("speak to a human")
    assert "amina@example.org" in told
    assert "Shall I pass this conversation to Amina Khan?" in told
    assert talk.labels() == ["Yes", "No", "Why do you ask?"]
    assert talk.dialogue.heard[1:] == [], "it needs no model"


async def test_where_nobody_is_named_nothing_is_offered() -> None:
    talk = await Handed(email="").start()
    assert await talk.say("person") == PHRASES.say("person.nobody")
    assert talk.labels() == []


async def test_with_a_yes_it_is_passed_on_as_it_stood(talk: Handed) -> None:
    await agree(talk)
    await talk.say("When will I be paid?", "ask_payment", 0.9)
    told = await talk.say("0121 496 0000", phone="+441214960000")
    [one] = talk.handed()
    assert (one.about, one.contact) == ("When will I be paid?", "+441214960000")
    assert one.state is HandOverState.WAITING
    assert one.transcript[0].said == "cleaning in Saltley"
    assert one.transcript[0].answered == "Two jobs.\n- Cleaning of offices"
    for part in ("Amina Khan", "4 messages", "When will I be paid?", "+441214960000"):
        assert part in told
    for part in ("When will I be paid?", "+441214960000", "cleaning in Saltley"):
        assert part in talk.mails.last


async def test_what_was_agreed_to_is_evidence(talk: Handed) -> None:
    await agree(talk)
    with talk.storage.transaction() as work:
        asked, yes = work.consents.of(Owner(talk.id), Purpose.HAND_OVER)
    assert (asked.answer, yes.answer) == (Answer.ASKED, Answer.YES)
    assert yes.wording in (await talk.hold.history(talk.id, talk.token))[1].replies[0].text
    assert yes.version == PHRASES.say("hand_over.consent.version")


@pytest.mark.parametrize("words", ["no", "nah you're alright"])
async def test_with_a_no_nothing_is_passed_on_and_nothing_more_asked(
    talk: Handed, words: str
) -> None:
    await talk.say("person")
    told = await talk.say(words, "deny", 0.8)
    assert told == PHRASES.say("hand_over.refused", person="Amina Khan")
    assert talk.handed() == []
    assert talk.mails.carried == []
    assert talk.consents() == [Answer.ASKED, Answer.NO]
    assert await talk.say("hello") == "Something else."


async def test_half_done_nothing_is_passed_on(talk: Handed) -> None:
    await agree(talk)
    await talk.say("When will I be paid?")
    assert await talk.say("never mind") == PHRASES.say("hand_over.left")
    assert talk.handed() == []


async def test_a_number_may_come_with_the_question(talk: Handed) -> None:
    await agree(talk)
    await talk.say("ring me on 0121 496 0000 about my bid", phone="+441214960000")
    [one] = talk.handed()
    assert one.contact == "+441214960000"


async def test_a_number_given_before_the_yes_is_kept_for_it_and_passed_on_only_with_it(
    talk: Handed,
) -> None:
    await talk.say("can I talk to a person")
    told = await talk.say("0121 496 0000", phone="+441214960000")
    assert told.startswith("I keep that for them, if you say yes. Shall I pass")
    assert talk.handed() == []
    assert talk.consents() == [Answer.ASKED]
    await talk.press("Yes")
    await talk.say("when will I be paid?")
    [one] = talk.handed()
    assert one.contact == "+441214960000"


async def test_without_a_number_it_says_that_nobody_can_answer(talk: Handed) -> None:
    await agree(talk)
    await talk.say("skip")
    told = await talk.press("I'd rather not say")
    assert PHRASES.say("hand_over.next.unreachable", person="Amina Khan") in told
    [one] = talk.handed()
    assert (one.about, one.contact) == ("", "")


async def test_a_number_that_is_none_is_asked_again(talk: Handed) -> None:
    await agree(talk)
    await talk.say("a question")
    assert await talk.say("0121 49") == PHRASES.say("hand_over.unclear.contact")
    assert talk.handed() == []


async def test_in_the_middle_something_else_may_be_asked(talk: Handed) -> None:
    await agree(talk)
    await talk.say("a question")
    told = await talk.say("what is a PQQ?", "ask_jargon", 0.9)
    assert told.startswith("Something else.")
    assert "how can they reach you" in told


async def test_while_one_waits_no_second_is_offered_until_it_is_answered(talk: Handed) -> None:
    await agree(talk)
    await talk.say("a question")
    await talk.press("I'd rather not say")
    assert PHRASES.say("hand_over.waiting") in await talk.say("person")
    assert talk.labels() == []
    [one] = talk.handed()
    with talk.storage.transaction() as work:
        work.hand_overs.move(one.id, HandOverState.ANSWERED, NOW)
    assert "Shall I pass" in await talk.say("person")


async def test_nothing_is_left_once_the_conversation_is_erased(talk: Handed) -> None:
    await agree(talk)
    await talk.say("a question")
    await talk.press("I'd rather not say")
    await talk.hold.forget(talk.id, talk.token)
    assert talk.handed() == []
    assert talk.consents() == []
