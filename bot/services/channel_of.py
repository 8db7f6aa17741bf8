"""By which way a conversation is held, so that a consent tells where it was really given."""

from __future__ import annotations

from bot.domain.consent import Channel
from bot.domain.conversation import ConversationId
from bot.ports import Work


def channel_of(work: Work, conversation: ConversationId) -> Channel:
    """By text where a number holds the conversation, else the chat on the web."""
    return Channel.TEXT if work.inbound_texts.number_of(conversation) else Channel.WEB_CHAT
