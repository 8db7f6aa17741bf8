"""An answer cut into texts of a phone's length, each ending where a reader may pause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.conversation import Choice

PLACES = 160
"""Characters that one plain text message holds."""

LONGEST = 1500
"""Characters that may go as one message of several parts, which a phone shows as one."""

Length = Callable[[str], int]

_LINK = re.compile(r"https?://\S+")
_SPACES = re.compile(r"(?<=\s)(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:]['\")]*\s*$|\n\s*$")
_FULL_ENOUGH = 0.5
"""A page that ends with a sentence must be at least so full."""


@dataclass(frozen=True, slots=True)
class SmsAnswer:
    """An answer as texts, in the order to be read; each but the last says how to get the next.

    `choices` are those that may be taken, by the number that the last text gives them.
    """

    pages: tuple[str, ...]
    choices: dict[int, Choice]

    def chosen(self, words: str) -> Choice | None:
        """The choice whose number is sent, with or without a full stop; None of anything else."""
        found = re.fullmatch(r"\s*(\d{1,2})\s*[.)]?\s*", words, re.ASCII)
        return self.choices.get(int(found[1])) if found else None


def cut(text: str, more: str, length: Length, places: int = PLACES) -> tuple[str, ...]:
    """The text in pages of at most so many places; all but the last end with `more`.

    A page ends with a sentence where one ends in its second half, else between words; only what
    has no space for a whole page is cut within. A link stands whole on the page on which it would
    begin, with the words that lead to it, however long that makes the page.
    """
    pages: list[str] = []
    left = text.strip()
    room = places - length(more) - 1
    while length(left) > places:
        head = _to_its_link(left, places) or _head(left, room, length)
        left = left[len(head) :].lstrip()
        pages.append(f"{head.rstrip()} {more}" if left else head)
    return (*pages, left) if left or not pages else tuple(pages)


def _to_its_link(left: str, places: int) -> str:
    """The text up to the end of a link that begins on the page and ends beyond it; else nothing."""
    for link in _LINK.finditer(left, 0):
        if link.start() < places < link.end():
            return left[: link.end()]
    return ""


def shortened(title: str, room: int, length: Length) -> str:
    """The title whole, or as many of its words as there is room for, with dots after them."""
    flat = " ".join(title.split())
    if length(flat) <= room:
        return flat
    return _head(flat, room - length("..."), length).rstrip(" ,;:-") + "..."


def _head(text: str, room: int, length: Length) -> str:
    """As much of the beginning as fits."""
    fits = list(_prefixes(text, room, length))
    if not fits:
        return next(text[:n] for n in range(len(text), 0, -1) if length(text[:n]) <= room)
    ends = [one for one in fits if _SENTENCE_END.search(one)]
    if ends and length(ends[-1]) >= room * _FULL_ENOUGH:
        return ends[-1]
    return fits[-1]


def _prefixes(text: str, room: int, length: Length) -> Iterator[str]:
    """Those that end between words and fit, shortest first; spaces at their ends take no room."""
    for found in _SPACES.finditer(text):
        prefix = text[: found.start()]
        if length(prefix.rstrip()) > room:
            return
        yield prefix
