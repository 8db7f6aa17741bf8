"""Reads delivery reports (RFC 3464): what became of mails of ours, as their servers tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage, Message
from typing import Any

from bot.domain.inbound_mail import DeliveryReport, Outcome
from bot.domain.mail_errors import status_in

MOST_REPORTS = 20
_MESSAGE_ID = re.compile(r"<([!-;=?-~]{1,250})>")
_ORIGINALS = frozenset({"message/rfc822", "text/rfc822-headers", "message/global-headers"})
_OUTCOMES = {one.value: one for one in Outcome}


def reports_of(parts: Sequence[EmailMessage]) -> tuple[DeliveryReport, ...]:
    """What the mail reports, one for each mailbox; nothing where it is no such report."""
    if not parts or parts[0].get_content_type() != "multipart/report":
        return ()
    original = _original(parts)
    found = []
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            found += list(_told(part, original))
    return tuple(found[:MOST_REPORTS])


def _told(part: EmailMessage, original: str) -> Iterator[DeliveryReport]:
    payload = part.get_payload()
    blocks = (
        [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
    )
    envelope = next((_field(one, "Original-Envelope-Id") for one in blocks[:1]), "")
    for block in blocks:
        outcome = _OUTCOMES.get(_field(block, "Action").lower())
        if outcome:
            yield DeliveryReport(outcome, status_in(_field(block, "Status")), original or envelope)


def _original(parts: Sequence[EmailMessage]) -> str:
    """The Message-ID of the mail that came back, from the headers that came with it."""
    for part in parts:
        if part.get_content_type() in _ORIGINALS:
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            text = _field(inner, "Message-ID") if isinstance(inner, Message) else str(payload)
            found = _MESSAGE_ID.search(_line_of_id(text))
            if found:
                return found.group(1)
    return ""


def _line_of_id(text: str) -> str:
    """The header with the id among the headers; the text itself where it is the id alone."""
    found = re.search(r"^message-id:(.*(?:\r?\n[ \t].*)*)", text, re.MULTILINE | re.IGNORECASE)
    return found.group(1) if found else text


def _field(block: Message[Any, Any], name: str) -> str:
    try:
        return " ".join(str(block.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, TypeError):
        return ""
