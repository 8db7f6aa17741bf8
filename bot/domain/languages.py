"""Tells in which language a message is, by its letters and a few words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
LATIN = "LATIN"
FEWEST_WORDS = 2
"""One foreign word may be a firm's or a dish's name."""

SHARE_OF_WORDS = 0.4
SHARE_OF_LETTERS = 0.5


@dataclass(frozen=True)
class Language:
    """A language: its script as Unicode names it, and letters and words that give it away.

    `says` is a sentence in it. Of the languages of one script the first is meant if nothing else
    gives one away; in Latin script words must.
    """

    name: str
    script: str
    letters: frozenset[str]
    words: frozenset[str]
    says: str


class Languages:
    """All languages that can be told from English."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self._languages = tuple(languages)

    def of(self, text: str) -> Language | None:
        """The language of the text; None for English, unknown ones, and too little to tell."""
        script = script_of(text)
        words = [word.lower().replace("\u2019", "'") for word in _WORD.findall(text)]
        candidates = [one for one in self._languages if one.script == script]
        if script is None or not candidates:
            return None
        best = max(candidates, key=lambda one: _signs(one, text, words))
        if script != LATIN:
            return best
        known = [word for word in words if word in best.words]
        is_it = len(set(known)) >= FEWEST_WORDS and len(known) >= SHARE_OF_WORDS * len(words)
        return best if is_it else None


def script_of(text: str) -> str | None:
    """The script of most letters, as their Unicode names begin; None without a majority."""
    scripts = Counter(
        unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()
    )
    if not scripts:
        return None
    script, count = scripts.most_common(1)[0]
    return script if count > SHARE_OF_LETTERS * scripts.total() else None


def _signs(language: Language, text: str, words: Iterable[str]) -> int:
    return sum(word in language.words for word in words) + sum(c in language.letters for c in text)
