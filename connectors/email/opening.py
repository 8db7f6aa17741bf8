"""Opens a mail of ours as its reader's program would: its page, its files, how such mails end."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from bot.domain.mail import Attachment


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """What a mail has beyond its words."""

    html: str
    files: tuple[Attachment, ...]
    reply_to: str
    unsubscribe: str


def open_mail(source: bytes) -> OpenedMail:
    """A mail that was composed here."""
    mail = message_from_bytes(source, policy=default)
    page = mail.get_body(("html",))
    return OpenedMail(
        html=str(page.get_content()) if page else "",
        files=tuple(_file(one) for one in mail.iter_attachments()),
        reply_to=str(mail.get("Reply-To", "")),
        unsubscribe=str(mail.get("List-Unsubscribe", "")).strip("<>"),
    )


def _file(part: EmailMessage) -> Attachment:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    return Attachment(part.get_filename() or "attachment", part.get_content_type(), content)
