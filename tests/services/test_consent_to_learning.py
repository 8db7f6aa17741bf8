"""Without a yes nothing is kept for learning; with one, only what tells of nobody."""

from __future__ import annotations

from bot.domain.consent import Answer, Channel, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Owner, Report, Seen, Verdict, Why
from bot.domain.opportunity import OpportunityId
from bot.domain.reaching import Address, Means
from bot.services.consent_to_learning import ConsentToLearning, learnable
from tests.examples import NOW
from tests.fakes import FakeClock, FakeDialogue, FakePhrases, FakeStorage
from tests.services.thread import hold_conversation

PHRASES = FakePhrases(
    {"consent.learning.question": "May we keep this?", "consent.learning.version": "v1"}
)
JOB = OpportunityId("job")
SAID = Feedback(JOB, Verdict.NOT_FOR_ME, NOW, Why.OTHER, "I hate it", Seen("A job", miles=2.4))


class Talk:
    """A conversation in which something was said of a job."""

    def __init__(self) -> None:
        self.storage = FakeStorage()
        self.learning = ConsentToLearning(self.storage, PHRASES, FakeClock(NOW))
        self.hold = hold_conversation(self.storage, FakeDialogue())
        self.id, self.token = ConversationId(""), ""

    async def begin(self) -> Talk:
        self.id, self.token = await self.hold.start()
        with self.storage.transaction() as work:
            work.feedback.note(Owner(self.id), SAID)
        return self

    async def erase(self) -> None:
        await self.hold.forget(self.id, self.token)


async def test_by_text_it_is_noted_as_given_by_text() -> None:
    talk = await Talk().begin()
    with talk.storage.transaction() as work:
        work.inbound_texts.begin_thread(Address(Means.TEXT, "+447700900123"), talk.id)
    talk.learning.ask_once(talk.id)
    talk.learning.answer(talk.id, agrees=True)
    with talk.storage.transaction() as work:
        steps = work.consents.of(Owner(talk.id), Purpose.LEARNING)
    assert [one.channel for one in steps] == [Channel.TEXT, Channel.TEXT]


async def test_the_words_of_the_question_are_kept_with_the_answer() -> None:
    talk = await Talk().begin()
    assert talk.learning.ask_once(talk.id) == "May we keep this?"
    talk.learning.answer(talk.id, agrees=True)
    with talk.storage.transaction() as work:
        asked, said = work.consents.of(Owner(talk.id), Purpose.LEARNING)
    assert (asked.answer, said.answer) == (Answer.ASKED, Answer.YES)
    assert (said.wording, said.version) == ("May we keep this?", "v1")
    assert (said.channel, said.at) == (Channel.WEB_CHAT, NOW)


async def test_it_is_asked_once() -> None:
    talk = await Talk().begin()
    talk.learning.ask_once(talk.id)
    assert talk.learning.ask_once(talk.id) is None
    talk.learning.answer(talk.id, agrees=False)
    assert talk.learning.ask_once(talk.id) is None


async def test_without_a_yes_nothing_may_be_learnt_nor_stays_once_erased() -> None:
    for answer in (None, False):
        talk = await Talk().begin()
        talk.learning.ask_once(talk.id)
        if answer is not None:
            talk.learning.answer(talk.id, agrees=answer)
        assert learnable(talk.storage).lessons == []
        await talk.erase()
        assert learnable(talk.storage).lessons == []


async def test_with_a_yes_what_tells_of_nobody_stays_once_erased() -> None:
    talk = await Talk().begin()
    talk.learning.answer(talk.id, agrees=True)
    before = learnable(talk.storage).lessons
    await talk.erase()
    [kept] = learnable(talk.storage).lessons
    assert [kept] == before
    assert (kept.seen, kept.month, kept.consent) == (Seen(miles=2.0), "2026-11", "v1")
    assert "hate" not in str(kept)
    assert talk.id not in str(kept)


async def test_after_a_withdrawal_it_is_as_if_never_given() -> None:
    talk = await Talk().begin()
    talk.learning.answer(talk.id, agrees=True)
    assert talk.learning.is_given(talk.id)
    assert talk.learning.withdraw(talk.id)
    assert not talk.learning.is_given(talk.id)
    assert not talk.learning.withdraw(talk.id), "there is nothing left to withdraw"
    assert learnable(talk.storage).lessons == []
    await talk.erase()
    assert learnable(talk.storage).lessons == []


async def test_reports_of_wrong_notices_need_no_consent_and_name_nobody() -> None:
    talk = await Talk().begin()
    with talk.storage.transaction() as work:
        work.feedback.note(Owner(talk.id), Feedback(JOB, Verdict.REPORTED, NOW, Why.CLOSED))
    assert learnable(talk.storage).reports == [Report(JOB, Why.CLOSED, 1, NOW)]
