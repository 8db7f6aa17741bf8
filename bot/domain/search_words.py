"""Which words of a request are about the work, and which ask to narrow a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

_POINTS = re.compile(
    r"\b(?:this|that|the same|their|they|them|these|those)\b"
    r"(?! (?:area|kind|sort|year|week|month))",
    re.IGNORECASE,
)


def points_at_one(text: str) -> bool:
    """Whether the words point at what was just spoken of: "what else does this buyer buy?"."""
    return bool(_POINTS.search(text))


_AGAIN = re.compile(
    r"\b(?:list|them|those|jobs?|results?|one more time|ones)\b.*\bagain\b|\bagain\b.*\blist\b"
    r"|\b(?:back to|same) (?:the |my )?(?:list|jobs|results)\b",
    re.IGNORECASE,
)


def asks_again(text: str) -> bool:
    """Whether it asks for the list that was shown, not for what comes after it."""
    return bool(_AGAIN.search(text))


class Narrowing(StrEnum):
    """Ways to change a list without naming a fact."""

    CHEAPER = "cheaper"
    LARGER = "larger"
    NEARER = "nearer"
    LATER = "later"
    ANY_PLACE = "any_place"
    ANY_VALUE = "any_value"
    ANY_WORK = "any_work"


class SearchWords:
    """The words that requests are made of, as the content folder lists them."""

    def __init__(
        self,
        filler: Iterable[str],
        narrowing: Mapping[Narrowing, Iterable[str]],
        closing: Iterable[str] = (),
        alone: Mapping[str, str] | None = None,
    ) -> None:
        """`alone` are words that mean a trade where nothing else is said of the work."""
        self._filler = frozenset(filler)
        self._closing = frozenset(closing)
        self._alone = dict(alone or {})
        self._narrowing = {
            way: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
            for way, phrases in narrowing.items()
        }

    def of(self, text: str) -> str:
        """The words of the text that say something about the work, in order, each once."""
        words = (w.replace("'", "").lower() for w in _WORD.findall(text.replace("\u2019", "'")))
        kept = (w for w in words if w not in self._filler and len(w) >= _SHORTEST)
        return " ".join(dict.fromkeys(kept))

    def trade_alone(self, words: str) -> str | None:
        """The trade that the words of `of` mean by themselves, as "food" does; None for others."""
        return self._alone.get(words)

    def narrowing(self, text: str) -> set[Narrowing]:
        """The ways in which the text asks to change a list."""
        return {way for way, pattern in self._narrowing.items() if pattern.search(text)}

    def speaks_of_closing(self, text: str) -> bool:
        """Whether the days that the text names are those by which offers are due."""
        return any(word.lower() in self._closing for word in _WORD.findall(text))
