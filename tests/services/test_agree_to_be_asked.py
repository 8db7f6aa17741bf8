"""A win that a firm tells of is asked after like that of an introduction, if the firm agrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.bootstrap import make_phrases
from bot.domain.after_winning import Went
from bot.domain.consent import Purpose, given
from bot.domain.feedback import Feedback, Owner, Verdict
from bot.domain.inbound import InboundText
from bot.domain.notification import About
from bot.domain.opportunity import OpportunityId
from bot.domain.payloads import read_meaning
from bot.domain.person import PersonId
from bot.domain.won_work import Win
from bot.services.agree_to_be_asked import AgreeToBeAsked
from bot.services.message_words import MessageWords
from bot.services.stop_messages import StopMessages
from tests.examples import NOW, opportunity
from tests.services.introduced import FIRM, PERSON
from tests.services.reached import MOBILE, OPERATOR, PHRASES, TALK
from tests.services.test_after_win import Won

SCHOOL = opportunity("school", title="Cleaning of a school")
ANOTHER = opportunity("another", title="Cleaning of an office")


class Told(Won):
    """An owner who was put forward for one job, and tells of others that they won."""

    def __init__(self) -> None:
        super().__init__()
        self.agree = AgreeToBeAsked(self.storage, make_phrases(), self.clock, self.clock)
        with self.storage.transaction() as work:
            for one in (SCHOOL, ANOTHER):
                work.opportunities.save(f"p {one.id}", one)  # type: ignore[arg-type]

    def says(self, about: str, verdict: Verdict = Verdict.WON, after: float = 1) -> Told:
        """What they say of one, so many minutes from now."""
        at = self.clock.moment + timedelta(minutes=after)
        with self.storage.transaction() as work:
            work.feedback.note(Owner(TALK), Feedback(OpportunityId(about), verdict, at))
        return self

    def agreed(self, days: float = 0) -> Told:
        """They won the school, so many days from now, and may be asked."""
        self.says("school", after=1 + 24 * 60 * days)
        assert self.agree.offer(TALK)
        self.agree.answer(TALK, agrees=True)
        return self

    @property
    def wins(self) -> list[Win]:
        """What is to be asked after."""
        with self.storage.transaction() as work:
            return work.wins.of_supplier(FIRM)

    def round(self, days: float) -> int:
        """The round of a morning so many days on; how many questions went out."""
        self.clock.moment = NOW + timedelta(days=days)
        return self.chase.run().get("asked_after_win", 0)


def test_whoever_agrees_is_asked_after_30_and_90_days_and_answers_as_others_do() -> None:
    one = Told().agreed(days=5)
    assert one.round(34) == 2, "of the introduction alone"
    assert one.round(35.5) == 1, "the owner alone"
    assert "school" in one.texts.last
    assert "Is it done, and paid within 30 days?" in one.texts.last
    assert "STOP" in one.texts.last
    assert one.round(36) == 0
    assert one.text("done but they paid late") is None
    one.say("done but they paid late")
    [school_won] = one.wins
    with one.storage.transaction() as work:
        [said] = work.follow_ups.of(school_won.id)
    assert (said.delivered, said.paid, said.who) == (Went.YES, Went.LATE, PERSON)
    assert one.round(95.5) == 3


def test_the_question_says_where_and_its_answers_are_a_yes_and_a_no() -> None:
    asked = Told().says("school").agree.offer(TALK)
    assert asked
    assert "at the number ending in 123? " in asked.text
    assert [read_meaning(c.payload) for c in asked.choices] == [
        ("affirm", {"consent": "after_win"}),
        ("deny", {"consent": "after_win"}),
    ]


def test_a_no_is_heeded_for_good() -> None:
    one = Told().says("school")
    assert "don't ask" in one.agree.answer(TALK, agrees=False).text
    assert one.says("another", after=2).agree.offer(TALK) is None
    assert one.wins == []
    assert one.round(30.5) == 2, "of the introduction alone"


def test_one_yes_holds_for_the_next_win_which_is_told() -> None:
    one = Told().agreed().says("another", after=2)
    told = one.agree.offer(TALK)
    assert told
    assert told.choices == ()
    assert "as you agreed" in told.text
    assert [win.opportunity for win in one.wins] == ["school", "another"]
    assert one.agree.offer(TALK) is None


def test_what_was_lost_after_all_is_not_asked_after() -> None:
    one = Told().agreed().says("school", Verdict.LOST, after=5)
    one.agree.forget_lost(TALK)
    assert one.wins == []


def test_stop_ends_it() -> None:
    one = Told().agreed()
    stop = StopMessages(
        one.storage, one.notify.gate, MessageWords(PHRASES, OPERATOR), PHRASES, one.clock
    )
    stop.by_text(InboundText("SM1", MOBILE, "STOP", one.clock.moment))
    before = len(one.texts.carried)
    one.round(30.5)
    assert one.texts.carried[before:] == []
    with one.storage.transaction() as work:
        assert not given(work.consents.of(Owner(person=PERSON), Purpose.AFTER_WIN))


def test_without_a_yes_the_gate_lets_nothing_out() -> None:
    one = Told().says("school")
    with one.storage.transaction() as work:
        why = one.notify.gate.why_not(work, MOBILE, About.AFTER_WIN, Owner(person=PERSON))
    assert why == "no_consent"


def test_a_win_of_an_introduction_brings_no_second_question() -> None:
    one = Told().says("hall")
    assert one.agree.offer(TALK) is None
    assert not one.agree.asks(TALK)


@pytest.mark.parametrize("agrees", [True, False])
def test_an_answer_to_nothing_keeps_nothing(*, agrees: bool) -> None:
    one = Told()
    assert "nothing" in one.agree.answer(TALK, agrees=agrees).text
    with one.storage.transaction() as work:
        assert work.consents.of(Owner(person=PERSON), Purpose.AFTER_WIN) == []


def test_somebody_else_does_not_answer_by_the_link() -> None:
    one = Told().agreed()
    with one.storage.transaction() as work:
        [win] = work.wins.of_supplier(FIRM)
        work.wins.remove(win.id)
        work.wins.note(replace(win, person=PersonId("another")))
    one.round(30.5)
    assert "school" not in " ".join(words for _to, _s, words in one.texts.carried)
