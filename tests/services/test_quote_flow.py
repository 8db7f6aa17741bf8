"""A quote and a question in the chat: each answer kept at once, nothing sent before a yes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.buyer_question import QuestionState
from bot.domain.conversation import ConversationId, Reply
from bot.domain.entry import Door
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import OpportunityId
from bot.domain.quote import VatSaid
from bot.services.ask_flow import AskFlow
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.quote_flow import QuoteFlow
from bot.services.quoting_desk import Pointed, QuotingDesk
from bot.services.which_competition import WhichCompetition
from bot.services.write_quote import Writing
from tests.examples import in_days, opportunity
from tests.services.quoting import AMINA, ENDS, ENTRY, JOB, Quoting
from tests.services.reached import MOBILE, PHRASES
from tests.services.thread import Talk

HERE = Pointed(ENTRY.opportunity_id)


class Quoted(Talk):
    """A conversation in which a price is sent, or a question asked."""

    def __init__(self, made: Quoting) -> None:
        super().__init__()
        self.made = made
        flow = QuoteFlow(PHRASES, made.write, made.send, made.tell, made.news)
        self.asking = AskFlow(made.storage, PHRASES, made.ask)
        self.thread.register(flow, self.asking)
        which = WhichCompetition(
            made.storage, OpportunityAtHand(made.storage), made.competitions, made.clock
        )
        self.desk = QuotingDesk(
            made.storage, PHRASES, which, made.write, made.tell, made.ask, self.asking
        )

    async def start(self) -> Quoted:
        self.id, self.token = await self.hold.start()
        with self.made.storage.transaction() as work:
            work.conversations.start(self.id, "hash", self.clock.now())
        return self

    def price(self, said: str = "", pointed: Pointed = HERE) -> str:
        return self._told_all(self.desk.quote(self.thread, self.id, said, pointed))

    def question(self, said: str = "", pointed: Pointed = HERE) -> str:
        return self._told_all(self.desk.question(self.thread, self.id, said, pointed))

    async def press(self, label: str) -> str:
        """What is answered to a choice of the last answer: also of one that began without words."""
        payload = next(one.payload for one in self.last.choices if one.label == label)
        [self.last] = await self.dialogue.choose(self.id, payload)
        return self.last.text

    def held(self) -> Writing:
        held = self.made.write.begin(self.id, ENTRY.opportunity_id)
        assert isinstance(held, Writing)
        return held

    def _told_all(self, replies: object) -> str:
        assert isinstance(replies, list)
        self.last = replies[-1]
        return "\n\n".join(one.text for one in replies if isinstance(one, Reply))


@pytest.fixture
async def talk() -> Quoted:
    return await Quoted(Quoting()).start()


async def answer_all(talk: Quoted) -> str:
    """Everything that is asked, up to the last question."""
    await talk.say("1450")
    await talk.say("not registered")
    await talk.say("Next Monday")
    await talk.say("Me and my son")
    await talk.say("Bright Windows")
    return await talk.say("07700 900123")


async def test_it_is_asked_for_part_by_part_and_sent_after_a_yes(talk: Quoted) -> None:
    assert "What is your price for the whole job" in talk.price("start the quote")
    assert "Shall I send it?" in await answer_all(talk)
    assert talk.made.open.received(AMINA, JOB).count == 0
    told = await talk.say("yes", "affirm", 0.9)
    assert "Received: 23 November 2026, 09:0" in told
    assert "£1,450.00" in told
    assert talk.made.open.received(AMINA, JOB).count == 1


async def test_a_price_said_at_once_is_taken_in(talk: Quoted) -> None:
    assert "They ask: When could you start?" in talk.price("£380 plus vat, send it them")
    draft = talk.held().quote.draft
    assert (draft.price, draft.vat) == (Decimal(380), VatSaid.ADDED)


async def test_each_answer_is_in_the_draft_at_once(talk: Quoted) -> None:
    talk.price()
    await talk.say("1450")
    assert talk.held().quote.draft.price == Decimal(1450)
    await talk.say("leave it", "cancel", 0.9)
    assert "They ask" in talk.price("2000 all in")
    assert talk.held().quote.draft.price == Decimal(2000)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("0", "A price of nothing"),
        ("£25 an hour", "one sum for the whole job"),
        ("a billion", "more than ten million"),
        ("£900 or £1200", "more than one sum"),
    ],
)
async def test_what_is_no_price_is_asked_again(talk: Quoted, said: str, told: str) -> None:
    talk.price()
    assert told in await talk.say(said)
    assert talk.held().quote.draft.price is None


async def test_vat_that_nobody_knows_is_said_so(talk: Quoted) -> None:
    talk.price()
    await talk.say("1450")
    assert "the buyer will see that VAT is not known" in await talk.press("I do not know")


async def test_not_yet_keeps_the_draft(talk: Quoted) -> None:
    talk.price()
    await answer_all(talk)
    told = await talk.press("Not yet")
    assert "Nothing was sent" in told
    assert talk.made.open.received(AMINA, JOB).count == 0
    assert "Shall I send it?" in talk.price()


async def test_whoever_proved_a_number_is_asked_whether_to_write_there(talk: Quoted) -> None:
    talk.made.firm("firm", MOBILE.value, talk.id)
    talk.price("1450 no vat")
    await talk.say("Monday")
    assert "May we write to you at the number ending in 123" in await talk.say("Me")
    await talk.press("Yes, write to me")
    await talk.press("Yes, send it")
    assert "your quote for Clean 12 windows" in talk.made.texts.last


async def test_a_quote_that_comes_too_late_is_told_so(talk: Quoted) -> None:
    talk.price()
    await answer_all(talk)
    talk.made.at(ENDS)
    assert "The closing time is over" in await talk.press("Yes, send it")


async def test_something_else_in_between_leads_back(talk: Quoted) -> None:
    talk.price()
    told = await talk.say("what is a dbs check?", "ask_jargon", 0.9)
    assert "what is your price for the whole job?" in told


async def test_what_was_posted_elsewhere_is_not_taken_but_told_how(talk: Quoted) -> None:
    one = opportunity("else", how_to_respond="Sign in to In-Tend.", deadline=in_days(9))
    with talk.made.storage.transaction() as work:
        work.opportunities.save(ProcessKey("else"), one)
    told = talk.price("1450", Pointed(OpportunityId("else")))
    assert "I cannot take your price for it" in told
    assert "Sign in to In-Tend." in told
    assert "I cannot pass a question on" in talk.question("", Pointed(OpportunityId("else")))


async def test_among_several_the_owner_picks_and_with_none_is_told_how(talk: Quoted) -> None:
    assert "Which job is it for?" in talk.price("1450", Pointed())
    entry = replace(ENTRY, door=Door.INVITE)
    talk.made.posted(entry, "firm")
    talk.made.firm("firm", MOBILE.value, talk.id)
    assert "They ask" in talk.price("1450 no vat", Pointed())


class TestOnceBegun:
    """What was said is put right, and what was sent is told, changed and taken back."""

    @pytest.mark.parametrize(
        ("said", "price", "vat"),
        [
            ("no wait, £480", 480, VatSaid.INCLUDED),
            ("sorry, I meant 480 plus vat", 480, VatSaid.ADDED),
            ("actually no vat", 1450, VatSaid.NOT_REGISTERED),
        ],
    )
    async def test_a_price_is_put_right_in_the_middle_of_another_question(
        self, talk: Quoted, said: str, price: int, vat: VatSaid
    ) -> None:
        talk.price("1450 all in")
        told = await talk.say(said)
        draft = talk.held().quote.draft
        assert (draft.price, draft.vat, dict(draft.answers)) == (Decimal(price), vat, {})
        assert "Your price is now" in told
        assert "They ask: When could you start?" in told

    async def test_a_part_is_said_anew_in_the_middle_of_another_question(
        self, talk: Quoted
    ) -> None:
        talk.price("1450 all in")
        assert "What is your price" in await talk.say("oh wait, my price is wrong")
        assert "When could you start?" in await talk.say("1300")
        await talk.say("Monday")
        assert "When could you start?" not in await talk.say("The price of wood may change.")
        draft = talk.held().quote.draft
        assert draft.price == Decimal(1300)
        assert draft.answers["ask2"] == "The price of wood may change."

    async def test_whoever_does_not_know_of_vat_says_so_in_words(self, talk: Quoted) -> None:
        talk.price("1450")
        assert "VAT is not known" in await talk.say("dunno")
        assert talk.held().quote.draft.vat is VatSaid.UNKNOWN

    async def test_any_part_is_changed_before_it_goes(self, talk: Quoted) -> None:
        talk.price()
        await answer_all(talk)
        await talk.press("Change something")
        assert "Which name" in await talk.press("The name")
        assert "Brighter Windows" in await talk.say("Brighter Windows")
        assert "When could you start?" in await talk.say("when could you start is wrong")
        assert "Tuesday" in await talk.say("Tuesday")
        assert "What is your price" in await talk.say("change the price")
        assert "£900.00" in await talk.say("900")
        assert "£950.00" in await talk.say("£950")
        assert talk.made.open.received(AMINA, JOB).count == 0

    async def test_one_that_was_sent_is_told_and_not_sent_again(self, talk: Quoted) -> None:
        talk.price()
        await answer_all(talk)
        await talk.press("Yes, send it")
        for said in ("send my price", "what happened with my quote?"):
            told = talk.price(said, Pointed())
            assert "has your quote" in told
            assert [one.label for one in talk.last.choices] == ["Change it", "Take it back"]

    async def test_one_that_was_sent_is_changed(self, talk: Quoted) -> None:
        talk.price()
        await answer_all(talk)
        await talk.press("Yes, send it")
        told = talk.price("change my price to £1,300", Pointed())
        assert "take the place of what you sent" in told
        await talk.press("Yes, send it")
        held = talk.held()
        assert (held.quote.version, held.sent) == (2, held.quote.draft)
        assert held.quote.draft.price == Decimal(1300)

    async def test_one_that_was_sent_is_taken_back_after_a_yes_only(self, talk: Quoted) -> None:
        talk.price()
        await answer_all(talk)
        await talk.press("Yes, send it")
        assert "Shall I take back" in talk.price("withdraw my quote", Pointed())
        assert "has your quote" in await talk.press("No, leave it")
        assert talk.made.open.received(AMINA, JOB).count == 1
        talk.price("take my price back", Pointed())
        assert "Taken back" in await talk.say("yes", "affirm", 0.9)
        assert talk.made.open.received(AMINA, JOB).count == 0
        assert "Shall I send it?" in talk.price("send my price", Pointed())

    async def test_one_second_past_nothing_is_changed_or_taken_back(self, talk: Quoted) -> None:
        talk.price()
        await answer_all(talk)
        await talk.press("Yes, send it")
        talk.price("withdraw my quote", Pointed())
        talk.made.at(ENDS)
        assert "The closing time is over" in await talk.press("Yes, take it back")
        for said in ("change my price to £5", "take my price back", "any news of my quote?"):
            told = talk.price(said, Pointed())
            assert "It has not told yet whom it chose" in told
        assert talk.made.open.received(AMINA, JOB).count == 1

    async def test_what_came_of_it_is_told_in_the_chat(self, talk: Quoted) -> None:
        talk.price()
        await answer_all(talk)
        await talk.press("Yes, send it")
        quote = talk.held().quote.id
        talk.made.at(ENDS)
        talk.made.open.open(AMINA, JOB)
        talk.made.outcome.award(AMINA, JOB, quote, {})
        assert "You were chosen" in talk.price("did i win? status of my quote", Pointed())

    async def test_who_has_sent_none_begins_one(self, talk: Quoted) -> None:
        assert "What is your price" in talk.price("withdraw my quote")


class TestAsking:
    async def test_what_was_answered_is_told_and_no_question_is_made_of_it(
        self, talk: Quoted
    ) -> None:
        assert "Nothing is answered so far" in talk.question("have they answered my question?")
        for words in ("ask them if it is big", "ask them if it is high"):
            talk.question(words)
            await talk.press("Yes, send it")
        waiting = {words: one for one, words in talk.made.answer.asked(AMINA, JOB).waiting}
        big = "Can you tell us if it is big?"
        talk.made.answer.answer(AMINA, JOB, waiting[big], big, "Twelve metres.")
        told = talk.question("what did the others ask?")
        assert "Twelve metres." in told
        assert "it is high?”. No answer yet" in told
        assert len(talk.made.answer.asked(AMINA, JOB).waiting) == 1

    @pytest.mark.parametrize(
        ("said", "goal", "told"),
        [
            ("yes", "affirm", "What would you like to ask?"),
            ("no thanks", "deny", "Nothing was sent"),
            ("ask the first one how many floors", "ask_question_to_buyer", "“How many floors?”"),
        ],
    )
    async def test_a_yes_is_no_question(
        self, talk: Quoted, said: str, goal: str, told: str
    ) -> None:
        talk.question("I want to ask the buyer something")
        assert told in await talk.say(said, goal, 0.9)

    async def test_leave_it_is_no_other_question(self, talk: Quoted) -> None:
        talk.question("ask them how many floors")
        assert "Nothing was sent" in await talk.say("no, leave it", "deny", 0.9)

    async def test_a_question_goes_after_a_yes(self, talk: Quoted) -> None:
        told = talk.question("can you ask them if parking is provided")
        assert "I would send this: “Can you tell us if parking is provided?”" in told
        assert "They are not told who asks" in told
        assert "Sent to Birmingham City Council" in await talk.press("Yes, send it")
        [(_id, words)] = talk.made.answer.asked(AMINA, JOB).waiting
        assert words == "Can you tell us if parking is provided?"

    async def test_the_words_are_asked_for_where_there_are_none(self, talk: Quoted) -> None:
        assert "What would you like to ask?" in talk.question("I want to ask the buyer something")
        await talk.say("Is there a tap outside?", "ask_jargon", 0.9)
        await talk.press("Yes, send it")
        assert len(talk.made.answer.asked(AMINA, JOB).waiting) == 1

    async def test_what_tells_who_asks_is_warned_of_and_can_be_written_again(
        self, talk: Quoted
    ) -> None:
        told = talk.question("ask them to ring Clean Sweep Ltd on 07700 900123")
        assert "may tell everybody who you are" in told
        await talk.press("Write it again")
        await talk.say("Could we see it first?")
        await talk.press("Yes, send it")
        [(_id, words)] = talk.made.answer.asked(AMINA, JOB).waiting
        assert words == "Could we see it first?"

    async def test_a_no_sends_nothing(self, talk: Quoted) -> None:
        talk.question("ask them if parking is provided")
        assert "Nothing was sent" in await talk.press("No, leave it")
        assert talk.made.answer.asked(AMINA, JOB).waiting == []

    async def test_a_question_too_late_is_told_so(self, talk: Quoted) -> None:
        talk.made.at(ENDS)
        assert "no questions are taken any more" in talk.question("ask them if it is big")

    async def test_two_questions_are_two(self, talk: Quoted) -> None:
        for words in ("ask them if parking is free", "ask them if it has a kitchen"):
            talk.question(words)
            await talk.press("Yes, send it")
        with talk.made.storage.transaction() as work:
            held = work.buyer_questions.of(ENTRY.opportunity_id)
        assert [one.state for one in held] == [QuestionState.WAITING] * 2
        assert held[0].owner.conversation == ConversationId(talk.id)
