"""What the last answer offered to choose, so that a bare "yes" or "too far" can be understood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.conversation import ConversationId
from bot.ports import Storage


class LastOffer:
    """The choices under the last answer of a conversation; an answer since ends them."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def facts(
        self, conversation: ConversationId, intent: str, fact: str
    ) -> Mapping[str, Any] | None:
        """The facts of the first choice that meant the intent and named the fact, or None."""
        start = f"/{intent}{{"
        for payload in self._payloads(conversation):
            facts = json.loads(payload[len(start) - 1 :]) if payload.startswith(start) else {}
            if fact in facts:
                return dict(facts)
        return None

    def carrying(
        self, conversation: ConversationId, fact: str
    ) -> tuple[str, Mapping[str, Any]] | None:
        """The goal and the facts of the first choice that carried the fact, or None."""
        for payload in self._payloads(conversation):
            goal, brace, facts = payload.removeprefix("/").partition("{")
            known = json.loads(brace + facts) if brace else {}
            if fact in known:
                return goal, dict(known)
        return None

    def _payloads(self, conversation: ConversationId) -> list[str]:
        with self._storage.transaction() as work:
            turns = work.conversations.turns(conversation)
        replies = turns[-1].replies if turns else ()
        return [one.payload for reply in replies for one in reply.choices if one.about is None]
