"""How an answer becomes texts on a phone."""

from __future__ import annotations

from bot.ports import Phrases
from bot.services.render_sms import RenderSms


def make_render_sms(phrases: Phrases) -> RenderSms:
    """Answers in the characters that every phone shows."""
    from connectors.sms.plain_characters import PlainCharacters

    return RenderSms(phrases, PlainCharacters())
