"""Notifications: one message to one recipient, in a state that only moves on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.consent import Purpose
from bot.domain.feedback import Owner
from bot.domain.reaching import Address

NotificationId = NewType("NotificationId", str)

LONGEST_KEY = 120
_A_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_HIDDEN = "\u2022" * 6


class State(StrEnum):
    """Where a notification is on its way; the last three may be told by a provider later."""

    CREATED = "created"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    TEMPORARY_FAILURE = "temporary-failure"
    PERMANENT_FAILURE = "permanent-failure"
    TECHNICAL_FAILURE = "technical-failure"


TO_BE_SENT = (State.CREATED, State.TEMPORARY_FAILURE)
"""States from which it may be taken to be sent."""


class About(StrEnum):
    """What a notification is for."""

    CODE = "code"
    CONFIRMATION = "confirmation"
    ANSWER = "answer"
    STOPPED = "stopped"
    ALERT = "alert"
    HAND_OVER = "hand_over"
    QUOTE = "quote"
    ENROLMENT = "enrolment"
    LEADS = "leads"
    SIGN_IN = "sign_in"
    BUYERS_ERRAND = "buyers_errand"
    INVITED = "invited"
    INTRODUCTION = "introduction"
    FIRM_FACTS = "firm_facts"
    STRAY_LEAD = "stray_lead"
    AFTER_WIN = "after_win"


NEEDS_CONSENT = {
    About.ALERT: Purpose.ALERTS,
    About.INVITED: Purpose.ALERTS,
    About.QUOTE: Purpose.QUOTES,
    About.INTRODUCTION: Purpose.INTRODUCTION,
    About.FIRM_FACTS: Purpose.ALERTS,
    About.AFTER_WIN: Purpose.AFTER_WIN,
}
"""What is sent only with a consent; the others were asked for by whoever gets them."""

TO_CONTACTS = frozenset({About.ENROLMENT, About.LEADS})
"""What goes to contacts of buyers alone: to confirm their mailbox, and once they did, leads."""

GOES_AFTER_STOP = frozenset({About.STOPPED})
"""What may still be sent to somebody who said STOP: that it was heard, once."""


@dataclass(frozen=True, slots=True)
class Notification:
    """One message to one recipient; `key` says which, so that the same is never made twice.

    `words` are as sent; of a code that has been sent, only dots are kept. `owner` is whose it is.
    """

    id: NotificationId
    key: str
    to: Address
    about: About
    words: str
    owner: Owner
    created_at: datetime
    subject: str = ""
    state: State = State.CREATED
    changed_at: datetime | None = None
    provider_id: str | None = None


class Withheld(StrEnum):
    """Why nothing was sent, and nothing stored."""

    NO_TRANSPORT = "no_transport"
    NO_OPERATOR = "no_operator"
    NOT_A_RECIPIENT = "not_a_recipient"
    SUPPRESSED = "suppressed"
    UNREACHABLE = "unreachable"
    NO_CONSENT = "no_consent"


def without_code(words: str) -> str:
    """The words with dots in place of every code of six digits. Idempotent."""
    return _A_CODE.sub(_HIDDEN, words)
