"""What texts on a phone need: the characters that it shows."""

from __future__ import annotations

from typing import Protocol


class PhoneCharacters(Protocol):
    """The characters of a plain text message."""

    def fold(self, text: str) -> str:
        """The text in these characters alone; folding twice is folding once."""
        ...

    def length(self, text: str) -> int:
        """How many places a folded text takes."""
        ...
