"""A firm's name in what an owner writes: "call us Khan & Sons", or just "Clean Sweep"."""

from __future__ import annotations

import re

from bot.domain.contact_words import contacts_in
from bot.domain.profile_facts import LONGEST_NAME

_MOST_WORDS = 8
_NAME = r"(?P<name>[^\n.,!?;]{1,120})"
_NAMING = re.compile(
    r"(?:\b(?:call|name)\s+(?:us|me|it|the\s+(?:firm|business|company))\s+(?:as\s+)?"
    r"|\b(?:change|make|put|update|correct|set)\s+(?:(?:the|my|our)\s+)?(?:(?:business|company|firm|trading)\s+)?name\s+(?:of\s+(?:the\s+)?\w+\s+)?(?:to|as|down\s+as)\s+"
    r"|\b(?:(?:the|our)|(?:my\s+)?(?:business|company|firm|trading|shop)(?:'?s)?)\s+(?:(?:business|company|firm|trading)\s+)?name(?:'?s|\s+is|\s+should\s+be|\s+will\s+be|\s+has\s+changed\s+to)(?:\s+now)?\s+"
    r"|\bwe(?:'re|\s+are|re)\s+(?:now\s+)?(?:called|known\s+as)\s+|\b(?:it|business|company|firm)(?:'?s|\s+is)\s+(?:now\s+)?called\s+"
    r"|\b(?:trading|trade|known)\s+as\s+|\bt/a\s+)"
    rf"['\"\u2018\u201c]?{_NAME}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^\W*(?:(?:oh|er|um|erm|well|so|ok|okay|right|yes|yeah|hi|hello)\b[\s,]*)*"
    r"(?:(?:it'?s|its|it\s+is|that'?s|we'?re|we\s+are|were|i'?m|i\s+am|im|this\s+is|the\s+name\s+is|name\s+is|name'?s|called|it'?s\s+called|its\s+called|we\s+are\s+called|we'?re\s+called|just|"
    r"my\s+(?:business|company|firm)\s+is|our\s+(?:business|company|firm)\s+is)\s+)*(?:called\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s*,?\s*(?:please|pls|thanks|thank\s+you|ta|mate|love|bab|that'?s\s+it|from\s+now\s+on|now))+\W*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s*(?:our|my|we|it|i|as|because|cos|after|but|named|so|the\s+kids|that'?s)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_PLAINLY = re.compile(
    r"^\W*(?i:please\s+|can\s+you\s+|now\s+)*(?i:call|name)\s+(?i:us|the\s+(?:firm|business|company))\s+(?!(?i:on|back|at|when|now)\b)['\"\u2018\u201c]?[A-Z\d&]"
)
_NO_NAME = re.compile(
    r"\b(?:no\s+name(?:\s+yet)?\W*$|haven'?t\s+got\s+(?:one|a\s+name)|havent\s+got\s+(?:one|a\s+name)|don'?t\s+have\s+(?:one|a\s+name)|dont\s+have\s+(?:one|a\s+name)|not\s+got\s+(?:one|a\s+name)|"
    r"no\s+business\s+name|without\s+a\s+name|nothing\s+yet|not\s+yet|hasn'?t\s+got\s+(?:one|a\s+name))\b",
    re.IGNORECASE,
)
_QUOTES = " \t\"'\u2018\u2019\u201c\u201d.,:;-"
_LETTER = re.compile(r"[^\W\d_]")


def read_firm_name(text: str, *, asked: bool = False) -> str | None:
    """The name that a text gives the firm, as written; None where it gives none.

    Only where it was `asked` is a short message itself the name. "We haven't got one" is none.
    """
    if _NO_NAME.search(text):
        return None
    named = _NAMING.search(text)
    if named:
        return _tidy(named["name"])
    legal = next((one.value for one in contacts_in(text) if one.kind == "company"), None)
    if legal and not asked:
        return _tidy(legal)
    return _bare(text, legal) if asked else None


def names_firm_plainly(text: str) -> bool:
    """Whether the message does nothing but give the firm its name: "call us Khan & Sons"."""
    return bool(_PLAINLY.match(text)) and not any(c.kind == "phone" for c in contacts_in(text))


def without_firm_name(text: str) -> str:
    """The text with the name that it gives the firm blanked out, so that no trade is read in it."""
    name = read_firm_name(text)
    return text if name is None else text.replace(name, " " * len(name))


def has_no_name(text: str) -> bool:
    """Whether the text says that the firm has no name."""
    return bool(_NO_NAME.search(text))


def _bare(text: str, legal: str | None) -> str | None:
    line = _ASIDE.sub("", _BEFORE.sub("", text, count=1)).strip()
    is_short = "\n" not in line and len(line.split()) <= _MOST_WORDS
    if not is_short or line.endswith("?"):
        return _tidy(legal) if legal else None
    return _tidy(line)


def _tidy(name: str) -> str | None:
    kept = " ".join(_AFTER.sub("", name).strip(_QUOTES).split())
    if kept.lower().endswith((" ltd", " co")) and name.strip().endswith("."):
        kept += "."
    return kept[:LONGEST_NAME] if _LETTER.search(kept) else None
