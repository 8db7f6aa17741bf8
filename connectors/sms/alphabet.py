"""The alphabet of plain texts, GSM 03.38, a character at a time: what each takes in a segment."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.sms.plain_characters import PlainCharacters

_TWO_BYTES = 0xFFFF


class GsmAlphabet:
    """The plain alphabet; what it lacks is written with what it has."""

    def __init__(self) -> None:
        self._plain = PlainCharacters()

    def folded(self, text: str) -> str:
        """The text in the plain alphabet."""
        return self._plain.fold(text)

    def widths(self, text: str) -> Sequence[int] | None:
        """The units that each character takes, one or two; None where the alphabet lacks one."""
        if self._plain.fold(text) != text:
            return None
        return [self._plain.length(one) for one in text]

    def other_widths(self, text: str) -> Sequence[int]:
        """The units of 16 bits of each character, for a text that is not plain."""
        return [2 if ord(one) > _TWO_BYTES else 1 for one in text]
