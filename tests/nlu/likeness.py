"""How alike two messages are: the share of their letters that stand in both in the same order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np

SAME = 0.92
"""From here up an example is the exam's own message, spelt a little otherwise."""


def plain(text: str) -> str:
    """The words alone, in lower case; a message without a word stands as it is."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    return " ".join(re.sub(r"[^\w\s£]", " ", lowered).split()) or text.strip()


def likeness(one: str, other: str) -> float:
    """0 for nothing in common, 1 for the same: twice the longest common part over both lengths."""
    return 2 * _common(one, other) / max(1, len(one) + len(other))


def alike(those: Sequence[str], these: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs, by number, of plain texts from both sides that are as good as the same.

    Most pairs share too few letters for it in whatever order; only the others are compared.
    """
    letters = sorted({c for text in (*those, *these) for c in text})
    left, right = _counts(those, letters), _counts(these, letters)
    long = right.sum(1)
    for number, row in enumerate(left):
        near = np.flatnonzero(np.abs(long - row.sum()) <= (1 - SAME) * (long + row.sum()))
        bound = 2 * np.minimum(row, right[near]).sum(1) / np.maximum(1, long[near] + row.sum())
        for other in near[bound >= SAME]:
            if likeness(those[number], these[other]) >= SAME:
                yield number, int(other)


def _counts(texts: Sequence[str], letters: Sequence[str]) -> np.ndarray:
    place = {letter: number for number, letter in enumerate(letters)}
    table = np.zeros((len(texts), len(letters)), dtype=np.int16)
    for row, text in zip(table, texts, strict=True):
        for letter in text:
            row[place[letter]] += 1
    return table


def _common(one: str, other: str) -> int:
    """The length of the longest common subsequence, a row of the table as one whole number."""
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for letter in other:
        hit = row & places.get(letter, 0)
        row = (row + hit | row - hit) & full
    return len(one) - row.bit_count()
