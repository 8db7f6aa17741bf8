"""Finds in a message the question that a buyer is to be asked."""

from __future__ import annotations

import re

_WHOM = (
    r"(?:the\s+)?(?:buyer|council|school|hospital|university|uni|college|trust|police|client|"
    r"customer|people|officer)s?|them|'?em|somebody|someone|they|him|her|it"
)
_ASKS = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|okay|right|so|and|but|before\s+i\s+\w+|please|pls|plz)\W+)*"
    r"(?:(?:can|could|would|will)\s+(?:you|u|ya|somebody|someone|we|i)\s+(?:please\s+|pls\s+)?)?"
    r"(?:i(?:'d|\s+would)?\s+(?:want|like|need|wanna)\s+(?:to\s+)?|just\s+|please\s+|pls\s+)*"
    r"(?:ask|check\s+with|find\s+out\s+(?:from|off)|get|query\s+for|question\s+for|tell|"
    r"put\s+(?:a|this|my)\s+question\s+to|send\s+this\s+to|message)\s+"
    rf"(?:{_WHOM})\b(?:\s+(?:to\s+(?:say|tell\s+us|confirm)|about|is|for\s+me))?\s*[,:;-]*\s*",
    re.IGNORECASE,
)
_JUST_ASKING = re.compile(
    r"^\W*(?:a\s+)?(?:question|something|one\s+thing|this)?\W*$", re.IGNORECASE
)

_WHETHER = re.compile(r"(?:if|whether)\b", re.IGNORECASE)


def question_in(text: str) -> str:
    """The question, as a sentence; empty where the message only says that there is one."""
    found = _ASKS.match(text)
    if found is None:
        return ""
    rest = " ".join(text[found.end() :].split())
    if _JUST_ASKING.match(rest):
        return ""
    if _WHETHER.match(rest):
        rest = f"can you tell us {rest}"
    sentence = rest[:1].upper() + rest[1:]
    return sentence if sentence.endswith(("?", ".", "!")) else f"{sentence}?"
