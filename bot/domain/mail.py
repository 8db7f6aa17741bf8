"""What a mail has beyond a subject and words, which a text never has."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ATTACHED = 5_000_000
"""Bytes of all attachments together: what every mailbox takes, also once they are encoded."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail: its name as people see it, its media type, and its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MailParts:
    """The rest of a mail; the words stand by themselves wherever nothing else can be shown.

    html          the same as the words, as a page of its own; empty for a mail of words alone
    attachments   files, in their order
    unsubscribe   the https address that ends such mails by one POST without a question (RFC 8058);
                  empty for a mail that somebody waits for
    reply_to      the mailbox that answers go to; empty where nobody reads answers
    answers       the Message-ID of the mail that this one answers, with its angle brackets
    id            by which a delivery report finds the mail; given as it goes, by whoever sends it
    """

    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe: str = ""
    reply_to: str = ""
    answers: str = ""
    id: str = ""
