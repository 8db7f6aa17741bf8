"""A hand-over is mailed to whoever answers: once, with what was agreed to, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.bootstrap.mails import make_write_mail
from bot.domain.feedback import Owner
from bot.domain.hand_over import HandOver, HandOverId, HandOverState, Line
from bot.domain.letter import LONGEST_PAGE
from bot.domain.notification import About, State
from bot.domain.operator import Operator
from bot.domain.reaching import Address, Means
from bot.domain.recipients import Recipients
from bot.services.mail_hand_over import MOST_CHARACTERS, MailHandOver
from tests.examples import NOW
from tests.services.reached import MAILBOX, OPERATOR, PHRASES, TALK, Reached

TO = Address(Means.MAIL, "hub@example.org")
LINES = (
    Line(NOW, "cleaning in Saltley", "Two jobs.\n- Cleaning of offices"),
    Line(NOW, "<b>a person</b>", "Shall I pass it on?"),
)
HANDED = HandOver(
    HandOverId("0b7e6a52-9d3f"),
    TALK,
    NOW,
    "When will I be paid?",
    "aisha@example.org",
    LINES,
    HandOverState.WAITING,
    NOW,
)


class Post(Reached):
    """What mails a hand-over, on fakes."""

    def __init__(self, operator: Operator = OPERATOR, recipients: Recipients | None = None) -> None:
        super().__init__(operator, recipients)
        self.mail = MailHandOver(self.notify, make_write_mail(PHRASES, operator), PHRASES, TO)

    def hand_over(self, handed: HandOver = HANDED) -> bool:
        """Whether a mail was meant, which is then sent."""
        with self.storage.transaction() as work:
            meant = self.mail.intend(work, handed)
        if meant:
            self.mail.deliver(meant)
        return meant is not None

    @property
    def said(self) -> tuple[str, str, str]:
        """Words, page, and where answers go, of the last mail."""
        parts = self.mails.parts[-1]
        assert parts
        return self.mails.last, parts.html, parts.reply_to


def test_it_says_who_asks_what_how_to_reach_them_and_all_that_was_said() -> None:
    post = Post()
    assert post.hand_over()
    [(to, subject, _)] = post.mails.carried
    assert (to, subject) == (TO, "Somebody asks for a person in Doorstep")
    words, page, answers_to = post.said
    for part in (
        "When will I be paid?",
        "aisha@example.org",
        "cleaning in Saltley",
        "- Cleaning of offices",
        "doorstep hand-overs close 0b7e6a52",
        "Eastside Hub, 1 High Street, Birmingham",
    ):
        assert part in words
        assert part in page
    assert "<b>a person</b>" in words
    assert "<b>a person</b>" not in page
    assert answers_to == "aisha@example.org"


def test_one_hand_over_is_one_mail_and_belongs_to_the_conversation() -> None:
    post = Post()
    assert post.hand_over()
    assert post.hand_over()
    assert len(post.mails.carried) == 1
    with post.storage.transaction() as work:
        [held] = work.notifications.of(Owner(TALK))
        assert (held.about, held.state) == (About.HAND_OVER, State.SENT)
        work.conversations.forget(TALK)
        assert work.notifications.get(held.id) is None
        assert work.mail_parts.of(held.id) is None


@pytest.mark.parametrize("contact", ["+441214960000", ""])
def test_without_a_mailbox_of_the_owner_answers_go_nowhere_they_did_not_name(contact: str) -> None:
    post = Post()
    post.hand_over(replace(HANDED, contact=contact))
    words, _, answers_to = post.said
    assert answers_to == "hub@example.org"
    assert (contact or "no way to reach them") in words


def test_what_is_not_allowed_is_not_mailed_and_still_handed_over() -> None:
    post = Post(recipients=Recipients(frozenset({MAILBOX})))
    assert not post.hand_over()
    assert post.mails.carried == []


def test_of_a_long_conversation_the_latest_is_mailed_and_it_says_where_the_rest_is() -> None:
    post = Post()
    lines = tuple(Line(NOW, f"question {n}", "x" * 900) for n in range(100))
    post.hand_over(replace(HANDED, transcript=lines))
    words, page, _ = post.said
    assert "question 99" in words
    assert "question 0\n" not in words
    assert words.index("doorstep hand-overs show 0b7e6a52") < words.index("question 99")
    assert len(words) < MOST_CHARACTERS * 1.5
    assert len(page.encode()) < LONGEST_PAGE
