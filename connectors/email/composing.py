"""Makes a mail as the world's mail servers know it: words always, a page and files where there are.

No header can be slipped in: whatever breaks a line is taken out of what goes into one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP

from email_validator import EmailNotValidError, validate_email

from bot.domain.errors import AddressRefusedError, DoNotTryAgainError
from bot.domain.mail import Attachment, MailParts
from bot.domain.reaching import Address, Means

LOCAL_SENDER = "doorstep@localhost"
_LONGEST_SUBJECT = 200
_LONGEST_NAME = 100
_NOT_IN_A_HEADER = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_NOT_IN_A_FILE_NAME = re.compile(r"[/\\:*?\"<>|]+")
_LINK = re.compile(r"https?://[!-;=?-~]+")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
_MEDIA_TYPE = re.compile(r"([a-z]+)/([a-z0-9.+-]+)")
# Parts are wrapped at 76 characters; headers are not, as a long address of a link in one would come
# out in pieces that nobody puts together again.
_MAKING = SMTP.clone(cte_type="7bit")
_WRITING = _MAKING.clone(max_line_length=998)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """In whose name mails go: the mailbox that they come from, and a name for people."""

    mailbox: str = LOCAL_SENDER
    name: str = ""

    @property
    def domain(self) -> str:
        """What stands behind the mailbox's `@`."""
        return self.mailbox.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that is to be sent: its words, and what it has beyond them."""

    to: Address
    subject: str
    words: str
    parts: MailParts


def compose(head: Letterhead, mail: Mail, at: datetime) -> bytes:
    """The mail with its headers, in ASCII with CRLF at each line's end.

    The same mail at the same moment comes out the same but for the marks between its parts. Raises
    AddressRefusedError for an address that no mail can be written to, and DoNotTryAgainError for
    parts that nobody could use.
    """
    made = EmailMessage(policy=_MAKING)
    made["From"] = Mailbox(display_name=_line(head.name), addr_spec=head.mailbox)
    made["To"] = Mailbox(addr_spec=mailbox_of(mail.to))
    made["Subject"] = _line(mail.subject)[:_LONGEST_SUBJECT]
    made["Date"] = at
    made["Message-ID"] = message_id(mail.parts.id, head.domain)
    for name, value in _others(mail.parts):
        made[name] = value
    made.set_content(mail.words)
    if mail.parts.html:
        made.add_alternative(mail.parts.html, subtype="html")
    for one in mail.parts.attachments:
        _attach(made, one)
    return made.as_bytes(policy=_WRITING)


def message_id(mail_id: str, domain: str) -> str:
    """The Message-ID of a mail: the same each time that it goes, so that two count as one."""
    return f"<{mail_id}@{domain}>"


def mailbox_of(to: Address) -> str:
    """The address in ASCII, as any server takes it. Raises AddressRefusedError if it has none."""
    if to.means is not Means.MAIL:
        raise AddressRefusedError("A mail goes to a mailbox.")
    try:
        read = validate_email(to.value, check_deliverability=False, test_environment=True)
    except EmailNotValidError as fault:
        raise AddressRefusedError("This is no address for mail.") from fault
    if read.ascii_email is None:
        raise AddressRefusedError("This address has letters that most servers do not take.")
    return read.ascii_email


def _others(parts: MailParts) -> Iterable[tuple[str, str]]:
    # Both say that a machine wrote it, so that no other machine answers: the second is Exchange's.
    yield "Auto-Submitted", "auto-replied" if parts.answers else "auto-generated"
    yield "X-Auto-Response-Suppress", "OOF, AutoReply"
    if parts.reply_to:
        yield "Reply-To", _line(parts.reply_to)
    if parts.answers and _MESSAGE_ID.fullmatch(parts.answers):
        yield "In-Reply-To", parts.answers
        yield "References", parts.answers
    if parts.unsubscribe:
        if not _LINK.fullmatch(parts.unsubscribe):
            raise DoNotTryAgainError("What ends such mails is no web address.")
        yield "List-Unsubscribe", f"<{parts.unsubscribe}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _attach(made: EmailMessage, one: Attachment) -> None:
    kind = _MEDIA_TYPE.fullmatch(one.media_type)
    if kind is None:
        raise DoNotTryAgainError("An attachment's media type is none.")
    name = _NOT_IN_A_FILE_NAME.sub(" ", _line(one.name))[:_LONGEST_NAME].strip() or "attachment"
    made.add_attachment(one.content, kind.group(1), kind.group(2), filename=name)


def _line(text: str) -> str:
    return " ".join(_NOT_IN_A_HEADER.sub(" ", text).split())
