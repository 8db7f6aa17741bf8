"""Fits what a text tells into the room it has: shorter titles and names, never without a sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

SHORTEST_TITLE = 15
"""Characters of a title, cut where it still reads, below which nobody knows what it is about."""

LONGEST_NAME = 24
_LOOSE_END = re.compile(
    r"[\s,;:/&(-]+(?:(?:for|of|and|the|to|in|at|on|a|an|with|by|from)\b[\s,;:/&(-]*)*$",
    re.IGNORECASE,
)
_CUT = ".."


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, at least three, cut between words where it can be."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    room = most - len(_CUT)
    whole = flat[: room + 1].rsplit(" ", 1)[0] if " " in flat[: room + 1] else flat[:room]
    kept = _LOOSE_END.sub("", whole) or flat[:room]
    return kept[:room] + _CUT


def short_name(name: str, abbreviations: Mapping[str, str]) -> str:
    """A buyer's name as a text has room for: known words abbreviated, then cut.

    `abbreviations` are whole words, or several, by how they are written out; longest first.
    """
    for words in sorted(abbreviations, key=len, reverse=True):
        if len(name) <= LONGEST_NAME:
            break
        name = re.sub(rf"\b{re.escape(words)}\b", abbreviations[words], name, flags=re.IGNORECASE)
        name = " ".join(name.split()).strip(" ,")
    return shortened(name, LONGEST_NAME)


def fitted(
    write: Callable[[str], str], title: str, segments: Callable[[str], int], most: int = 2
) -> str:
    """What `write` makes of as much of the title as fits in one segment, else in `most`.

    A title is never cut below SHORTEST_TITLE for the sake of one segment; with `most` it is the
    longest that fits, and at last the shortest whatever comes of it.
    """
    flat = " ".join(title.split())
    cuts = dict.fromkeys(shortened(flat, length) for length in range(len(flat), SHORTEST_TITLE, -1))
    fit_to_read = [cut for cut in cuts if len(cut) >= SHORTEST_TITLE] or [flat[:SHORTEST_TITLE]]
    for room in (1, most):
        for cut in fit_to_read:
            text = write(cut)
            if segments(text) <= room:
                return text
    return write(fit_to_read[-1])
