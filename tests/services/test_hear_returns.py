"""What comes back of mails: it moves them on, ends doubts, and stops what goes nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.bootstrap.mails import make_mail_errors
from bot.domain.errors import AddressGoneError, MailRefusedError
from bot.domain.feedback import Owner
from bot.domain.inbound_mail import RETURNS, DeliveryReport, MailMarks, Outcome, ReceivedMail
from bot.domain.keyed_hash import KeyedHash
from bot.domain.notification import About, Notification, State, Withheld
from bot.domain.reaching import Means
from bot.domain.sending import Attempt
from bot.services.hear_returns import HearReturns, ReturnsBox
from bot.services.notify import Message
from tests.examples import NOW
from tests.services.reached import MAILBOX, PHRASES, TALK, Reached

MARKS = MailMarks(KeyedHash(b"s" * 32))
GONE = DeliveryReport(Outcome.FAILED, "5.1.1")
FULL = DeliveryReport(Outcome.FAILED, "5.2.2")


class Post:
    """A service that wrote mails, and the boxes that hear of them."""

    def __init__(self) -> None:
        self.reached = Reached()
        reached = self.reached
        self.hears = HearReturns(
            reached.storage, reached.gate, MARKS, make_mail_errors(), reached.clock
        )
        self.box = ReturnsBox(RETURNS, self.hears, PHRASES, "hub@example.org")
        self.sender = ReturnsBox("doorstep", self.hears, PHRASES, "")

    def send(self, key: str = "a", about: About = About.ANSWER) -> str:
        """Sends a mail; its mark."""
        sent = self.try_to_send(key, about)
        assert isinstance(sent, Notification), sent
        return MARKS.mark(RETURNS, sent.id)

    def try_to_send(self, key: str, about: About = About.ANSWER) -> Notification | Withheld:
        message = Message(key, MAILBOX, about, "Hello", Owner(TALK), "A subject")
        return self.reached.notify.send(message)

    def state(self, key: str = "a") -> State:
        with self.reached.storage.transaction() as work:
            held = work.notifications.of_key(key)
        assert held
        return held.state


def mail(*reports: DeliveryReport, is_automatic: bool = True) -> ReceivedMail:
    return ReceivedMail(
        "<r>", None, "Returned", "", NOW, is_automatic=is_automatic, reports=reports
    )


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.FAILED, State.PERMANENT_FAILURE),
        (Outcome.DELAYED, State.SENT),
        (Outcome.RELAYED, State.SENT),
        (Outcome.EXPANDED, State.SENT),
        (Outcome.DELIVERED, State.DELIVERED),
    ],
)
def test_a_report_says_where_a_mail_stands(outcome: Outcome, state: State) -> None:
    post = Post()
    post.box.receive(mail(DeliveryReport(outcome, "2.0.0")), post.send())
    assert post.state() is state


def test_a_mailbox_that_is_gone_gets_no_more_of_the_same_kind_and_all_else() -> None:
    post = Post()
    post.box.receive(mail(GONE), post.send())
    assert post.try_to_send("b") is Withheld.UNREACHABLE
    assert post.try_to_send("c", About.CONFIRMATION) is not Withheld.UNREACHABLE
    assert len(post.reached.mails.carried) == 2


def test_mails_that_are_given_up_again_and_again_are_sent_no_more() -> None:
    post = Post()
    for key in ("a", "b", "c"):
        post.box.receive(mail(FULL), post.send(key))
    assert post.try_to_send("d") is Withheld.UNREACHABLE


def test_one_that_arrives_in_between_begins_the_count_anew() -> None:
    post = Post()
    for key, report in (
        ("a", FULL),
        ("b", FULL),
        ("c", DeliveryReport(Outcome.DELIVERED, "")),
        ("d", FULL),
    ):
        post.box.receive(mail(report), post.send(key))
    assert isinstance(post.try_to_send("e"), Notification)


def test_the_same_report_again_and_again_counts_once() -> None:
    post = Post()
    mark = post.send()
    for _ in range(5):
        post.box.receive(mail(FULL), mark)
    assert isinstance(post.try_to_send("b"), Notification)


def test_a_code_goes_to_a_mailbox_that_was_gone_and_its_proof_opens_it_again() -> None:
    post = Post()
    post.box.receive(mail(GONE), post.send())
    post.reached.proved(TALK, MAILBOX)
    assert isinstance(post.try_to_send("b"), Notification)


def test_what_was_refused_at_once_as_gone_stops_it_too() -> None:
    post = Post()
    post.reached.mails.fault = AddressGoneError("gone")
    post.send()
    assert post.state() is State.PERMANENT_FAILURE
    post.reached.mails.fault = None
    assert post.try_to_send("b") is Withheld.UNREACHABLE


def test_a_report_ends_the_doubt_whether_a_mail_was_taken() -> None:
    post = Post()
    mark = post.send()
    with post.reached.storage.transaction() as work:
        held = work.notifications.of_key("a")
        assert held
        work.attempts.begin([Attempt(held.id, 2, NOW)])
        work.notifications.settle(held.id, State.SENDING, NOW, words=held.words)
    post.box.receive(mail(DeliveryReport(Outcome.RELAYED, "2.0.0")), mark)
    assert post.state() is State.SENT
    with post.reached.storage.transaction() as work:
        last = work.attempts.last(held.id)
    assert last
    assert last.provider_id == mark
    assert last.ended_at


def test_a_report_to_the_sender_is_matched_by_the_mail_that_it_holds() -> None:
    post = Post()
    named = replace(GONE, message_id=f"{post.send()}@example.org")
    post.sender.receive(mail(named), "")
    assert post.state() is State.PERMANENT_FAILURE


@pytest.mark.parametrize("message_id", ["", "nonsense@example.org", "0" * 60])
def test_a_report_about_no_mail_of_ours_changes_nothing(message_id: str) -> None:
    post = Post()
    post.send()
    post.sender.receive(mail(replace(GONE, message_id=message_id)), "")
    assert post.state() is State.SENT


def test_an_out_of_office_answer_changes_nothing() -> None:
    post = Post()
    post.box.receive(mail(), post.send())
    assert post.state() is State.SENT
    assert len(post.reached.mails.carried) == 1


def test_a_person_who_writes_there_is_told_where_somebody_reads() -> None:
    post = Post()
    with pytest.raises(MailRefusedError, match=r"hub@example\.org"):
        post.box.receive(mail(is_automatic=False), post.send())
    with pytest.raises(MailRefusedError, match="Nobody reads"):
        post.sender.receive(mail(is_automatic=False), "")


def test_only_marks_of_ours_are_taken_and_the_sender_takes_none_at_all_too() -> None:
    post = Post()
    mark = post.send()
    forged = f"{mark[:-16]}{'0' * 16}"
    assert [post.box.takes(one) for one in (mark, mark.upper(), forged, "")] == [
        True,
        True,
        False,
        False,
    ]
    assert [post.sender.takes(one) for one in (mark, forged, "")] == [True, False, True]


def test_a_report_about_what_was_erased_meanwhile_changes_nothing() -> None:
    post = Post()
    mark = post.send()
    with post.reached.storage.transaction() as work:
        work.conversations.forget(TALK)
    post.box.receive(mail(GONE), mark)
    assert post.reached.mails.carried[0][0].means is Means.MAIL
