"""What was explained last, so that "tell me more" goes on with it."""

from __future__ import annotations

import re

from bot.domain.conversation import ConversationId
from bot.ports import Storage
from bot.services.guidance_choices import INTENT
from bot.services.last_offer import LastOffer

_OF_THE_LIST = re.compile(
    r"\b(?:show|list|others?|jobs?|results?|contracts?|opportunit\w+|next|work)\b", re.IGNORECASE
)
"""Words that ask for more of what was found, not of what was explained."""

_OF_SOMETHING = re.compile(r"\b(?:where|how|when|who|which|cover|cost|get)\b", re.IGNORECASE)
_MOST_WORDS = 7
"""Whoever asks for more of something in particular asks a new question."""


class LastExplained:
    """The topic that the last answer offered more of; an answer since ends it."""

    def __init__(self, storage: Storage) -> None:
        self._offer = LastOffer(storage)

    def topic(self, conversation: ConversationId, said: str) -> str | None:
        """The topic that a bare "more" goes on with, or None where the list is meant."""
        is_bare = len(said.split()) <= _MOST_WORDS and not _OF_SOMETHING.search(said)
        if not is_bare or _OF_THE_LIST.search(said):
            return None
        offered = self._offer.facts(conversation, INTENT, "part")
        return str(offered["topic"]) if offered else None
