"""What the services ask of the store of conversations handed over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.conversation import ConversationId
from bot.domain.hand_over import HandOver, HandOverId, HandOverState


class HandOverRepository(Protocol):
    """Hand-overs; deleted with their conversation."""

    def add(self, hand_over: HandOver) -> None:
        """Stores a new one; one that is stored already stays as it is."""
        ...

    def get(self, hand_over_id: HandOverId) -> HandOver | None:
        """The one of that id."""
        ...

    def of(self, conversation_id: ConversationId) -> list[HandOver]:
        """Those of a conversation, oldest first."""
        ...

    def in_state(self, states: Collection[HandOverState]) -> list[HandOver]:
        """Those that stand so, oldest first."""
        ...

    def move(self, hand_over_id: HandOverId, state: HandOverState, at: datetime) -> bool:
        """Whether there is such a one, which then stands so."""
        ...
