"""Words that steer a row of questions: skip, back, why, leave it, carry on, start again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.interview import Control
from bot.domain.plain_requests import core_of


class Controls:
    """The words for each, as the content folder lists them."""

    def __init__(self, said: Mapping[Control, Iterable[str]], little: Iterable[str]) -> None:
        self._little = frozenset(little)
        self._said = {
            core_of(one, self._little): way for way, those in said.items() for one in those
        }

    def in_(self, text: str) -> Control | None:
        """The one that the whole text is; None if it says anything else besides."""
        return self._said.get(core_of(text, self._little))
