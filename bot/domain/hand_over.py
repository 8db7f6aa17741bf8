"""Hand-overs: a conversation as it stood, passed to a person because its owner agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.domain.conversation import ConversationId, Turn

HandOverId = NewType("HandOverId", str)


class HandOverState(StrEnum):
    """Where it stands: nobody answered yet, somebody did, or nobody needs to."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Line:
    """One message and what was answered to it."""

    at: datetime
    said: str
    answered: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a person gets; `contact` is how to reach the owner, empty if they would not say."""

    id: HandOverId
    conversation: ConversationId
    at: datetime
    about: str
    contact: str
    transcript: tuple[Line, ...]
    state: HandOverState
    changed_at: datetime


def transcript_of(turns: Sequence[Turn]) -> tuple[Line, ...]:
    """What was said, with the titles of what was shown in place of cards."""
    return tuple(Line(turn.at, turn.text, "\n".join(_told(turn))) for turn in turns)


def _told(turn: Turn) -> list[str]:
    told: list[str] = []
    for reply in turn.replies:
        told += [reply.text] if reply.text else []
        told += [f"- {card['title']}" for card in reply.cards if card.get("title")]
    return told
