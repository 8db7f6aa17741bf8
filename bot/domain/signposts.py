"""Named places to go for errands that are not this service's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Signpost:
    """A topic, the words that give it away (`*` ends a beginning), and where to go."""

    topic: str
    words: tuple[str, ...]
    says: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        each = (
            re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for word in self.words
        )
        return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)

    def stands_in(self, text: str) -> bool:
        """Whether the text says one of its words."""
        return bool(self._pattern.search(text.replace("\u2019", "'")))


def signpost_for(text: str, signposts: Iterable[Signpost]) -> Signpost | None:
    """The first topic of which the text says a word."""
    return next((one for one in signposts if one.stands_in(text)), None)
