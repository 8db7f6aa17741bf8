"""Hears a text before the dialogue does: what was asked of its sender last, then alerts."""

from __future__ import annotations

from typing import Protocol

from bot.domain.conversation import ConversationId
from bot.domain.inbound import InboundText


class AnswersTexts(Protocol):
    """Answers some texts by itself."""

    def reply(self, conversation: ConversationId, text: InboundText) -> str | None:
        """The answer; None leaves the text to the dialogue."""
        ...


class TakesUp(Protocol):
    """Knows texts that answer a question put by text."""

    def take_up(self, conversation: ConversationId, text: InboundText) -> bool:
        """Whether the text answers it; then its question is put behind it, and the thread hears."""
        ...


class HeardFirst:
    """One after the other; the first who knows the text has it."""

    def __init__(self, asked: TakesUp, others: AnswersTexts) -> None:
        self._asked = asked
        self._others = others

    def reply(self, conversation: ConversationId, text: InboundText) -> str | None:
        """As AnswersTexts tells; nothing for an answer that the thread is to hear."""
        if self._asked.take_up(conversation, text):
            return None
        return self._others.reply(conversation, text)
