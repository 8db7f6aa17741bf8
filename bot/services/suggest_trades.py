"""Suggests trades that come near to an owner's own words, where those name none."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from bot.ports import Vectors
from bot.services.prepare_work import Vocabulary

MOST = 3
NEAR_ENOUGH = 0.8
"""Likeness to a trade's name and likeness to what its owners say, together; below it is chance."""

_SAYINGS = 8


class SuggestTrades:
    """By meaning: a trade that nobody has a name for gets no suggestion, and keeps its words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def near(self, words: str) -> tuple[str, ...]:
        """Up to three trades by name, the nearest first; none where nothing is near enough."""
        asked = self._vocabulary.encoder.encode([words])[0]
        likeness = self._of_names @ asked + self._of_sayings @ asked
        best = np.argsort(-likeness, kind="stable")[:MOST]
        names = [trade.name for trade in self._vocabulary.trades]
        return tuple(names[at] for at in best.tolist() if likeness[at] >= NEAR_ENOUGH)

    @cached_property
    def _of_names(self) -> Vectors:
        return self._vocabulary.encoder.encode([one.name for one in self._vocabulary.trades])

    @cached_property
    def _of_sayings(self) -> Vectors:
        said = [", ".join((t.name, *t.says[:_SAYINGS])) for t in self._vocabulary.trades]
        return self._vocabulary.encoder.encode(said)
