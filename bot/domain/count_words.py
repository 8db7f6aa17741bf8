"""Numbers as people write them with what they count: "a couple of weeks", "3 miles", "twice"."""

from __future__ import annotations

import re
from decimal import Decimal

_SAID = {
    "a": 1, "an": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "couple of": 2, "a couple of": 2,
    "a few": 3, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
}  # fmt: skip
COUNT = r"\d{1,3}(?:\.\d+)?|a\s+couple\s+of|couple\s+of|a\s+few|" + "|".join(
    sorted((w for w in _SAID if " " not in w), key=len, reverse=True)
)
"""The pattern of such a number, to be read by `counted`."""


def words(pattern: str) -> re.Pattern[str]:
    """The pattern in any capitals, laid out with spaces that do not count."""
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


def counted(said: str) -> Decimal:
    """The number that a text of the pattern says."""
    plain = " ".join(said.lower().split())
    return Decimal(_SAID[plain]) if plain in _SAID else Decimal(plain)
