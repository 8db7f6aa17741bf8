"""Consents: what somebody was asked, in which words, and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.reaching import Means


class Purpose(StrEnum):
    """What a consent is for."""

    LEARNING = "learning"
    HAND_OVER = "hand_over"
    ALERTS = "alerts"
    SHOWN_TO_BUYERS = "buyers"
    QUOTES = "quotes"
    ONE_FIRM = "one_firm"
    INTRODUCTION = "introduction"
    STORY = "story"
    AFTER_WIN = "after_win"


class Answer(StrEnum):
    """What was said; the last one stands."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    """Where it was said."""

    WEB_CHAT = "web_chat"
    TEXT = "text"
    PAGE = "page"
    COORDINATOR = "coordinator"


class EvidenceKind(StrEnum):
    """What shows that it was they who answered."""

    PROOF = "proof"
    NOTIFICATION = "notification"
    INBOUND_TEXT = "inbound_text"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows it, by its own id: an address proved, a message sent, or a text received."""

    kind: EvidenceKind
    id: str


@dataclass(frozen=True, slots=True)
class Consent:
    """One step: asked for, given, refused or withdrawn; the wording is as it was read.

    `channel` is where it was said, `means` what it allows to be written by: a consent to texts is
    none to mails. None where it is not about being written to.
    """

    purpose: Purpose
    answer: Answer
    wording: str
    version: str
    channel: Channel
    at: datetime
    means: Means | None = None
    evidence: Evidence | None = None


def given(steps: Sequence[Consent]) -> Consent | None:
    """The consent that stands, or None: never asked, refused, or withdrawn since."""
    last = steps[-1] if steps else None
    return last if last and last.answer is Answer.YES else None


def asked(steps: Sequence[Consent]) -> Consent | None:
    """The question that still waits for its answer, or None."""
    last = steps[-1] if steps else None
    return last if last and last.answer is Answer.ASKED else None


def by(means: Means, steps: Sequence[Consent]) -> list[Consent]:
    """The steps about one means, in their order."""
    return [one for one in steps if one.means is means]
