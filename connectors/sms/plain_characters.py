"""The characters of a plain text message (GSM 7 bit), and how many of them a text takes."""

from __future__ import annotations

import unicodedata

from gsm0338 import Codec

_FOLDED = {
    "\u2018": "'", "\u2019": "'", "\u201a": ",", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2039": "'", "\u203a": "'", "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2026": "...",
    "\u2022": "-", "\u00b7": "-", "\u00d7": "x", "\u00f7": "/", "\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4",
    "\u2264": "at most ", "\u2265": "at least ", "\u2192": "->", "\u00b0": " degrees", "\u00b2": "2", "\u00b3": "3",
    "\u2122": "(TM)", "\u00ae": "(R)", "\u00a9": "(C)", "`": "'", "\u00b4": "'",
}  # fmt: skip
_UNKNOWN = "?"


class PlainCharacters:
    """The characters that every phone shows, and that cost one text for 160."""

    def __init__(self) -> None:
        self._codec = Codec()

    def fold(self, text: str) -> str:
        """The text in these characters alone: marks made plain, other scripts to question marks.

        Pictures and what only changes the look of a character go. Folding twice is folding once.
        """
        return "".join(self._folded(c) for c in unicodedata.normalize("NFC", text))

    def length(self, text: str) -> int:
        """How many of a text's places it takes; braces, the euro and a few others take two."""
        return len(self._codec.encode(text)[0])

    def _folded(self, character: str) -> str:
        if character in _FOLDED:
            return _FOLDED[character]
        if self._is_plain(character):
            return character
        if unicodedata.category(character) in {"So", "Sk", "Mn", "Me", "Cf", "Cc", "Cs", "Co"}:
            return ""
        if character.isspace():
            return " "
        parts = unicodedata.normalize("NFKD", character)
        plain = "".join(_FOLDED.get(c, c) for c in parts if not unicodedata.combining(c))
        return plain if plain and all(self._is_plain(c) for c in plain) else _UNKNOWN

    def _is_plain(self, character: str) -> bool:
        if character in {"\r", "\f", "\x1b"}:
            return False
        try:
            self._codec.encode(character)
        except (UnicodeError, KeyError):
            return False
        return True
