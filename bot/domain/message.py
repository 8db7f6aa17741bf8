"""What an owner typed, made safe to understand: ordinary text, never a command."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.conversation import MAX_MESSAGE_LENGTH
from bot.domain.errors import InvalidInputError, TooLongError

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_LIKE_A_COMMAND = re.compile(r"^[\s/]+")
_JOINERS = {"\u200d", "\u200c"}  # emoji and some scripts are spelt with them


def clean_message(text: str) -> str:
    """The text without control characters, in composed form, not starting like a command.

    A leading slash means an intent to the dialogue engine, so it is dropped, and with it every
    sort of space before, between and after slashes: the engine strips those itself. Raises
    InvalidInputError if nothing is left and TooLongError beyond 2,000 characters. Idempotent.
    """
    composed = unicodedata.normalize("NFC", text)
    if len(composed) > MAX_MESSAGE_LENGTH:  # a few characters are longer in composed form
        raise TooLongError(MAX_MESSAGE_LENGTH)
    visible = "".join(c if _is_visible(c) else " " for c in composed)
    cleaned = _LIKE_A_COMMAND.sub("", re.sub(r"[ \t]+", " ", visible)).rstrip()
    if not cleaned:
        raise InvalidInputError("empty")
    return cleaned


def _is_visible(character: str) -> bool:
    if character in _JOINERS or character == "\n":
        return True
    return unicodedata.category(character) not in _INVISIBLE
