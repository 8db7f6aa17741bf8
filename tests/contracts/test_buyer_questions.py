"""What every store of questions to buyers promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.buyer_question import (
    DeclineReason,
    Published,
    Question,
    QuestionId,
    QuestionState,
)
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.domain.supplier import SupplierId
from bot.ports import Storage
from tests.examples import NOW, in_days, supplier

TALK, FIRM = ConversationId("talk"), SupplierId("firm")
JOB, ANOTHER_JOB = OpportunityId("job"), OpportunityId("another")
ASKED = Question(QuestionId("one"), JOB, Owner(TALK), "Is parking “free”?", NOW)
ANSWERED = replace(
    ASKED, state=QuestionState.ANSWERED, settled_at=in_days(1), reply="Yes, in the yard."
)
TOLD = Published(ASKED.id, JOB, ASKED.words, ANSWERED.reply, in_days(1))


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage with a conversation, a firm and one question."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.suppliers.save_all([supplier("firm")])
        assert work.buyer_questions.ask(ASKED)
    return storage


def test_it_comes_back_as_it_was_asked(held: Storage) -> None:
    with held.transaction() as work:
        assert work.buyer_questions.get(ASKED.id) == ASKED
        assert work.buyer_questions.of(JOB) == [ASKED]
        assert work.buyer_questions.of_owner(Owner(TALK)) == [ASKED]
        assert work.buyer_questions.of(ANOTHER_JOB) == []
        assert work.buyer_questions.of_owner(Owner(supplier=FIRM)) == []
        assert not work.buyer_questions.ask(replace(ASKED, words="Something else"))


def test_the_oldest_stands_first(held: Storage) -> None:
    older = replace(ASKED, id=QuestionId("two"), owner=Owner(supplier=FIRM), asked_at=in_days(-1))
    with held.transaction() as work:
        work.buyer_questions.ask(older)
        assert work.buyer_questions.of(JOB) == [older, ASKED]


def test_it_is_settled_once(held: Storage) -> None:
    declined = replace(
        ASKED,
        state=QuestionState.DECLINED,
        settled_at=in_days(2),
        reason=DeclineReason.NOT_ABOUT_IT,
    )
    with held.transaction() as work:
        assert work.buyer_questions.settle(ANSWERED)
        assert not work.buyer_questions.settle(declined)
        assert work.buyer_questions.get(ASKED.id) == ANSWERED
        assert not work.buyer_questions.settle(replace(declined, id=QuestionId("none")))


def test_what_is_published_stays_when_whoever_asked_is_gone(held: Storage) -> None:
    with held.transaction() as work:
        work.buyer_questions.settle(ANSWERED)
        work.buyer_questions.publish(TOLD)
        work.conversations.forget(TALK)
        assert work.buyer_questions.get(ASKED.id) is None
        assert work.buyer_questions.published([JOB, ANOTHER_JOB]) == [TOLD]
        assert work.buyer_questions.published([ANOTHER_JOB]) == []


def test_it_goes_with_the_firm(held: Storage) -> None:
    of_firm = replace(ASKED, id=QuestionId("two"), owner=Owner(supplier=FIRM))
    with held.transaction() as work:
        work.buyer_questions.ask(of_firm)
        work.suppliers.remove([FIRM])
        assert work.buyer_questions.of(JOB) == [ASKED]
