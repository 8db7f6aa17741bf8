"""What every store of the parts of mails promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.mail import Attachment, MailParts
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.person import PersonId
from bot.domain.reaching import Address, Means
from bot.ports import Storage
from tests.examples import NOW

TALK, PERSON = ConversationId("talk"), PersonId("person")
MAILBOX = Address(Means.MAIL, "aisha@example.org")
LEADS = Notification(
    NotificationId("n"), "key", MAILBOX, About.ANSWER, "Words", Owner(TALK), NOW, "A subject"
)
PARTS = MailParts(
    html="<p>Wörds</p>",
    attachments=(
        Attachment("leads.csv", "text/csv", b"a,b\r\n"),
        Attachment("a.pdf", "application/pdf", bytes(range(256))),
    ),
    unsubscribe="https://example.org/stop/x",
    reply_to="help@example.org",
    answers="<asked@example.net>",
)


def _put(storage: Storage, about: About = About.ANSWER, owner: Owner = LEADS.owner) -> None:
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.people.prove(MAILBOX, NOW, PERSON)
        work.notifications.put_all([replace(LEADS, about=about, owner=owner)])
        work.mail_parts.put(LEADS.id, PARTS)


def _held(storage: Storage) -> MailParts | None:
    with storage.transaction() as work:
        return work.mail_parts.of(LEADS.id)


def test_parts_come_back_as_they_were_with_files_in_their_order(storage: Storage) -> None:
    _put(storage)
    assert _held(storage) == PARTS


def test_a_mail_of_words_alone_has_none(storage: Storage) -> None:
    assert _held(storage) is None


def test_parts_go_with_whoever_the_mail_was_for(storage: Storage) -> None:
    _put(storage)
    with storage.transaction() as work:
        work.conversations.forget(TALK)
    assert _held(storage) is None


@pytest.mark.parametrize(
    ("about", "state", "stays"),
    [
        (About.CODE, State.SENT, False),
        (About.CODE, State.PERMANENT_FAILURE, False),
        (About.CODE, State.TEMPORARY_FAILURE, True),
        (About.ANSWER, State.SENT, True),
    ],
)
def test_the_page_of_a_code_goes_once_it_is_not_sent_again(
    storage: Storage, about: About, state: State, *, stays: bool
) -> None:
    _put(storage, about)
    with storage.transaction() as work:
        work.attempts.advance(LEADS.id, state, NOW)
    assert _held(storage) == (PARTS if stays else None)
