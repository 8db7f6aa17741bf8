"""What Twilio sends here: whether it is Twilio's, and what it says in our words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from twilio.request_validator import RequestValidator

from bot.domain.errors import InvalidInputError
from bot.domain.inbound import InboundText
from bot.domain.notification import State
from bot.domain.reaching import Address, Means
from bot.domain.sending import Report

STATES = {
    "accepted": State.SENT,
    "scheduled": State.SENT,
    "queued": State.SENT,
    "sending": State.SENT,
    "sent": State.SENT,
    "delivered": State.DELIVERED,
    "partially_delivered": State.DELIVERED,
    "read": State.DELIVERED,
    "undelivered": State.PERMANENT_FAILURE,
    "failed": State.PERMANENT_FAILURE,
    "canceled": State.TECHNICAL_FAILURE,
}
"""What each of Twilio's statuses comes to here: taken by Twilio means sent."""

LONGEST_ID = 34


class TwilioSignature:
    """Knows requests that were signed with the account's token."""

    def __init__(self, account_sid: str, token: str, public_address: str) -> None:
        self._account_sid = account_sid
        self._validator = RequestValidator(token)
        self._public_address = public_address

    def is_of(self, path_and_query: str, form: Mapping[str, str], signature: str) -> bool:
        """Whether Twilio signed this form for this address, and it is about the account.

        The address is the public one, whatever host and scheme a proxy has made of it.
        """
        address = f"{self._public_address}{path_and_query}"
        signed = signature.isascii() and self._validator.validate(address, dict(form), signature)
        return bool(signed) and form.get("AccountSid") == self._account_sid


def read_report(form: Mapping[str, str], key: str | None) -> Report | None:
    """The report of a status callback; None for a status that is not known.

    Raises InvalidInputError where it names no message.
    """
    state = STATES.get(form.get("MessageStatus", form.get("SmsStatus", "")))
    code = form.get("ErrorCode", "")
    if state is None:
        return None
    return Report(_id(form), key, state, int(code) if code.isdecimal() else None)


def read_text(form: Mapping[str, str], now: datetime) -> tuple[InboundText, int]:
    """The text that came, and how many pictures or files came with it.

    A text may be empty. Raises InvalidInputError where it names no message or no sender.
    """
    sender = form.get("From", "")
    if not sender:
        raise InvalidInputError("From")
    media = form.get("NumMedia", "0")
    text = InboundText(_id(form), Address(Means.TEXT, sender), form.get("Body", ""), now)
    return text, int(media) if media.isdecimal() else 0


def _id(form: Mapping[str, str]) -> str:
    given = form.get("MessageSid") or form.get("SmsMessageSid") or ""
    if not 0 < len(given) <= LONGEST_ID:
        raise InvalidInputError("MessageSid")
    return given
