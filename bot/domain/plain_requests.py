"""Requests that must be met whatever a model makes of them: STOP, HELP, a person, what it costs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")

# A tag, a statement to a database, or an intent with its facts as the dialogue engine writes it.
_CODE = re.compile(
    r"</?[a-z][^<>]*>|\b(?:drop|alter|truncate)\s+table\b|\bselect\b.+\bfrom\b.+(?:\bwhere\b|;)"
    r"|\b(?:insert\s+into|union\s+(?:all\s+)?select|delete\s+from)\b|^\s*\w+\s*\{.*\}\s*$",
    re.IGNORECASE | re.DOTALL,
)

# An order to leave what is held to be true: at the start of a sentence, so no question on rules.
_ORDER = re.compile(
    r"(?:^|[.!?;:,]\s*|\b(?:please|now|just|and|then)\s+)(?:"
    r"(?:ignore|disregard|forget|override|bypass)\s+"
    r"(?:(?:all|any|of|your|the|my|these|those|previous|prior|earlier|above|other)\s+)*"
    r"(?:instructions?|rules|prompts?|orders|programming|training|guidelines)\b"
    r"|(?:you\s+are\s+now|pretend\s+(?:that\s+)?(?:you|to\s+be)|act\s+as\s+(?:if|though)\b)"
    r"|(?:show|print|repeat|reveal|tell\s+me)\s+(?:me\s+)?your\s+(?:system\s+)?(?:prompt|instructions))",
    re.IGNORECASE,
)


class PlainRequest(StrEnum):
    """What may be asked for in a word."""

    STOP = "stop"
    HELP = "help"
    PERSON = "person"
    COST = "cost"
    PHONE = "phone"


class PlainRequests:
    """The words by which they are asked for, as the content folder lists them."""

    def __init__(
        self,
        said: Mapping[PlainRequest, Iterable[str]],
        little: Iterable[str],
        signs: Iterable[str],
    ) -> None:
        self._little = frozenset(little)
        self._signs = frozenset(c for sign in signs for c in _signs(sign))
        self._requests = {
            core_of(one, self._little): ask for ask, each in said.items() for one in each
        }

    def in_(self, text: str) -> PlainRequest | None:
        """The request that the whole text is; None if it says anything else besides."""
        return self._requests.get(core_of(text, self._little))

    def lacks_words(self, text: str) -> bool:
        """Whether it holds neither word nor number nor a sign with a meaning."""
        return not _WORD.search(text) and not _signs(text) <= self._signs

    def is_code(self, text: str) -> bool:
        """Whether it is written for a machine; it is never run, and makes no sense as words."""
        return bool(_CODE.search(text))

    def gives_orders(self, text: str) -> bool:
        """Whether it tells the assistant to leave its rules; nothing that it says is then done."""
        return bool(_ORDER.search(text))


def core_of(text: str, little: Collection[str]) -> tuple[str, ...]:
    """The words of a text that count, in lower case: without signs and the little words."""
    words = (word.lower().replace("\u2019", "'") for word in _WORD.findall(text))
    return tuple(word for word in words if word not in little)


def _signs(text: str) -> set[str]:
    """The signs without what only changes their look: skin colours and variants."""
    return {
        c for c in text if not c.isspace() and unicodedata.category(c) not in {"Sk", "Mn", "Cf"}
    }
