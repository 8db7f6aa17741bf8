"""What the last answer offered to choose, so that a bare "yes" or "too far" can be understood."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.conversation import Choice, ConversationId
from bot.ports import Storage

WHICH = "which"
"""What `asked` is where it is asked which of those shown is meant."""

WHICH_BUYER = "which_buyer"
"""What `asked` is where it is asked which of several buyers is meant."""

_WORD = re.compile(r"[^\W_]+")


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

    def of_conversation(self, conversation: ConversationId) -> Sequence[Choice]:
        """All that the last answer offered, but what stands on cards."""
        with self._storage.transaction() as work:
            turns = work.conversations.turns(conversation)
        replies = turns[-1].replies if turns else ()
        return [one for reply in replies for one in reply.choices if one.about is None]

    def _payloads(self, conversation: ConversationId) -> list[str]:
        return [one.payload for one in self.of_conversation(conversation)]


def carrying(offered: Sequence[Choice], fact: str) -> tuple[str, Mapping[str, Any]] | None:
    """The goal and the facts of the first choice that carries the fact, or None."""
    for one in offered:
        goal, brace, facts = one.payload.removeprefix("/").partition("{")
        known = json.loads(brace + facts) if brace else {}
        if fact in known:
            return goal, dict(known)
    return None


def with_fact(offered: Sequence[Choice], fact: str, value: str) -> Choice | None:
    """The first choice that carries the fact with that value, or None."""
    said = json.dumps({fact: value})[1:-1]
    return next((one for one in offered if said in one.payload), None)


def named_by(offered: Sequence[Choice], text: str) -> Choice | None:
    """The choice whose words the text is, whatever its signs and capitals; None for none."""
    words = _words(text)
    return next((one for one in offered if words and _words(one.label) == words), None)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
