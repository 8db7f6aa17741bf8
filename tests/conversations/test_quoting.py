"""A price sent and a question put in the chat and by text, with what comes in between."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from bot.bootstrap import make_phrases
from bot.domain.buyer_question import Published, QuestionState
from bot.domain.conversation import ConversationId
from bot.domain.entry import Door, Entry, EntryId, Invitation
from bot.domain.feedback import Owner
from bot.domain.opportunity import LONDON, POSTED_HERE, Source, Visibility
from bot.domain.person import Belonging, Joined, Membership, PersonId
from bot.domain.quote import Quote, VatSaid
from bot.domain.reaching import Address, Means
from bot.domain.supplier import SupplierId
from bot.ports import Work
from connectors.sms.plain_characters import PlainCharacters
from connectors.storage.database import SqlStorage
from tests.client import Chat
from tests.conversations.phone import Phone, new_phone
from tests.examples import opportunity, supplier
from tests.running import NOW, Doorstep
from tests.services.quoting import ENTRY

THEIR_NOW = datetime.fromisoformat(NOW).replace(tzinfo=LONDON)
SAY = make_phrases().say
SEND_PRICE = SAY("invited.choice.submit_quote")
LONGEST_TEXT = 3 * 153
"""Places of a text that goes in three parts: an owner pays nothing, whoever runs it does."""


@dataclass
class Invited:
    """A firm that a buyer invited to a job, and its conversations."""

    doorstep: Doorstep
    entry: Entry
    supplier: SupplierId
    person: PersonId

    @property
    def owner(self) -> Owner:
        """Whose its quotes and questions are."""
        return Owner(supplier=self.supplier)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction in the running Doorstep's database."""
        storage = SqlStorage(self.doorstep.database_url)
        with storage.transaction() as work:
            yield work
        storage.close()

    def on(self, chat: Chat) -> Chat:
        """The chat as the firm's own, as it is once its person has proved who they are."""
        with self.work() as work:
            held = Belonging(ConversationId(chat.id), self.person, self.supplier, THEIR_NOW)
            work.people.belong(held)
        return chat

    def changes(self, **changes: object) -> None:
        """The entry as it stands from now on."""
        with self.work() as work:
            work.entries.save(replace(self.entry, **changes))  # type: ignore[arg-type]


@pytest.fixture
def phone(doorstep_with_samples: Doorstep) -> Phone:
    """The firm's phone."""
    return new_phone(doorstep_with_samples.client)


@pytest.fixture
def invited(doorstep_with_samples: Doorstep, phone: Phone) -> Invited:
    """A firm with a proved number, invited by a buyer: nothing that others can find."""
    new = uuid.uuid4().hex[:8]
    entry = replace(
        ENTRY,
        id=EntryId(str(uuid.uuid4())),
        door=Door.INVITE,
        author=None,
        created_at=THEIR_NOW,
        changed_at=THEIR_NOW,
        posted_at=THEIR_NOW,
        deadline=THEIR_NOW + timedelta(days=10, hours=12),
    )
    made = Invited(
        doorstep_with_samples, entry, SupplierId(f"firm-{new}"), PersonId(f"person-{new}")
    )
    one = opportunity(
        entry.id,
        title=entry.title,
        deadline=entry.deadline,
        visibility=Visibility.INVITED,
        source=Source(POSTED_HERE, None, THEIR_NOW),
    )
    number = Address(Means.TEXT, f"+44{phone.number.replace(' ', '')[1:]}")
    with made.work() as work:
        work.suppliers.save_all([replace(supplier(made.supplier), name="Bright Windows")])
        work.people.prove(number, THEIR_NOW, made.person)
        work.people.join(Membership(made.person, made.supplier, Joined.FOUNDED, THEIR_NOW))
        work.entries.save(entry)
        work.opportunities.save(entry.process_key, one)
        work.entries.invite([Invitation(entry.id, made.supplier, THEIR_NOW, None)])
    return made


def quote_of(invited: Invited) -> Quote:
    """The firm's one quote."""
    with invited.work() as work:
        [held] = work.quotes.all_of(invited.owner)
    return held


def talk(chat: Chat, *lines: str) -> str:
    """The last answer to the lines; one that begins with > is a button."""
    reply = None
    for line in lines:
        reply = chat.press(line[2:]) if line.startswith("> ") else chat.say(line)
    assert reply
    return reply.text


class TestAPrice:
    def test_from_the_invitation_to_the_receipt_with_all_that_comes_between(
        self, invited: Invited, chat: Chat
    ) -> None:
        mine = invited.on(chat)
        assert "invites your firm to answer" in mine.say("hello").text
        assert "invites your firm" not in mine.say("what is a PQQ?").text
        assert "What is your price" in talk(mine, "send my price")
        assert "It is what the buyer compares" in talk(mine, "why do you ask?")
        assert "one sum for the whole job" in talk(mine, "14 quid an hour")
        assert "Is VAT in that price?" in talk(mine, "£450")
        law = talk(mine, "when do they have to pay me?")
        assert "30 days" in law
        assert "is VAT in that price?" in law
        assert "VAT is not known" in talk(mine, "not sure")
        assert "Your price is now £480.00" in talk(mine, "no wait, make it £480 plus vat")
        assert "Who would do the work?" in talk(mine, "Monday the first")
        assert "30 days" in talk(mine, "can they pay late?")
        assert "May we write to you at the number ending in" in talk(mine, "Me and my son")
        shown = talk(mine, "no thanks")
        assert "£480.00 and VAT on top: £576.00 in all" in shown
        assert "Bright Windows" in shown
        receipt = talk(mine, "yes send it")
        assert "Received: 8 November 2025" in receipt
        assert "Sealed until" in receipt
        assert quote_of(invited).draft.vat is VatSaid.ADDED

    def test_it_is_left_and_gone_on_with_on_another_device(
        self, invited: Invited, chat: Chat
    ) -> None:
        begun = talk(invited.on(chat), "hi", f"> {SEND_PRICE}")
        page = re.search(r"/quotes/[\w.~-]+", begun)
        assert page
        assert "Your draft is kept" in talk(chat, "£450", "leave it for now")
        other = invited.on(invited.doorstep.client.begin())
        assert "Is VAT in that price?" in talk(other, "carry on with my quote")
        talk(other, "I'm not registered for VAT")
        assert 'value="450.00"' in invited.doorstep.client.get(page[0]).text

    def test_it_is_changed_told_and_taken_back_until_it_closes(
        self, invited: Invited, chat: Chat
    ) -> None:
        mine = invited.on(chat)
        talk(mine, "send my price", "450 no vat", "Monday", "Me", "no", "yes")
        assert "has your quote" in talk(mine, "what happened with my quote?")
        assert "take the place of what you sent" in talk(mine, "change my price to £420")
        assert "£420.00" in talk(mine, "yes")
        assert "Shall I take back" in talk(mine, "withdraw my quote")
        assert "has your quote" in talk(mine, "no")
        assert "Taken back" in talk(mine, "take my quote back", "> Yes, take it back")
        assert "Received" in talk(mine, "send my price", "yes")
        invited.changes(deadline=THEIR_NOW)
        for said in ("change my price to £1", "withdraw my quote"):
            assert "It has not told yet whom it chose" in talk(mine, said)

    def test_one_that_comes_too_late_or_is_called_off_is_told_so(
        self, invited: Invited, chat: Chat
    ) -> None:
        mine = invited.on(chat)
        talk(mine, "send my price", "450 no vat", "Monday", "Me", "no")
        invited.changes(deadline=THEIR_NOW)
        assert "The closing time is over" in talk(mine, "yes")
        invited.changes(withdrawn_at=THEIR_NOW)
        assert "called off" in talk(mine, "how is my quote doing?")

    def test_what_was_posted_elsewhere_is_answered_where_it_was_posted(self, chat: Chat) -> None:
        talk(chat, "window cleaning in Saltley")
        told = talk(chat, "I want to send them my price for the first one, £300")
        assert "was not posted here, so I cannot take your price for it" in told
        asked = talk(chat, "can you ask the buyer of number 1 if a van can park")
        assert "I cannot pass a question on" in asked


class TestAQuestion:
    def test_it_goes_without_a_name_and_its_answer_is_found_again(
        self, invited: Invited, chat: Chat
    ) -> None:
        mine = invited.on(chat)
        asked = talk(mine, "hello", f"> {SAY('invited.choice.ask_question_to_buyer')}")
        assert "They are not told who asks" in asked
        assert "What would you like to ask?" in talk(mine, "yes")
        warned = talk(mine, "can you ring Bright Windows on 07700 900123?")
        assert "may tell everybody who you are" in warned
        talk(mine, "write it again", "ask them if there is a tap outside")
        assert "30 days" in talk(mine, "when do they pay?")
        assert "without your name" in talk(mine, "yes")
        assert "No answer yet" in talk(mine, "have they answered my question?")
        with invited.work() as work:
            [held] = work.buyer_questions.of_owner(invited.owner)
            told = Published(
                held.id, invited.entry.opportunity_id, "Is there a tap?", "By the door.", THEIR_NOW
            )
            work.buyer_questions.publish(told)
            work.buyer_questions.settle(
                replace(held, state=QuestionState.ANSWERED, reply=told.reply)
            )
        assert held.words == "Can you tell us if there is a tap outside?"
        assert "By the door." in talk(mine, "ask the buyer what did the others ask")

    def test_no_leave_it_sends_nothing(self, invited: Invited, chat: Chat) -> None:
        mine = invited.on(chat)
        assert "I would send this" in talk(mine, "ask the buyer if I can start in January")
        assert "Nothing was sent" in talk(mine, "no, leave it")
        with invited.work() as work:
            assert work.buyer_questions.of_owner(invited.owner) == []


def test_a_price_is_sent_from_a_phone_by_text_alone(invited: Invited, phone: Phone) -> None:
    phone.text("hello")
    phone.text("MORE")
    assert "invites your firm to answer" in " ".join(phone.came), phone.came
    answers = [
        phone.text(words)
        for words in ("send my price", "£450", "dunno", "Monday", "no wait, £480 all in", "Me")
    ]
    assert "What is your price" in answers[0], answers
    assert "Is VAT in that price?" in answers[1]
    assert "Your price is now £480.00" in answers[4]
    assert "May we write to you" in answers[5]
    shown = phone.text("no")
    assert "Shall I send it?" in "".join(phone.came[-3:]), shown
    phone.text("yes")
    assert "Received: 8 November 2025" in "".join(phone.came[-2:])
    assert quote_of(invited).version == 1
    characters = PlainCharacters()
    for text in phone.came:
        assert characters.fold(text) == text
        assert characters.length(text) <= LONGEST_TEXT
