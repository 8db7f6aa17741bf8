"""Opportunities indexed by the work they ask for, and how well each fits an owner's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import (
    FEATURES,
    LATER_TRADE,
    TRADE_WORDS,
    FitModel,
    Numbers,
    scale_fit,
    sells_goods,
)
from bot.domain.opportunity import Opportunity
from bot.domain.trade import Trade, Trades
from bot.domain.work_words import is_list, title_names_goods, weighted_text, work_text
from bot.ports import Lexicon, TextEncoder, Vectors
from bot.services.trade_columns import CodeTable, TradeColumns


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of words before any notice is read; its encoder may keep what it made."""

    trades: Trades
    code_names: Mapping[str, str]
    encoder: TextEncoder


@dataclass(frozen=True, slots=True)
class Asked:
    """An owner's words beside an index: the trades found, a row of FEATURES for each opportunity.

    `nearest_codes` has for each the code whose name is most like the words, None without codes.
    """

    trades: tuple[Trade, ...]
    features: Numbers
    nearest_codes: tuple[str | None, ...]


TEXTS_AT_A_TIME = 64


def work_vectors(
    opportunities: Sequence[Opportunity],
    encoder: TextEncoder,
    code_names: Mapping[str, str],
    progress: Callable[[int], object] = lambda _count: None,
) -> Vectors:
    """The vectors of `work_text`, some at a time; `progress` is called with how many were done."""
    rows = [encoder.encode([])]
    for start in range(0, len(opportunities), TEXTS_AT_A_TIME):
        some = opportunities[start : start + TEXTS_AT_A_TIME]
        rows.append(encoder.encode([work_text(o, code_names) for o in some]))
        progress(len(some))
    return np.concatenate(rows)


class WorkIndex:
    """Fixed once made; safe to share between threads. `vectors` are those of `work_text`.

    Owners' words go to `encoder`, which keeps nothing; the vocabulary's makes the same vectors.
    """

    def __init__(
        self,
        opportunities: Sequence[Opportunity],
        vectors: Vectors,
        lexicon: Lexicon,
        encoder: TextEncoder,
        vocabulary: Vocabulary,
    ) -> None:
        self._encoder = encoder
        self._trades = vocabulary.trades
        self._vectors = vectors
        names = vocabulary.code_names
        self._words = lexicon.index([weighted_text(o, names) for o in opportunities])
        self._codes = CodeTable(opportunities, vocabulary.encoder, names)
        self._columns = TradeColumns(opportunities, vectors, self._codes, vocabulary.encoder)
        self._goods = np.array([title_names_goods(o.title) for o in opportunities], dtype=bool)
        scales = (scale_fit(o.value.amount, is_list=is_list(o)) for o in opportunities)
        self._scale = np.fromiter(scales, dtype=float, count=len(opportunities))

    def fits(self, asked: Asked, model: FitModel) -> Numbers:
        """How each opportunity fits, in its order, in [0, 1]: the chance of the trade x scale."""
        return np.asarray(model.probability(asked.features) * self._scale)

    def ask(self, text: str) -> Asked:
        """What the index says of an owner's words; whatever they ask for, they are only words."""
        trades = self._trades.found_in(text)
        asked = self._encoder.encode([text])[0]
        code_names, nearest = self._codes.most_like(asked)
        words = self._word_scores(text)
        trade_words = TRADE_WORDS * self._word_scores(" ".join(_in_words(t) for t in trades))
        meaning = (self._vectors @ asked).astype(float)
        of_trades = self._columns
        columns = {
            "words": words,
            "any_words": np.maximum(words, trade_words),
            "meaning": meaning,
            "trade_meaning": _best(trades, of_trades.meaning, meaning),
            "codes": _best(trades, of_trades.codes, np.zeros_like(meaning)),
            "in_title": _best(trades, of_trades.in_title, np.zeros_like(meaning)),
            "code_names": code_names,
            "not_goods": -(self._goods & (not sells_goods(trades))).astype(float),
        }
        return Asked(trades, np.stack([columns[name] for name in FEATURES], axis=1), nearest)

    def _word_scores(self, text: str) -> NDArray[np.float64]:
        return np.log1p(self._words.scores(text)).astype(float)


def _in_words(trade: Trade) -> str:
    return f"{trade.name} {' '.join(trade.buyer_says)}"


def _best(trades: Sequence[Trade], column: Callable[[Trade], Numbers], without: Numbers) -> Numbers:
    """The best of the trades' columns, later trades for less; `without` where none was found."""
    if not trades:
        return without
    first, *later = (column(trade) for trade in trades)
    return np.asarray(np.maximum.reduce([first, *(LATER_TRADE * one for one in later)]))
