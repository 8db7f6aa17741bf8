"""After a win both sides say how it went: in words, by a button, on a page; and it is acted on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.bootstrap import make_phrases
from bot.domain.after_winning import FollowUp, Side, Went
from bot.domain.conversation import NewTurn, Reply
from bot.domain.errors import InvalidInputError, NotFoundError, NotYoursError
from bot.domain.feedback import Verdict
from bot.domain.inbound import InboundText
from bot.domain.introduction import IntroductionState
from bot.domain.opportunity import Kind, OpportunityId, Source
from bot.domain.payloads import read_meaning
from bot.domain.profile_facts import Part, Value
from bot.services.after_win_desk import AfterWinDesk
from bot.services.after_win_flow import AfterWinFlow
from bot.services.after_win_links import AfterWinLink
from bot.services.answer_after_win import AnswerAfterWin
from bot.services.heard_first import HeardFirst
from bot.services.tell_after_win import TellAfterWin
from tests.examples import COUNCIL, NOW, buyer_contact, opportunity
from tests.services.introduced import PERSON, Introduced
from tests.services.reached import MOBILE, TALK

S = IntroductionState
W = Went
HERE = Source("posted_here", None, NOW)
HALL = opportunity("hall", kind=Kind.QUICK_QUOTE, source=HERE, title="Cleaning of a hall")
CLEANS: dict[Part, Value] = {Part.NAME: "Spotless", Part.WORK: "We clean offices"}
MAILBOX = buyer_contact(buyer=COUNCIL.name, confirmed_at=NOW)


class OthersAnswer:
    """Whoever would answer a text otherwise."""

    def reply(self, _conversation: object, _text: InboundText) -> str | None:
        """Always something."""
        return "somebody else"


class Won(Introduced):
    """An owner who won work, and was asked about it after 30 days."""

    def __init__(self) -> None:
        super().__init__(HALL, contacts=(MAILBOX,))
        tell = TellAfterWin(make_phrases())
        flow = AfterWinFlow(make_phrases(), self.hear, tell)
        self.thread.register(flow)
        self.after = AfterWinDesk(self.storage, make_phrases(), self.hear, flow, self.thread)
        self.page = AnswerAfterWin(self.storage, self.links, self.hear)
        self.with_firm(CLEANS)
        self.ask("hall")
        self.say("yes")
        self.move(replace(self.all[0], contact=MAILBOX.id), S.SENT)
        assert self.be.outcome(TALK, Verdict.WON, OpportunityId("hall"))

    def asked(self, days: int = 30) -> Won:
        """So many days later, after a round."""
        self.clock.moment = NOW + timedelta(days=days)
        assert self.chase.run() == {"asked_after_win": 2}
        return self

    def text(self, words: str) -> str | None:
        """A text comes; what somebody else would answer, None where the question has it."""
        came = InboundText(f"t{self.clock.moment}", MOBILE, words, self.clock.moment)
        return HeardFirst(self.after, OthersAnswer()).reply(TALK, came)

    def link(self, side: Side = Side.BUYER, days: int = 30) -> str:
        """What stands in the mail's link."""
        who = MAILBOX.id if side is Side.BUYER else PERSON
        made = self.links.address(AfterWinLink(self.all[0].id, days, side, who))
        assert made.startswith("https://doorstep.example/after/")
        return made.rsplit("/", maxsplit=1)[1]

    def held(self, side: Side = Side.OWNER, days: int = 30) -> FollowUp:
        """What is kept of it."""
        [won] = self.all
        with self.storage.transaction() as work:
            all_ = work.follow_ups.of(won.id)
        return next(one for one in all_ if (one.side, one.days) == (side, days))


def test_a_bare_yes_to_the_text_answers_its_first_question_and_the_second_follows() -> None:
    one = Won().asked()
    assert "Reply YES, NO, PART" in one.texts.last
    assert one.text("Yes") is None
    assert "pay you within 30 days" in one.say("yes").text
    thanks = one.say("no")
    assert "the work is done; not paid" in thanks.text
    assert "Procurement Act 2023, section 88" in thanks.text
    assert [read_meaning(c.payload)[0] for c in thanks.choices] == ["request_human", "ask_payment"]
    said = one.held()
    assert (said.delivered, said.paid, said.who) == (W.YES, W.NO, PERSON)
    assert said.answered_at == one.clock.moment


def test_free_words_by_text_answer_both_at_once_and_are_kept() -> None:
    one = Won().asked()
    assert one.text("done but they paid late") is None
    assert "Next time, ask before you start" in one.say("done but they paid late").text
    said = one.held()
    assert (said.delivered, said.paid, said.words) == (W.YES, W.LATE, "done but they paid late")


def test_what_says_nothing_of_it_is_asked_again_kindly() -> None:
    one = Won().asked()
    one.after.begin(TALK)
    again = one.say("blue")
    assert "Sorry, I could not tell from that" in again.text
    assert one.held().answered_at is None
    one.say("half done")
    assert "not invoiced yet" in one.say("we haven't sent the invoice").text
    assert (one.held().delivered, one.held().paid) == (W.PART, W.NOT_YET)


def test_in_the_chat_words_on_it_are_heard_only_while_it_is_asked() -> None:
    one = Won()
    assert one.after.payload(TALK, "it is done and they paid late") is None
    one.asked()
    payload = one.after.payload(TALK, "it is done and they paid late")
    assert payload
    goal, facts = read_meaning(payload)
    assert goal == "report_outcome"
    told = one.after.begin(TALK, facts["words"])
    assert told
    assert "paid late" in told.text
    assert one.held().paid is W.LATE
    assert one.after.payload(TALK, "it is done and they paid late") is None


@pytest.mark.parametrize("words", ["when will they pay me?", "find me cleaning work", "yes", "no"])
def test_other_words_in_the_chat_are_left_alone(words: str) -> None:
    assert Won().asked().after.payload(TALK, words) is None


def test_a_yes_that_came_after_something_else_was_said_is_no_answer_to_it() -> None:
    one = Won().asked()
    with one.storage.transaction() as work:
        at = one.clock.moment + timedelta(hours=1)
        work.conversations.begin_turn(NewTurn("t", TALK, "hello", None, at), abandon_before=NOW)
        work.conversations.finish_turn("t", [Reply("Hi")], at)
    one.clock.moment += timedelta(hours=2)
    assert one.text("yes") == "somebody else"


def test_an_earlier_question_half_answered_gives_way_to_the_next_one() -> None:
    one = Won().asked()
    assert one.text("Yes") is None
    one.say("yes")
    one.asked(90)
    assert one.text("all good") is None
    one.say("all good")
    assert one.held(days=90).delivered is W.YES
    assert one.held(days=30).answered_at is None


def test_words_that_are_taken_for_a_question_on_pay_are_still_an_answer() -> None:
    one = Won().asked()
    one.after.begin(TALK, "it is done")
    assert "not paid" in one.say("they still owe us the money", "ask_payment").text


def test_nobody_who_was_not_asked_is_taken_up() -> None:
    one = Won()
    assert one.text("yes") == "somebody else"
    assert one.after.begin(TALK) is None


def test_the_owner_reads_on_their_list_what_both_sides_said_and_may_answer_from_there() -> None:
    one = Won().asked()
    listed = one.be.track(TALK)
    assert read_meaning(listed.choices[0].payload) == ("report_outcome", {"after": "answer"})
    one.after.begin(TALK, "done, paid on time")
    one.page.answer(one.link(), W.YES, W.LATE)
    text = one.be.track(TALK).text
    assert "You said on 23 December 2026: the work is done; paid within 30 days." in text
    assert "They said on 23 December 2026: the work is done; paid late." in text
    assert one.be.track(TALK).choices == ()


def test_after_90_days_the_last_question_is_the_one_that_counts() -> None:
    one = Won().asked().asked(90)
    one.after.begin(TALK, "all good")
    assert one.held(days=90).paid is W.YES
    assert one.held(days=30).answered_at is None
    assert one.after.begin(TALK) is None


class TestThePage:
    """Behind a signed link, for a buyer's contact and an owner who gets mails."""

    def test_a_buyer_answers_and_may_answer_anew(self) -> None:
        one = Won().asked()
        assert one.page.opened(one.link()).follow_up.answered_at is None
        one.page.answer(one.link(), W.PART, None, "The last room is left")
        one.page.answer(one.link(), W.YES, W.YES)
        said = one.held(Side.BUYER)
        assert (said.delivered, said.paid, said.who, said.words) == (W.YES, W.YES, MAILBOX.id, "")

    def test_an_owner_who_gets_mails_answers_there_too(self) -> None:
        one = Won().asked()
        one.page.answer(one.link(Side.OWNER), W.YES, W.NO)
        assert one.held().paid is W.NO

    def test_an_answer_that_says_nothing_or_too_much_is_not_stored(self) -> None:
        one = Won().asked()
        with pytest.raises(InvalidInputError):
            one.page.answer(one.link(), None, None, "hm")
        with pytest.raises(InvalidInputError):
            one.page.answer(one.link(), W.YES, None, "w" * 501)
        assert one.held(Side.BUYER).answered_at is None

    def test_a_link_that_was_changed_or_is_for_another_question_opens_nothing(self) -> None:
        one = Won().asked()
        with pytest.raises(NotYoursError):
            one.page.opened(one.link() + "x")
        with pytest.raises(NotFoundError):
            one.page.opened(one.link(days=90))

    def test_nobody_answers_for_a_mailbox_that_is_gone_or_a_win_that_was_none(self) -> None:
        one = Won().asked()
        link = one.link()
        with one.storage.transaction() as work:
            work.buyer_contacts.remove([MAILBOX.id])
        with pytest.raises(NotFoundError):
            one.page.opened(link)
        other = Won().asked()
        assert other.be.outcome(TALK, Verdict.LOST, OpportunityId("hall"))
        with pytest.raises(NotFoundError):
            other.page.answer(other.link(), W.YES, W.YES)
