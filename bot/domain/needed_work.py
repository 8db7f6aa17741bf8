"""What one opportunity asks for, and how well each of many firms fits it: the fit turned round.

The features are those of `fit.py`, so a fit is the same number whichever way round it is asked;
what depends on the trade alone is worked out once a trade, not once a firm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import FEATURES, LATER_TRADE, TRADE_WORDS, FitModel, Numbers, log_odds
from bot.domain.supplier_rows import Marks, SupplierRows
from bot.domain.vector_rows import Rows, Vectors

NAMES_A_TRADE = 0.7
"""Likeness of codes from which on an opportunity is one of the trade's: one level off at most."""

LIKELY_ENOUGH = 0.3
"""The chance of a trade from which on all of its firms are looked at; with less none comes near
the limit of interrupting."""

NEAREST = 4_000
"""Firms looked at for their words alone, beside all of the trades that the opportunity names."""


@dataclass(frozen=True, eq=False)
class OfTrades:
    """What an opportunity says of each trade, in the order of the list of trades.

    `chances` are those that it is for the trade. The rest is so whatever it says: `narrower` has a
    row a trade with itself and what is part of it, `kin` with what it is part of besides; `notices`
    how many are for each.
    """

    words: Numbers
    meaning: Numbers
    codes: Numbers
    in_title: Numbers
    sells_goods: Marks
    chances: Numbers
    narrower: Marks
    kin: Marks
    notices: Numbers

    @property
    def within(self) -> Numbers:
        """The chance that it is for the trade or for what is part of it."""
        return np.asarray(np.where(self.narrower, self.chances, 0.0).max(axis=1))

    @property
    def named(self) -> Marks:
        """The trades that it names, by its title or by a code, or else is likely to be for."""
        said = (self.in_title > 0) | (self.codes >= NAMES_A_TRADE)
        return np.asarray(said | (self.within >= LIKELY_ENOUGH))


@dataclass(frozen=True, eq=False)
class NeededWork:
    """One opportunity as firms are held against it.

    `terms` are its words in order, `weights` what BM25 gives for each; `queries` the turned
    vectors of its text and then of its codes' names; `scale` is that of `fit.scale_fit`.
    """

    terms: NDArray[np.uint32]
    weights: NDArray[Any]
    queries: Vectors
    trades: OfTrades
    is_goods: bool
    scale: float

    def candidates(self, firms: SupplierRows, allowed: Marks) -> Rows:
        """The rows worth a closer look: the nearest by meaning, and all of the trades it names."""
        leading = self.queries[0] + (self.queries[1:].mean(axis=0) if len(self.queries) > 1 else 0)
        near = firms.vectors.nearest(leading[None], NEAREST, allowed)
        of_trades = firms.trades.rows_with(self.trades.named)
        of_trades = of_trades[of_trades < len(allowed)]
        return np.union1d(near, of_trades[allowed[of_trades]])

    def chances(self, firms: SupplierRows, rows: Rows, model: FitModel) -> Numbers:
        """The chance for each row that the work is of its trade."""
        return model.probability(self.features(firms, rows))

    def features(self, firms: SupplierRows, rows: Rows) -> Numbers:
        """A row of FEATURES for each firm."""
        like = firms.vectors.likeness(rows, self.queries).astype(float)
        meaning, of_codes = like[:, 0], like[:, 1:]
        words = np.log1p(self._word_scores(firms, rows))
        columns = {
            "words": words,
            "meaning": meaning,
            "code_names": of_codes.max(axis=1) if of_codes.shape[1] else np.zeros(len(rows)),
            **self._by_trades(firms, rows, words, meaning),
        }
        return np.stack([columns[name] for name in FEATURES], axis=1)

    def _word_scores(self, firms: SupplierRows, rows: Rows) -> Numbers:
        said, whose, _ = firms.words.of(rows)
        if not len(self.terms):
            return np.zeros(len(rows))
        at = np.searchsorted(self.terms, said)
        at[at == len(self.terms)] = 0
        worth = np.where(self.terms[at] == said, self.weights[at], 0.0)
        return np.bincount(whose, worth, minlength=len(rows)).astype(float)

    def _by_trades(
        self, firms: SupplierRows, rows: Rows, words: Numbers, meaning: Numbers
    ) -> dict[str, Numbers]:
        trades, whose, place = firms.trades.of(rows)
        count = len(rows)
        nothing, of = np.zeros(count), self.trades
        factors = np.where(place > 0, LATER_TRADE, 1.0)

        def best(column: Numbers, without: Numbers) -> Numbers:
            if not len(whose):
                return without
            firsts = np.flatnonzero(place == 0)
            found = without.copy()
            found[whose[firsts]] = np.maximum.reduceat(column[trades] * factors, firsts)
            return found

        said = np.bincount(whose, of.words[trades], minlength=count)
        goods = np.bincount(whose, of.sells_goods[trades], minlength=count) > 0
        return {
            "any_words": np.maximum(words, TRADE_WORDS * np.log1p(said)),
            "trade_meaning": best(of.meaning, meaning),
            "codes": best(of.codes, nothing),
            "in_title": best(of.in_title, nothing),
            "not_goods": -(self.is_goods & ~goods).astype(float),
            "likely": log_odds(best(of.within, nothing)),
            "no_other": -self._of_others(trades, whose, count),
            "rarity": -np.log(np.maximum(1.0, np.bincount(whose, of.notices[trades], count))),
        }

    def _of_others(self, trades: NDArray[Any], whose: NDArray[np.int64], count: int) -> Numbers:
        """For each firm the chance of the likeliest trade that is neither its own nor kin."""
        best = np.zeros(count)
        for other in np.flatnonzero(self.trades.chances):
            is_own = np.bincount(whose, self.trades.kin[trades, other], count) > 0
            best = np.maximum(best, np.where(is_own, 0.0, self.trades.chances[other]))
        return best
