"""Small whole numbers as people write them: "5", "ten", "a couple", "twenty five"."""

from __future__ import annotations

import re

_ONES = ["nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
_ONES += ["eighteen", "nineteen"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60}
_TENS |= {"seventy": 70, "eighty": 80, "ninety": 90}
_OTHERS = {"zero": 0, "none": 0, "a couple of": 2, "a couple": 2, "couple of": 2, "couple": 2}
_OTHERS |= {"a few": 3, "half a dozen": 6, "a dozen": 12, "dozen": 12, "a hundred": 100}
_WORDS = {word: number for number, word in enumerate(_ONES)} | _TENS | _OTHERS
_TWO_WORDS = rf"(?:{'|'.join(_TENS)})[\s-](?:{'|'.join(_ONES[1:10])})"
_ONE_WORD = "|".join(sorted((w.replace(" ", r"\s+") for w in _WORDS), key=len, reverse=True))

NUMBER = rf"(?:(?<![\d.,])\d{{1,4}}(?![\d,]|\.\d)|\b(?:{_TWO_WORDS}|{_ONE_WORD})\b)"
"""The pattern of one; has no groups of its own, and wants IGNORECASE."""


def number_of(said: str) -> int:
    """The number that a text which `NUMBER` matches says."""
    text = " ".join(said.lower().replace("-", " ").split())
    if text.isdigit():
        return int(text)
    if text in _WORDS:
        return _WORDS[text]
    tens, ones = text.split()
    return _WORDS[tens] + _WORDS[ones]


def numbers_in(text: str) -> list[int]:
    """All of them, in the order of the text."""
    return [number_of(found[0]) for found in re.finditer(NUMBER, text, re.IGNORECASE)]
