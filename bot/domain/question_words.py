"""Finds in a message the question that a buyer is to be asked."""

from __future__ import annotations

import re

_WHOM = (
    r"(?:the\s+)?(?:buyer|council|school|hospital|university|uni|college|trust|police|client|"
    r"customer|people|officer)s?|them|'?em|somebody|someone|they|him|her|it"
    r"|(?:number|no\.?|#)\s*\d+|(?:the\s+)?(?:first|second|third|fourth|fifth|last)(?:\s+one)?"
)
_ASKS = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|okay|right|so|and|but|before\s+i\s+\w+|please|pls|plz)\W+)*"
    r"(?:(?:can|could|would|will)\s+(?:you|u|ya|somebody|someone|we|i)\s+(?:please\s+|pls\s+)?)?"
    r"(?:i(?:'d|\s+would)?\s+(?:want|like|need|wanna)\s+(?:to\s+)?|just\s+|please\s+|pls\s+)*"
    r"(?:ask|check\s+with|find\s+out\s+(?:from|off)|get|query\s+for|question\s+for|tell|"
    r"put\s+(?:a|this|my)\s+question\s+to|send\s+this\s+to|message)\s+"
    rf"(?:{_WHOM})\b(?:\s+(?:of|for|on)\s+(?:{_WHOM})\b)?"
    r"(?:\s+(?:to\s+(?:say|tell\s+us|confirm)|about|for\s+me|is\s*(?=[,:;-])))?\s*[,:;-]*\s*",
    re.IGNORECASE,
)
_JUST_ASKING = re.compile(
    r"^\W*(?:a\s+)?(?:question|something|one\s+thing|this)?\W*$", re.IGNORECASE
)

_LOOKS_FOR_ANSWERS = re.compile(
    r"\b(?:did|have|has|do|does)\s+(?:they|the\s+\w+|anybody|anyone|somebody|someone)\s+"
    r"(?:ever\s+)?(?:answer|repl|got(?:ten)?\s+back|get\s+back|come\s+back)\w*\b.*\bquestions?\b"
    r"|\b(?:any|an|the)\s+(?:answers?|repl(?:y|ies))\b.*\b(?:to|on|from)\b.*\b(?:questions?|buyer)\b"
    r"|\bwhat\b.*\b(?:did|have|has)\s+(?:the\s+)?(?:others?|other\s+firms|people|everybody|anyone)\b"
    r".*\bask(?:ed)?\b|\bwhat\s+(?:questions?|answers?)\b.*\b(?:so\s+far|there|asked|others?|given)\b"
    r"|\b(?:show|read|see|tell)\b.*\b(?:questions?\s+and\s+answers?|q\s*&\s*a|the\s+answers)\b"
    r"|\bis\s+my\s+question\s+answered\b|\bmy\s+question\b.*\banswered\b",
    re.IGNORECASE,
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


def wants_answers(text: str) -> bool:
    """Whether the message looks for answers to questions, and asks nothing of the buyer itself."""
    return bool(_LOOKS_FOR_ANSWERS.search(text))
