"""Reads the headings under which buyers file their payments: which trade, or why none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NewType

Reason = NewType("Reason", str)
"""Why a heading is left out of what a small firm could supply, as the guide names it."""

_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a buyer's own category means: a plain name, trades, or why it is left out."""

    name: str
    trades: tuple[str, ...] = ()
    left_out: Reason | None = None

    @property
    def is_known(self) -> bool:
        """Whether the guide says anything of it."""
        return bool(self.trades or self.left_out)


class SpendingGuide:
    """The guide of the content folder; a whole category counts before words within one."""

    def __init__(self, exactly: Mapping[str, Heading], containing: Mapping[str, Heading]) -> None:
        self._exactly = {plain(words): heading for words, heading in exactly.items()}
        # The longest words first, so that "school meals" is not read as "meals".
        phrases = sorted(containing.items(), key=lambda item: (-len(plain(item[0])), item[0]))
        self._containing = [(f" {plain(words)} ", heading) for words, heading in phrases]

    def read(self, category: str) -> Heading:
        """What the category means; one that the guide does not know stands for itself."""
        said = plain(category)
        found = self._exactly.get(said)
        if found:
            return found
        padded = f" {said} "
        held = (heading for words, heading in self._containing if words in padded)
        return next(held, Heading(" ".join(category.split())))

    def all(self) -> Iterable[Heading]:
        """Every heading of the guide, each once."""
        found = [*self._exactly.values(), *(heading for _, heading in self._containing)]
        return list(dict.fromkeys(found))


def plain(words: str) -> str:
    """Lower case letters and digits, single spaces: what differs only in signs is the same."""
    return _APART.sub(" ", words.lower()).strip()
