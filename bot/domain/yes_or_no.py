"""Reads a plain yes or no where a question with two answers was put."""

from __future__ import annotations

import re

_YES = frozenset(["yes", "yeah", "yep", "yup", "ye", "aye", "correct", "both", "right", "sure"])
_NO = frozenset(["no", "nope", "nah", "neither", "not"])
_LITTLE_WORDS = """
am are based both do from i in is it live of office place really that them there they we work yes
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")


def is_yes_or_no(text: str) -> bool | None:
    """Whether it agrees; None for words that say more than yes or no."""
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or set(words) - _LITTLE - _YES - _NO:
        return None
    if _NO & set(words):
        return False
    return True if _YES & set(words) else None
