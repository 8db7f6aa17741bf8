"""What an owner says to what would be sent of their firm: change it, or leave something out."""

from __future__ import annotations

import re
from re import IGNORECASE

FEW_WORDS = 3
MOST_OF_A_YES = 6

_CHANGES = re.compile(
    r"\b(?:change|alter|edit|wrong|fix|correct|not right|put (?:it|that|something) right)\b",
    IGNORECASE,
)
_LEAVES_OUT = re.compile(
    r"\b(?:leave|take|keep|drop|miss)\b.{0,40}\bout\b|\bwithout\b|\bremove\b"
    r"|\b(?:don'?t|dont|do not)\s+(?:send|say|tell|share|show)\b",
    IGNORECASE,
)
_OF_THEIRS = re.compile(
    r"^\W*(?:(?:no|but|also|actually|and|oh|well|sorry)\W+)*(?:we|we're|our|i|i'm|my)\b",
    IGNORECASE,
)
_DOES_NOT_KNOW = re.compile(r"\b(?:don'?t know|dont know|not sure|dunno|no idea)\b", IGNORECASE)
_NAMES = {
    "people": re.compile(
        r"\bhow many|\bpeople|\bstaff|\bsize of (?:the|our|my) (?:firm|team)", IGNORECASE
    ),
    "hours": re.compile(r"\bhours?\b|\bwhen (?:we|i) work|\bdays\b", IGNORECASE),
    "place": re.compile(r"\bplace\b|\bwhere\b|\bpostcode|\baddress", IGNORECASE),
    "paper": re.compile(r"\binsurance|\bpapers?\b|\bdbs\b|\bcertificat", IGNORECASE),
    "company_number": re.compile(r"\bcompan(?:y|ies)\b.{0,10}(?:number|house)", IGNORECASE),
    "ppon": re.compile(r"\bppon\b|\bfind a tender\b", IGNORECASE),
}


def wants_change(text: str) -> bool:
    """Whether something in it is to be put right."""
    return bool(_CHANGES.search(text))


def speaks_of_firm(text: str) -> bool:
    """Whether it begins by speaking of themselves, and asks nothing: "we are three people"."""
    return "?" not in text and bool(_OF_THEIRS.match(text))


def leaves_out(text: str) -> str | None:
    """The key of the fact that is not to be sent, or None where none is named."""
    if not _LEAVES_OUT.search(text):
        return None
    return next((key for key, words in _NAMES.items() if words.search(text)), None)


def does_not_know(text: str) -> bool:
    """Whether they cannot say."""
    return bool(_DOES_NOT_KNOW.search(text))
