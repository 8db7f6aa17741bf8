"""Reads what points back: to a list or an opportunity shown before, or to the one beside."""

from __future__ import annotations

import re
from enum import StrEnum


class Back(StrEnum):
    """What is pointed back to."""

    FIRST_LIST = "first_list"
    LIST_BEFORE = "list_before"
    THIS_LIST = "this_list"
    FIRST_SHOWN = "first_shown"
    OTHER_ONE = "other_one"
    ONE_BEFORE = "one_before"
    ONE_AFTER = "one_after"


_LITTLE = (
    r"(?:(?:no|nope|nah|ok|okay|oh|er|um|sorry|hang on|wait|actually|and|so|please|pls|can you|could you|can we|could we|can i|could i|i want to|"
    r"i'd like to|let me|let's|lets|just|now|mate|then)\W+)*"
)
_END = r"(?:\W+(?:please|pls|again|then|now|mate|thanks|if you can|for me|you had|you showed me|you gave me|we had))*\W*$"
_LIST = r"(?:list|lot|page|results?|search|ones|jobs|set|batch)"
_SHOW = r"(?:go back to|back to|show me|show|see|return to|take me back to|bring back|give me|look at|have)\s+"
_ONE = r"(?:one|job|contract|thing|opportunity|card)"
_SHOWN = r"(?:you\s+(?:ever\s+)?(?:showed|shown|gave|found|had|sent)(?:\s+me|\s+us)?|i\s+(?:saw|looked\s+at)|we\s+(?:saw|looked\s+at|talked\s+about))"
_BACK = r"(?:go(?:ing)?\s+back|back|undo(?:\s+(?:that|it))?|put\s+(?:that|it)\s+back(?:\s+how\s+it\s+was)?|as\s+(?:it\s+was\s+)?before)"

_PATTERNS = {
    Back.FIRST_SHOWN: rf"(?:{_SHOW}|what(?:'?s|\s+was|\s+is)?\s+|which\s+(?:was|is)\s+)*(?:the\s+)?(?:very\s+)?first\s+{_ONE}(?:\s+that)?\s+{_SHOWN}(?:\s+(?:again|earlier|before|today))?"
    rf"|what\s+did\s+you\s+show\s+(?:me|us)\s+first|what\s+was\s+the\s+(?:very\s+)?first\s+{_ONE}(?:\s+again)?",
    Back.FIRST_LIST: rf"(?:{_SHOW})?(?:the\s+|my\s+)?(?:very\s+)?(?:first|original)\s+{_LIST}(?:\s+(?:that\s+)?{_SHOWN})?",
    Back.LIST_BEFORE: rf"(?:{_SHOW})?(?:the\s+|my\s+|that\s+)?(?:previous|last|other|earlier|old)\s+{_LIST}(?:\s+(?:that\s+)?{_SHOWN})?|(?:{_SHOW})?(?:the\s+)?{_LIST}\s+(?:before|from before)|{_BACK}",
    Back.THIS_LIST: rf"{_SHOW}(?:the|that|my|this)\s+{_LIST}|(?:the\s+)?(?:whole\s+)?list\s+again",
    Back.OTHER_ONE: rf"(?:(?:not|no)\s+(?:that|this)(?:\s+{_ONE})?\W+)?(?:(?:i\s+meant?|tell me about|show me|what about|how about)\s+)?the\s+other\s+{_ONE}",
    Back.ONE_BEFORE: rf"(?:(?:not|no)\s+(?:that|this)(?:\s+{_ONE})?\W+)?(?:(?:i\s+meant?|tell me about|show me|what about|how about|go back to)\s+)?the\s+(?:{_ONE}\s+before(?:\s+(?:that|it))?|previous\s+{_ONE})",
    Back.ONE_AFTER: rf"(?:(?:not|no)\s+(?:that|this)(?:\s+{_ONE})?\W+)?(?:(?:i\s+meant?|tell me about|show me|what about|how about)\s+)?the\s+(?:{_ONE}\s+after(?:\s+(?:that|it))?|next\s+{_ONE})",
}
_READ = {
    back: re.compile(rf"^\W*{_LITTLE}(?:{pattern}){_END}", re.IGNORECASE)
    for back, pattern in _PATTERNS.items()
}
_NOT_THAT = re.compile(
    rf"^\W*{_LITTLE}(?:not|no)\s+(?:that|this)(?:\s+{_ONE})?\W+(?P<rest>.*\S)", re.IGNORECASE
)


def pointed_back(text: str) -> Back | None:
    """What a whole message points back to; None if it says anything else besides."""
    straight = text.replace("\u2019", "'")
    return next((back for back, read in _READ.items() if read.match(straight)), None)


def instead(text: str) -> str | None:
    """The words after "not that one": what is meant in its place."""
    found = _NOT_THAT.match(text)
    return found["rest"] if found else None
