"""What was explained last, so that "tell me more" goes on with it."""

from __future__ import annotations

import json
import re

from bot.domain.conversation import ConversationId
from bot.ports import Storage
from bot.services.guidance_choices import INTENT, MORE

_OF_THE_LIST = re.compile(
    r"\b(?:show|list|others?|jobs?|results?|contracts?|opportunit\w+|next|work)\b", re.IGNORECASE
)
"""Words that ask for more of what was found, not of what was explained."""

_START = f"/{INTENT}{{"


class LastExplained:
    """The topic that the last answer offered more of; an answer since ends it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def topic(self, conversation: ConversationId, said: str) -> str | None:
        """The topic that a bare "more" goes on with, or None where the list is meant."""
        if _OF_THE_LIST.search(said):
            return None
        with self._storage.transaction() as work:
            turns = work.conversations.turns(conversation)
        replies = turns[-1].replies if turns else ()
        for payload in (one.payload for reply in replies for one in reply.choices):
            facts = json.loads(payload[len(_START) - 1 :]) if payload.startswith(_START) else {}
            if facts.get("part") == MORE:
                return str(facts["topic"])
        return None
