"""Reads mails as they come from anywhere: with care, and never more of them than is asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message, MIMEPart
from email.policy import default
from typing import Any

from bot.domain.errors import InvalidInputError
from bot.domain.inbound_mail import MOST_WORDS, ReceivedMail
from bot.domain.reaching import Address
from connectors.email.addresses import MailAddresses
from connectors.email.page_words import words_of_page
from connectors.email.reports import reports_of

MOST_PARTS = 200
"""Parts of a mail that are looked at: no person's mail has as many."""
_LONGEST_LINE = 500
_MOST_LEFT_OUT = 20
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
_NO_PAPER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_BY_MACHINES = ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients", "List-Id", "Feedback-ID")
_OF_SERVERS = frozenset({"mailer-daemon", "postmaster", "no-reply", "noreply"})
_BEGINS_A_QUOTE = re.compile(
    r"^(?:On\b.{5,250}\bwrote:|-{3,} ?Original Message ?-{3,}|_{20,}|-- )\s*$", re.MULTILINE
)
_QUOTED_AT_THE_END = re.compile(r"(?:\n>[^\n]*|\n\s*)+\Z")
# What the library raises over headers and parts that are not what they should be.
_MALFORMED = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    MessageError,
    RecursionError,
)


def read_mail(source: bytes, envelope_sender: str, at: datetime) -> ReceivedMail:
    """The mail, as far as it can be read; what cannot be is left out.

    Raises InvalidInputError for what is no mail at all.
    """
    try:
        message = message_from_bytes(source, policy=default)
        parts = list(_some(message))
    except _MALFORMED as fault:
        raise InvalidInputError("The mail cannot be read.") from fault
    words = _NO_PAPER.sub("", _words(message))
    own = _QUOTED_AT_THE_END.sub("", "\n" + _BEGINS_A_QUOTE.split(words, maxsplit=1)[0]).strip()
    reports = reports_of(parts)
    return ReceivedMail(
        id=_message_id(message, "Message-ID") or f"sha256:{hashlib.sha256(source).hexdigest()}",
        sender=_sender(message),
        subject=header(message, "Subject")[:_LONGEST_LINE],
        words=own[:MOST_WORDS],
        at=at,
        answers=_message_id(message, "In-Reply-To"),
        is_automatic=bool(reports) or _is_automatic(message, envelope_sender),
        reports=reports,
        left_out=tuple(_files(parts))[:_MOST_LEFT_OUT],
        is_cut=len(own) > MOST_WORDS,
    )


def header(message: Message[Any, Any], name: str) -> str:
    """A header on one line; empty where there is none, or none that can be read."""
    try:
        return " ".join(_NO_PAPER.sub(" ", str(message.get(name, ""))).split())
    except _MALFORMED:
        return ""


def _some(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _words(message: EmailMessage) -> str:
    try:
        body = message.get_body(("plain", "html"))
    except _MALFORMED:
        return ""
    if body is None:
        return ""
    text = _content(body)
    return words_of_page(text) if body.get_content_subtype() == "html" else text


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except _MALFORMED:
        # A character set that there is not, or a coding that is broken.
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _message_id(message: EmailMessage, name: str) -> str:
    found = _MESSAGE_ID.search(header(message, name))
    return found.group() if found else ""


def _sender(message: EmailMessage) -> Address | None:
    try:
        first = next(iter(message["From"].addresses), None) if message["From"] else None
        read = MailAddresses().read(first.addr_spec) if first else None
    except _MALFORMED:
        return None
    return read if isinstance(read, Address) else None


def _is_automatic(message: EmailMessage, envelope_sender: str) -> bool:
    """What RFC 3834 and habit say of mails that nobody may answer."""
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    sender = _sender(message)
    return (
        submitted not in {"", "no"}
        or header(message, "Precedence").lower() in _BULK
        or any(header(message, name) for name in _BY_MACHINES)
        or envelope_sender in {"", "<>"}
        or (sender is not None and sender.value.partition("@")[0] in _OF_SERVERS)
    )


def _files(parts: list[EmailMessage]) -> Iterator[str]:
    for part in parts:
        try:
            name = part.get_filename()
            is_file = part.get_content_disposition() == "attachment" or bool(name)
        except _MALFORMED:
            continue
        if is_file:
            named = " ".join(_NO_PAPER.sub(" ", str(name or "")).split())
            yield named[:_LONGEST_LINE] or part.get_content_type()
