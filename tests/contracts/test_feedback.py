"""What every store of feedback and consents promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.consent import Answer, Channel, Consent, Purpose
from bot.domain.conversation import ConversationId
from bot.domain.feedback import Feedback, Lesson, Owner, Report, Seen, Verdict, Why
from bot.domain.opportunity import OpportunityId
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Storage
from tests.examples import NOW, in_days

TALK, OTHER_TALK = ConversationId("talk"), ConversationId("other")
FIRM = SupplierId("firm")
SCHOOL = OpportunityId("school")
OWNER, OTHER, REGISTERED = Owner(TALK), Owner(OTHER_TALK), Owner(supplier=FIRM)
SEEN = Seen(
    title="Cleaning “of” schools",
    trades=("cleaning", "window cleaning"),
    kinds=("90620000",),
    amount=Decimal("80000.55"),
    miles=2.25,
    reach="near",
    working_days=9,
    score=0.4321,
    features={"dense": 0.5},
)
TOO_BIG = Feedback(SCHOOL, Verdict.NOT_FOR_ME, NOW, Why.TOO_BIG, "far too big for us", SEEN)
YES = Consent(Purpose.LEARNING, Answer.YES, "May we? “Yes”", "1", Channel.WEB_CHAT, NOW)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage that knows two conversations and one firm."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.conversations.start(OTHER_TALK, "hash", NOW)
        work.suppliers.save_all([Supplier(FIRM, "A firm", "cleaning", NOW)])
    return storage


def said(storage: Storage, owner: Owner, *these: Feedback) -> None:
    with storage.transaction() as work:
        for one in these:
            work.feedback.note(owner, one)


def consented(storage: Storage, owner: Owner, *answers: Answer) -> None:
    with storage.transaction() as work:
        for answer in answers:
            step = Consent(Purpose.LEARNING, answer, "May we?", "1", Channel.WEB_CHAT, NOW)
            work.consents.note(owner, step)


def reported(why: Why, days: float = 0, of: OpportunityId = SCHOOL) -> Feedback:
    return Feedback(of, Verdict.REPORTED, in_days(days), why)


class TestFeedback:
    def test_all_that_was_said_comes_back_as_it_was_in_its_order(self, held: Storage) -> None:
        won = Feedback(SCHOOL, Verdict.WON, in_days(-1))
        said(held, OWNER, TOO_BIG, won)
        with held.transaction() as work:
            assert work.feedback.of(OWNER) == [TOO_BIG, won]

    @pytest.mark.parametrize("owner", [OWNER, REGISTERED])
    def test_it_is_its_owners_alone(self, held: Storage, owner: Owner) -> None:
        said(held, owner, TOO_BIG)
        with held.transaction() as work:
            others = [one for one in (OWNER, OTHER, REGISTERED) if one != owner]
            assert [work.feedback.of(one) for one in others] == [[], []]
            assert work.feedback.of(owner) == [TOO_BIG]

    def test_what_several_conversations_said_is_found_together(self, held: Storage) -> None:
        won = Feedback(SCHOOL, Verdict.WON, in_days(-1))
        said(held, OWNER, TOO_BIG, won)
        said(held, REGISTERED, TOO_BIG)
        with held.transaction() as work:
            assert work.feedback.of_each([TALK, OTHER_TALK]) == {TALK: [TOO_BIG, won]}
            assert work.feedback.of_each([]) == {}

    def test_it_goes_with_its_conversation(self, held: Storage) -> None:
        said(held, OWNER, TOO_BIG)
        said(held, OTHER, TOO_BIG)
        with held.transaction() as work:
            work.conversations.forget(TALK)
        with held.transaction() as work:
            assert work.feedback.of(OWNER) == []
            assert work.feedback.of(OTHER) == [TOO_BIG]

    def test_reports_are_counted_by_opportunity_and_reason(self, held: Storage) -> None:
        said(held, OWNER, reported(Why.CLOSED))
        said(held, OTHER, reported(Why.CLOSED, 1), TOO_BIG, reported(Why.CLOSED, 2))
        said(held, REGISTERED, reported(Why.DUPLICATE), reported(Why.WRONG_FACTS, 3))
        with held.transaction() as work:
            assert work.feedback.reports() == [
                Report(SCHOOL, Why.CLOSED, 2, in_days(2)),
                Report(SCHOOL, Why.WRONG_FACTS, 1, in_days(3)),
            ]

    def test_a_report_that_was_taken_back_is_none(self, held: Storage) -> None:
        said(held, OWNER, reported(Why.CLOSED), Feedback(SCHOOL, Verdict.TAKEN_BACK, NOW))
        with held.transaction() as work:
            assert work.feedback.reports() == []

    def test_lessons_outlive_the_conversation(self, held: Storage) -> None:
        lessons = [
            Lesson(SCHOOL, Verdict.WON, None, SEEN, "2026-10", "1"),
            Lesson(SCHOOL, Verdict.NOT_FOR_ME, Why.TOO_BIG, SEEN, "2026-11", "1"),
        ]
        with held.transaction() as work:
            work.feedback.keep([])
            work.feedback.keep(reversed(lessons))
        with held.transaction() as work:
            work.conversations.forget(TALK)
            assert work.feedback.lessons() == lessons


class TestConsents:
    def test_each_step_is_kept_as_evidence(self, held: Storage) -> None:
        consented(held, OWNER, Answer.ASKED)
        with held.transaction() as work:
            work.consents.note(OWNER, YES)
        with held.transaction() as work:
            steps = work.consents.of(OWNER, Purpose.LEARNING)
            assert [one.answer for one in steps] == [Answer.ASKED, Answer.YES]
            assert steps[1] == YES
            assert work.consents.of(OTHER, Purpose.LEARNING) == []

    def test_whoever_said_yes_last_agrees(self, held: Storage) -> None:
        consented(held, OWNER, Answer.ASKED, Answer.NO, Answer.YES)
        consented(held, OTHER, Answer.ASKED, Answer.YES, Answer.WITHDRAWN)
        consented(held, REGISTERED, Answer.YES)
        with held.transaction() as work:
            agreeing = work.consents.owners_agreeing(Purpose.LEARNING)
        assert set(agreeing) == {OWNER, REGISTERED}

    def test_they_go_with_their_conversation(self, held: Storage) -> None:
        consented(held, OWNER, Answer.YES)
        with held.transaction() as work:
            work.conversations.forget(TALK)
        with held.transaction() as work:
            assert work.consents.of(OWNER, Purpose.LEARNING) == []
            assert work.consents.owners_agreeing(Purpose.LEARNING) == []
