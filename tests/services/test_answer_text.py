from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.domain.consent import Answer, Channel, Consent, EvidenceKind, Purpose
from bot.domain.conversation import Choice, ConversationId, Reply
from bot.domain.errors import DialogueUnavailableError
from bot.domain.feedback import Owner
from bot.domain.inbound import InboundText
from bot.domain.person import PersonId
from bot.domain.reaching import Address
from bot.services.answer_text import AnswerText
from bot.services.consent_to_alerts import Asked, Wish
from bot.services.erase_held import EraseHeld
from bot.services.hold_conversation import HoldConversation
from tests.fake_held import eraser
from tests.fakes import FakeDialogue
from tests.services.reached import (
    MAILBOX,
    MOBILE,
    OTHER_MOBILE,
    OTHER_TALK,
    TALK,
    Reached,
)
from tests.services.thread import answer_message, keep_thread

FIRST_OF_A_DAY = "Doorstep, run by Eastside Hub (STOP ends texts): "


class Phone:
    """A phone, and the service that it texts with."""

    def __init__(self, *replies: Reply) -> None:
        self.reached = Reached()
        self.dialogue = FakeDialogue(*replies)
        self.talk_with(self.dialogue, eraser(self.reached.storage))
        self.count = 0

    def talk_with(self, dialogue: FakeDialogue, erase: EraseHeld) -> None:
        """Has its texts answered by that dialogue."""
        answer = answer_message(dialogue, keep_thread(self.reached.storage))
        hold = HoldConversation(self.reached.storage, dialogue, answer, erase)
        self.answers = AnswerText(self.reached.desk, hold)

    async def text(self, words: str, sender: Address = MOBILE, once: str = "") -> list[str]:
        """What is texted back."""
        self.count += 1
        before = len(self.reached.texts.carried)
        now = self.reached.clock.now()
        await self.answers.take(InboundText(once or f"t{self.count}", sender, words, now))
        texted = [words for _, _, words in self.reached.texts.carried[before:]]
        return [words.removeprefix(FIRST_OF_A_DAY) for words in texted]

    def steps(self, person: PersonId) -> Sequence[Consent]:
        with self.reached.storage.transaction() as work:
            return work.consents.of(Owner(person=person), Purpose.ALERTS)

    def asked_for_texts(self) -> PersonId:
        """Somebody with a proved number, who asked for texts in the chat."""
        person = self.reached.proved(TALK).person
        assert self.reached.alerts.wish(TALK) == Wish(Asked.SENT, MOBILE)
        return person


class TestStop:
    @pytest.mark.parametrize(
        "word",
        ["STOP", "stop", " Stop. ", "STOPALL", "Unsubscribe", "cancel", "END", "quit", "opt-out",
         "OptOut", "Revoke", "stop texting me", "STOP!!!"],
    )  # fmt: skip
    async def test_the_word_alone_ends_all_texts_and_says_so_once(self, word: str) -> None:
        phone = Phone()
        (told,) = await phone.text(word)
        assert "no more texts" in told
        assert told.startswith("Doorstep, run by Eastside Hub")
        assert await phone.text(word) == []
        assert await phone.text("cleaning in Saltley") == []

    @pytest.mark.parametrize(
        "words",
        ["STOP 12 Main Street", "when does it stop", "bus stop cleaning", "stopcock repairs"],
    )
    async def test_the_word_among_others_is_a_message(self, words: str) -> None:
        phone = Phone(Reply("Here is what I found."))
        assert await phone.text(words) == ["Here is what I found."]

    async def test_it_withdraws_what_was_agreed_with_the_text_as_evidence(self) -> None:
        phone = Phone()
        person = phone.asked_for_texts()
        await phone.text("YES")
        await phone.text("STOP", once="the-stop")
        last = phone.steps(person)[-1]
        assert (last.answer, last.channel) == (Answer.WITHDRAWN, Channel.TEXT)
        assert last.evidence is not None
        assert (last.evidence.kind, last.evidence.id) == (EvidenceKind.INBOUND_TEXT, "the-stop")

    async def test_start_brings_back_what_stop_ended_and_nothing_else(self) -> None:
        phone = Phone(Reply("Hello."))
        person = phone.asked_for_texts()
        await phone.text("YES")
        await phone.text("STOP")
        assert "texts can reach you again" in (await phone.text("START"))[0]
        assert phone.steps(person)[-1].answer is Answer.YES
        assert "reply START" in phone.steps(person)[-1].wording
        assert await phone.text("hello") == ["Hello."]

    async def test_start_makes_no_yes_of_a_question_that_was_only_asked(self) -> None:
        phone = Phone()
        person = phone.asked_for_texts()
        await phone.text("STOP")
        await phone.text("START")
        assert phone.steps(person)[-1].answer is Answer.NO

    async def test_it_outlives_the_person_and_the_conversation(self) -> None:
        phone = Phone()
        person = phone.asked_for_texts()
        await phone.text("STOP")
        with phone.reached.storage.transaction() as work:
            work.people.forget(person)
            work.conversations.forget(TALK)
        phone.reached.clock.pass_by(days=3650)
        assert await phone.text("hello") == []

    async def test_said_in_the_chat_it_ends_messages_to_every_address_at_once(self) -> None:
        phone = Phone()
        person = phone.asked_for_texts()
        phone.reached.proved(TALK, MAILBOX)
        await phone.text("YES")
        assert phone.reached.stop.in_chat(TALK) == 2
        assert phone.steps(person)[-1].answer is Answer.WITHDRAWN
        assert phone.steps(person)[-1].channel is Channel.WEB_CHAT
        with phone.reached.storage.transaction() as work:
            assert all(phone.reached.gate.is_suppressed(work, to) for to in (MOBILE, MAILBOX))

    def test_in_a_conversation_that_is_nobodys_there_is_nothing_to_end(self) -> None:
        phone = Phone()
        phone.reached.proved(TALK)
        assert phone.reached.stop.in_chat(OTHER_TALK) == 0


class TestYes:
    async def test_only_a_yes_from_the_number_makes_the_wish_stand(self) -> None:
        phone = Phone()
        person = phone.asked_for_texts()
        assert not phone.reached.alerts.stands(TALK)
        await phone.text("yes", OTHER_MOBILE)
        assert not phone.reached.alerts.stands(TALK)
        assert "Your yes is noted" in (await phone.text("Yes please"))[0]
        assert phone.reached.alerts.stands(TALK)
        asked, yes = phone.steps(person)
        assert (asked.answer, asked.channel) == (Answer.ASKED, Channel.WEB_CHAT)
        assert (yes.answer, yes.channel) == (Answer.YES, Channel.TEXT)
        assert asked.wording == yes.wording
        assert "Reply YES" in yes.wording
        assert yes.evidence is not None

    async def test_no_number_is_asked_that_was_not_proved(self) -> None:
        phone = Phone()
        assert phone.reached.alerts.wish(TALK) == Wish(Asked.NO_NUMBER)
        assert phone.reached.texts.carried == []

    async def test_a_yes_after_a_week_answers_nothing(self) -> None:
        phone = Phone(Reply("Yes to what?"))
        phone.asked_for_texts()
        phone.reached.clock.pass_by(days=7, seconds=1)
        assert await phone.text("YES") == ["Yes to what?"]
        assert not phone.reached.alerts.stands(TALK)

    def test_the_question_goes_out_once_a_day_at_most(self) -> None:
        phone = Phone()
        phone.asked_for_texts()
        assert phone.reached.alerts.wish(TALK) == Wish(Asked.WAITING, MOBILE)
        phone.reached.clock.pass_by(days=1)
        assert phone.reached.alerts.wish(TALK) == Wish(Asked.SENT, MOBILE)

    async def test_whoever_agreed_is_not_asked_again(self) -> None:
        phone = Phone()
        phone.asked_for_texts()
        await phone.text("YES")
        assert phone.reached.alerts.wish(TALK) == Wish(Asked.STANDS, MOBILE)

    async def test_whoever_writes_by_text_wishes_for_their_own_number(self) -> None:
        phone = Phone()
        await phone.text("hello")
        with phone.reached.storage.transaction() as work:
            thread = work.inbound_texts.thread(MOBILE)
        assert thread is not None
        assert phone.reached.alerts.wish(thread) == Wish(Asked.SENT, MOBILE)
        await phone.text("YES")
        assert phone.reached.alerts.stands(thread)


class Erasing(FakeDialogue):
    """Asks for the erasure of whoever writes "erase me", as the action does."""

    def __init__(self, erase: EraseHeld) -> None:
        super().__init__(Reply("Hello."))
        self.erase = erase

    async def reply(self, conversation: ConversationId, message: str) -> list[Reply]:
        told = await super().reply(conversation, message)
        if message == "erase me":
            return [Reply(f"Done. Your receipt is {self.erase.ask(conversation)}.")]
        return told


class TestErasure:
    """Whoever erases by text has the receipt by text, and then everything goes."""

    def erasing(self) -> tuple[Phone, EraseHeld]:
        phone = Phone()
        erase = eraser(phone.reached.storage, clock=phone.reached.clock)
        phone.talk_with(Erasing(erase), erase)
        return phone, erase

    def is_held(self, phone: Phone) -> bool:
        with phone.reached.storage.transaction() as work:
            return work.inbound_texts.thread(MOBILE) is not None

    async def test_the_receipt_comes_and_a_minute_later_all_is_gone(self) -> None:
        phone, erase = self.erasing()
        (told,) = await phone.text("erase me")
        number = told.removeprefix("Done. Your receipt is ").removesuffix(".")
        assert erase.is_asked(number)
        assert erase.finish_all_asked() == 0
        phone.reached.clock.pass_by(minutes=1)
        assert erase.finish_all_asked() == 1
        assert erase.receipt(number).number == number
        assert not self.is_held(phone)
        assert not erase.is_asked(number)

    async def test_what_is_texted_meanwhile_is_answered_and_goes_too(self) -> None:
        phone, erase = self.erasing()
        await phone.text("erase me")
        phone.reached.clock.pass_by(seconds=59)
        assert await phone.text("thanks") == ["Hello."]
        phone.reached.clock.pass_by(seconds=59)
        assert erase.finish_all_asked() == 0
        phone.reached.clock.pass_by(seconds=1)
        assert erase.finish_all_asked() == 1
        assert not self.is_held(phone)

    async def test_asked_twice_it_is_one_erasure_with_one_receipt(self) -> None:
        phone, _ = self.erasing()
        assert await phone.text("erase me") == await phone.text("erase me")

    async def test_cut_off_before_its_answer_the_receipt_still_goes_out_once(self) -> None:
        """The turn was stored, the process died, and a new one finds the text unanswered."""
        phone, erase = self.erasing()
        text = phone.reached.came("erase me", once="t1")
        phone.reached.texts.fault = RuntimeError("killed")
        with pytest.raises(RuntimeError):
            await phone.answers.take(text)
        phone.reached.texts.fault = None
        phone.reached.clock.pass_by(minutes=5)
        assert erase.at_start() == 0
        assert self.is_held(phone)
        assert await phone.answers.answer_waiting(phone.reached.clock.now()) == 1
        assert len(phone.reached.texts.carried) == 1

    async def test_whoever_said_stop_is_erased_without_a_text(self) -> None:
        phone, erase = self.erasing()
        await phone.text("STOP")
        assert await phone.text("erase me") == []
        phone.reached.clock.pass_by(minutes=1)
        assert erase.finish_all_asked() == 1


class TestAllElse:
    async def test_a_number_holds_one_conversation_as_any_other(self) -> None:
        phone = Phone(Reply("Found two."))
        assert await phone.text("cleaning in Saltley") == ["Found two."]
        await phone.text("cheaper")
        talks = {talk for talk, _ in phone.dialogue.heard}
        assert len(talks) == 1
        await phone.text("catering", OTHER_MOBILE)
        assert len({talk for talk, _ in phone.dialogue.heard}) == 2

    async def test_a_text_that_is_delivered_twice_is_answered_once(self) -> None:
        phone = Phone(Reply("Found two."))
        assert await phone.text("cleaning", once="same") == ["Found two."]
        assert await phone.text("cleaning", once="same") == []
        assert len(phone.dialogue.heard) == 1

    async def test_the_first_answer_of_a_day_says_who_writes_and_how_to_end_it(self) -> None:
        phone = Phone(Reply("Found two."))
        for hours, is_first in ((0, True), (23, False), (25, True)):
            phone.reached.clock.pass_by(hours=hours)
            await phone.text("cleaning")
            assert phone.reached.texts.last.startswith(FIRST_OF_A_DAY) is is_first

    async def test_a_digit_is_the_choice_of_that_number(self) -> None:
        choices = (Choice("", "Show more", "/show_more"), Choice("", "Why?", "/ask_why_match"))
        phone = Phone(Reply("Found two.", (), choices))
        assert "2 Why?" in (await phone.text("cleaning"))[0]
        await phone.text("2.")
        assert phone.dialogue.chosen[-1][1] == "/ask_why_match"
        phone.dialogue.replies = [Reply("No choice here.")]
        await phone.text("7")
        assert phone.dialogue.heard[-1][1] == "7"

    async def test_a_long_answer_comes_a_text_at_a_time(self) -> None:
        words = " ".join(f"Sentence number {n} is here." for n in range(1, 21))
        phone = Phone(Reply(words))
        (first,) = await phone.text("tell me all")
        assert len(first) <= 160
        assert first.endswith("Reply MORE")
        told = [first]
        while told[-1].endswith("Reply MORE"):
            told += await phone.text("MORE")
        assert "Sentence number 20 is here." in told[-1]
        assert len(phone.dialogue.heard) == 1
        phone.dialogue.replies = [Reply("Three more.")]
        assert await phone.text("more") == ["Three more."]

    async def test_help_says_who_writes_and_how_to_stop(self) -> None:
        (told,) = await Phone().text("HELP")
        assert all(part in told for part in ("Eastside Hub", "STOP", "hub@example.org"))

    async def test_a_code_that_is_texted_back_belongs_in_the_chat(self) -> None:
        phone = Phone()
        phone.reached.prove.ask(TALK, MOBILE)
        (told,) = await phone.text(phone.reached.code())
        assert "belongs in the chat" in told
        with phone.reached.storage.transaction() as work:
            assert work.people.of_address(MOBILE) is None

    async def test_while_the_dialogue_is_away_the_phone_is_told_to_try_again(self) -> None:
        phone = Phone()
        phone.dialogue.fail(DialogueUnavailableError("loading"))
        (told,) = await phone.text("cleaning")
        assert "in a minute" in told

    async def test_a_text_of_nothing_but_signs_is_answered(self) -> None:
        (told,) = await Phone().text("\u0000")
        assert "could not read that" in told

    async def test_a_number_that_was_proved_in_a_chat_is_known_by_text(self) -> None:
        phone = Phone(Reply("Hello."))
        phone.reached.claims.names[TALK] = "Khan & Sons"
        person = phone.reached.proved(TALK).person
        await phone.text("hello")
        with phone.reached.storage.transaction() as work:
            thread = work.inbound_texts.thread(MOBILE)
            held = work.people.belonging(thread) if thread else None
        assert held is not None
        assert held.person == person
        assert held.supplier is not None

    async def test_card_numbers_are_hidden_before_anything_is_kept_of_them(self) -> None:
        phone = Phone(Reply("Found two."))
        await phone.text("my card is 4111 1111 1111 1111")
        assert "4111" not in phone.dialogue.heard[-1][1]
        with phone.reached.storage.transaction() as work:
            assert "4111" not in work.inbound_texts.of(MOBILE)[0].words
