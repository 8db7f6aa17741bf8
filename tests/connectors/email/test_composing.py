"""A mail as servers get it: whole, plain for old programs, and with no header slipped in."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest

from bot.domain.errors import AddressRefusedError, DoNotTryAgainError
from bot.domain.mail import Attachment, MailParts
from bot.domain.reaching import Address, Means
from connectors.email.composing import Letterhead, Mail, compose

HEAD = Letterhead("doorstep@example.org", "Doorstep, run by Ward End CIC")
TO = Address(Means.MAIL, "aisha@example.net")
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ID = "0f8e7d6c"
SLIPPED = "Hello\r\nBcc: everybody@example.org\n\nMore\x00\u2028text"


def made(
    subject: str = "Three leads",
    words: str = "Hello",
    parts: MailParts | None = None,
    head: Letterhead = HEAD,
    to: Address = TO,
) -> EmailMessage:
    """A mail, as the other end reads it."""
    source = compose(head, Mail(to, subject, words, parts or MailParts(id=ID)), AT)
    assert source.isascii()
    assert all(len(line) <= 998 and b"\r" not in line for line in source.split(b"\r\n"))
    return cast("EmailMessage", message_from_bytes(source, policy=default))


def _text(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_mail_of_words_says_who_it_is_from_when_and_that_a_machine_wrote_it() -> None:
    mail = made(words="£1,200 for a café “now”\n" + "long " * 400)
    assert dict(mail.items()) == {
        "From": '"Doorstep, run by Ward End CIC" <doorstep@example.org>',
        "To": "aisha@example.net",
        "Subject": "Three leads",
        "Date": "Mon, 23 Nov 2026 08:00:00 +0000",
        "Message-ID": "<0f8e7d6c@example.org>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": mail["Content-Transfer-Encoding"],
        "MIME-Version": "1.0",
    }
    assert _text(mail, "plain").startswith("£1,200 for a café “now”\nlong long")


def test_a_page_and_files_go_beside_the_words() -> None:
    files = (
        Attachment("leads.csv", "text/csv", "naïve,£\r\n".encode()),
        Attachment("a.pdf", "application/pdf", bytes(range(256))),
    )
    mail = made(parts=MailParts("<p>Héllo</p>", files, id=ID))
    assert mail.get_content_type() == "multipart/mixed"
    assert [one.get_content_type() for one in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/csv",
        "application/pdf",
    ]
    assert (_text(mail, "plain"), _text(mail, "html")) == ("Hello\n", "<p>Héllo</p>\n")
    came = [
        Attachment(
            str(one.get_filename()),
            one.get_content_type(),
            cast("bytes", one.get_payload(decode=True)),
        )
        for one in mail.iter_attachments()
    ]
    assert came == list(files)


def test_such_mails_are_ended_by_one_click_however_long_its_address_is() -> None:
    stop = "https://example.org/mail/stop/" + "aB3-_." * 60
    mail = made(parts=MailParts(unsubscribe=stop, id=ID))
    assert mail["List-Unsubscribe"] == f"<{stop}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_answer_belongs_to_the_thread_and_says_where_to_write() -> None:
    asked = "<CAF+asked@mail.example.net>"
    mail = made(parts=MailParts(answers=asked, reply_to="help@example.org", id=ID))
    assert (mail["In-Reply-To"], mail["References"]) == (asked, asked)
    assert (mail["Reply-To"], mail["Auto-Submitted"]) == ("help@example.org", "auto-replied")


@pytest.mark.parametrize("where", ["subject", "name", "reply_to", "answers", "file"])
def test_no_header_can_be_slipped_in(where: str) -> None:
    slipped = {one: SLIPPED if one == where else "" for one in ("reply_to", "answers")}
    file = Attachment(SLIPPED if where == "file" else "a.csv", "text/csv", b"a")
    head = Letterhead(HEAD.mailbox, SLIPPED) if where == "name" else HEAD
    subject = SLIPPED if where == "subject" else "Leads"
    mail = made(subject, parts=MailParts("", (file,), "", **slipped, id=ID), head=head)
    assert mail["Bcc"] is None
    assert _text(mail, "plain") == "Hello\n"
    if where == "subject":
        assert mail["Subject"] == "Hello Bcc: everybody@example.org More text"


@pytest.mark.parametrize(
    "parts",
    [
        MailParts(unsubscribe="javascript:alert(1)", id=ID),
        MailParts(unsubscribe="https://example.org/a>\r\nBcc: <b@example.org", id=ID),
        MailParts(attachments=(Attachment("a", "nothing", b""),), id=ID),
        MailParts(attachments=(Attachment("a", "text/csv\r\nBcc: b@example.org", b""),), id=ID),
    ],
)
def test_parts_that_nobody_could_use_are_refused(parts: MailParts) -> None:
    with pytest.raises(DoNotTryAgainError):
        made(parts=parts)


def test_an_address_with_a_foreign_domain_is_written_as_servers_know_it() -> None:
    assert made(to=Address(Means.MAIL, "info@bücher.example"))["To"] == "info@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "to",
    [
        Address(Means.TEXT, "+447700900123"),
        Address(Means.MAIL, "nobody"),
        Address(Means.MAIL, "jürgen@example.org"),
        Address(Means.MAIL, "a@example.org\r\nBcc: b@example.org"),
    ],
)
def test_what_no_mail_can_be_written_to_is_refused(to: Address) -> None:
    with pytest.raises(AddressRefusedError):
        made(to=to)
