"""Consents: what somebody was asked, in which words, and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What a consent is for."""

    LEARNING = "learning"
    HAND_OVER = "hand_over"


class Answer(StrEnum):
    """What was said; the last one stands."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    """Where it was said."""

    WEB_CHAT = "web_chat"


@dataclass(frozen=True, slots=True)
class Consent:
    """One step: asked for, given, refused or withdrawn; the wording is as it was read."""

    purpose: Purpose
    answer: Answer
    wording: str
    version: str
    channel: Channel
    at: datetime


def given(steps: Sequence[Consent]) -> Consent | None:
    """The consent that stands, or None: never asked, refused, or withdrawn since."""
    last = steps[-1] if steps else None
    return last if last and last.answer is Answer.YES else None
