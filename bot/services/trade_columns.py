"""What each trade says of each opportunity of an index: worked out once a trade, then kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import Numbers, cpv_likeness, weight_of_codes
from bot.domain.opportunity import Opportunity
from bot.domain.trade import PlainText, Trade
from bot.ports import TextEncoder, Vectors

SAID_OF_A_TRADE = 6
"""Buyers' phrases that stand for a trade by meaning; more of them blur it."""


class CodeTable:
    """The codes of the opportunities, each once, with the vectors of their names."""

    def __init__(
        self,
        opportunities: Sequence[Opportunity],
        encoder: TextEncoder,
        code_names: Mapping[str, str],
    ) -> None:
        self.codes: tuple[str, ...] = tuple(
            dict.fromkeys(code for o in opportunities for code in o.cpv)
        )
        place = {code: at for at, code in enumerate(self.codes)}
        self._vectors = encoder.encode([code_names.get(code, "") for code in self.codes])
        self._counts = np.array([len(o.cpv) for o in opportunities], dtype=np.int64)
        flat = chain.from_iterable(o.cpv for o in opportunities)
        self._flat = np.array([place[code] for code in flat], dtype=np.int64)
        self.weights = np.array([weight_of_codes(len(o.cpv)) for o in opportunities], dtype=float)

    def best(self, of_codes: Numbers) -> Numbers:
        """For each opportunity the best of a number that each code has; nought without codes."""
        best = np.zeros(len(self._counts))
        has = self._counts > 0
        if has.any():
            starts = np.concatenate([[0], np.cumsum(self._counts[has])[:-1]])
            best[has] = np.maximum.reduceat(of_codes[self._flat], starts)
        return best

    def most_like(self, asked: NDArray[np.float32]) -> tuple[Numbers, tuple[str | None, ...]]:
        """How like the words the name of the nearest code of each is, and which code that is."""
        like = (self._vectors @ asked).astype(float)
        best = self.best(like)
        nearest: list[str | None] = []
        start = 0
        for count in self._counts:
            own = self._flat[start : start + count]
            nearest.append(self.codes[own[like[own].argmax()]] if count else None)
            start += count
        return best, tuple(nearest)


class TradeColumns:
    """One number for each opportunity, by trade; what was asked for is kept."""

    def __init__(
        self,
        opportunities: Sequence[Opportunity],
        vectors: Vectors,
        codes: CodeTable,
        encoder: TextEncoder,
    ) -> None:
        self._titles = [PlainText(o.title) for o in opportunities]
        self._vectors = vectors
        self._codes = codes
        self._encoder = encoder
        self._kept: dict[tuple[str, str], Numbers] = {}

    def meaning(self, trade: Trade) -> Numbers:
        """How like the trade, in buyers' words, each text is by meaning."""
        said = f"{trade.name}: {', '.join(trade.buyer_says[:SAID_OF_A_TRADE])}"
        key = ("meaning", trade.name)
        if key not in self._kept:
            self._kept[key] = (self._vectors @ self._encoder.encode([said])[0]).astype(float)
        return self._kept[key]

    def codes(self, trade: Trade) -> Numbers:
        """How like the trade's codes the codes of each are in the tree."""
        key = ("codes", trade.name)
        if key not in self._kept:
            like = (max(cpv_likeness(o, code) for o in trade.cpv) for code in self._codes.codes)
            of_codes = np.fromiter(like, dtype=float, count=len(self._codes.codes))
            self._kept[key] = self._codes.best(of_codes) * self._codes.weights
        return self._kept[key]

    def in_title(self, trade: Trade) -> Numbers:
        """1 where the title says one of the trade's phrases, else 0."""
        key = ("in_title", trade.name)
        if key not in self._kept:
            said = (trade.mentioned_in(title) is not None for title in self._titles)
            self._kept[key] = np.fromiter(said, dtype=float, count=len(self._titles))
        return self._kept[key]
