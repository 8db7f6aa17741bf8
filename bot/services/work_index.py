"""Opportunities indexed by the work they ask for, and how well each fits an owner's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import FEATURES, LATER_TRADE, TRADE_WORDS, FitModel, Numbers, sells_goods
from bot.domain.postings import Terms
from bot.domain.trade import Trade
from bot.domain.vector_rows import Packed, Rows, Vectors, best_of
from bot.domain.work_facts import WorkFacts
from bot.domain.work_rows import Column, WorkRows
from bot.services.prepare_work import Vocabulary

SAID_OF_A_TRADE = 6
"""Buyers' phrases that stand for a trade by meaning; more of them blur it."""

LOOKED_AT, ONE_IN = 1_000, 200
"""Rows that are looked at closely, of very many one in so many: what is right comes to be denser.

The rest are judged by a part of their meaning.
"""

SEVERAL = 2
"""Words that it says much to have all of."""

_NOTHING = (0.0,) * len(FEATURES)
_MEANING, _TRADE_MEANING = FEATURES.index("meaning"), FEATURES.index("trade_meaning")


@dataclass(frozen=True, eq=False)
class Question:
    """An owner's words beside the trades found in them, and their vectors: words first."""

    text: str
    trades: tuple[Trade, ...]
    turned: Vectors


@dataclass(frozen=True, eq=False)
class Asked:
    """An owner's words beside an index: the trades found, and for some rows one of FEATURES each.

    `like_codes` has for each code of the index how like the owner's words its name is.
    """

    trades: tuple[Trade, ...]
    rows: Rows
    features: Numbers
    like_codes: Column
    index: WorkRows

    def nearest_code(self, at: int) -> str | None:
        """The code of the row at that place whose name is most like the words; None without."""
        place = self.index.codes.nearest(self.like_codes, int(self.rows[at]))
        return None if place is None else self.index.table.codes[place]


@dataclass(frozen=True, eq=False)
class Told:
    """For some rows all of FEATURES but those of meaning, a column each; and `Asked.like_codes`."""

    columns: Mapping[str, Column]
    like_codes: Column


class WorkIndex:
    """Grows by rows; safe to share between threads while one of them adds.

    Owners' words go to the vocabulary's `encoder`, which keeps nothing.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.rows = WorkRows(vocabulary.packing, vocabulary.code_vectors)
        self._said: dict[str, Vectors] = {}
        self._terms: dict[str, Terms] = {}

    def append(self, packed: Packed, work: WorkFacts) -> int:
        """Adds a row for each, their texts' vectors packed; returns the number of the first."""
        return self.rows.append(packed, work)

    def question(self, text: str, trades: Sequence[Trade] | None = None) -> Question:
        """An owner's words, with the trades found in them where none are given."""
        found = self._vocabulary.trades.practised_in(text) if trades is None else tuple(trades)
        vectors = [self._vocabulary.encoder.encode([text]), *(self._vector_of(t) for t in found)]
        return Question(text, found, self._vocabulary.packing.turned(np.concatenate(vectors)))

    def ask(self, text: str) -> Asked:
        """What the index says of an owner's words, row by row; they are only words."""
        question, size = self.question(text), len(self.rows)
        return self._closely(question, self._told(question, size), np.arange(size), _NOTHING)

    def best(
        self, question: Question, model: FitModel, weigh: Column, keep: int | None = None
    ) -> Asked:
        """The same for no more than `keep` rows: those that fit best by a first look at all.

        Without it they are `LOOKED_AT` or one in `ONE_IN`, whichever is more.

        `weigh` has for each of the first rows what its fit is multiplied by before they are
        compared; what has nought is never among them. All that has more is, if it is few. Where
        the meaning of a text is not known yet, it counts as that of any other.
        """
        size = len(weigh)
        most = max(LOOKED_AT, size // ONE_IN) if keep is None else keep
        told = self._told(question, size)
        scores = self._roughly(question, told, model, size)
        for factor in (self.rows.scales[:size], self.rows.live[:size], weigh):
            scores *= factor
        rows = np.sort(best_of(scores, most))
        return self._closely(question, told, rows[scores[rows] > 0], model.means)

    def says_all(self, text: str, rows: Rows) -> NDArray[np.bool_]:
        """Which of the rows say every word of the text, where it has several."""
        terms = np.unique(self._vocabulary.stems.of(text))
        if len(terms) < SEVERAL:
            return np.zeros(len(rows), dtype=bool)
        return np.asarray(self.rows.words.said(terms)[rows] == len(terms))

    def fits(self, asked: Asked, model: FitModel) -> Numbers:
        """How the rows fit, in their order, in [0, 1]: the chance of the trade x scale."""
        return np.asarray(model.probability(asked.features) * self.rows.scales[asked.rows])

    def _told(self, question: Question, size: int) -> Told:
        """What there is of each of the first rows but its meaning."""
        trades, rows = question.trades, self.rows
        like_codes = (rows.table.vectors @ self._plain(question.turned[0])).astype(np.float32)
        words = self._word_scores(self._vocabulary.stems.of(question.text), size)
        any_words = words
        if trades:
            any_words = self._word_scores(np.concatenate([*map(self._terms_of, trades)]), size)
            any_words *= np.float32(TRADE_WORDS)
            np.maximum(words, any_words, out=any_words)
        nought = np.zeros(size, dtype=np.float32)
        not_goods = nought.copy()
        if not sells_goods(trades):
            not_goods[rows.of_goods(size)] = -1.0
        columns = {
            "words": words,
            "any_words": any_words,
            "codes": rows.codes_like(_counted(trades), size),
            "in_title": _best([rows.named_in_title(t.name, size) for t in trades], nought),
            "code_names": rows.codes.best(like_codes, size),
            "not_goods": not_goods,
            "likely": rows.likely.log_odds(self._weighed(trades), size),
            "no_other": -rows.likely.of_others(self._kin(trades), size),
            "rarity": np.full(size, -self._vocabulary.commonness(trades), dtype=np.float32),
        }
        return Told(columns, like_codes)

    def _roughly(self, question: Question, told: Told, model: FitModel, size: int) -> Column:
        """The chance of each of the first rows, with the likeness of heads for its meaning."""
        slopes = {
            name: np.float32(weight / deviation)
            for name, weight, deviation in zip(
                FEATURES, model.weights, model.deviations, strict=True
            )
        }
        means = dict(zip(FEATURES, model.means, strict=True))
        logits = self._meant(question, slopes["meaning"], slopes["trade_meaning"], size)
        logits[self.rows.unread(size)] = sum(
            slopes[name] * means[name] for name in ("meaning", "trade_meaning")
        )
        for name, column in told.columns.items():
            logits += slopes[name] * column
        logits += np.float32(model.intercept - sum(slopes[n] * means[n] for n in FEATURES))
        np.clip(logits, -50.0, 50.0, out=logits)
        np.negative(logits, out=logits)
        np.exp(logits, out=logits)
        logits += 1
        return np.reciprocal(logits, out=logits)

    def _meant(
        self, question: Question, slope: np.float32, of_trades: np.float32, size: int
    ) -> Column:
        """Both likenesses of heads, weighed together: one product for each trade, not for each."""
        words, *trades = question.turned
        counted = [(LATER_TRADE if at else 1.0) * one for at, one in enumerate(trades)]
        together = [slope * words + of_trades * one for one in counted or [words]]
        leading = self.rows.vectors.leading(np.array(together, dtype=np.float32))[:size].T
        return np.asarray(np.maximum.reduce(leading))

    def _closely(
        self, question: Question, told: Told, rows: Rows, without: Sequence[float]
    ) -> Asked:
        """The rows with their whole meaning; `without` has FEATURES that stand for one unknown."""
        features = np.tile(without, (len(rows), 1))
        for name, column in told.columns.items():
            features[:, FEATURES.index(name)] = column[rows]
        read = np.flatnonzero(~self.rows.facts["unread"][rows])
        alike = self.rows.vectors.likeness(rows[read], question.turned)
        features[read, _MEANING] = alike[:, 0]
        features[read, _TRADE_MEANING] = _best(alike.T[1:], alike[:, 0])
        return Asked(question.trades, rows, features, told.like_codes, self.rows)

    def _word_scores(self, terms: Terms, size: int) -> Column:
        scores = self.rows.words.scores(terms)[:size]
        return np.asarray(np.log1p(scores, out=scores))

    def _vector_of(self, trade: Trade) -> Vectors:
        """The vector of the trade in buyers' words; made once."""
        said = in_buyers_words(trade)
        if said not in self._said:
            self._said[said] = self._vocabulary.encoder.encode([said])
        return self._said[said]

    def _terms_of(self, trade: Trade) -> Terms:
        """The words that stand for the trade where words are counted; taken apart once."""
        words = words_of_trade(trade)
        if words not in self._terms:
            self._terms[words] = self._vocabulary.stems.of(words)
        return self._terms[words]

    def _weighed(self, trades: Sequence[Trade]) -> list[tuple[str, float]]:
        """The name of each trade and of what is part of it, with what it counts."""
        return [
            (narrower.name, LATER_TRADE if at else 1.0)
            for at, trade in enumerate(trades)
            for narrower in self._vocabulary.trades.with_narrower(trade.name)
        ]

    def _kin(self, trades: Sequence[Trade]) -> frozenset[str]:
        return self._vocabulary.trades.kin(trade.name for trade in trades)

    def _plain(self, turned: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(turned @ self._vocabulary.packing.rotation)


def _counted(trades: Sequence[Trade]) -> list[tuple[tuple[str, ...], float]]:
    """The codes of each trade and what it counts."""
    return [(trade.cpv, LATER_TRADE if at else 1.0) for at, trade in enumerate(trades)]


def words_of_trade(trade: Trade) -> str:
    """The words that stand for a trade where words are counted."""
    return f"{trade.name} {' '.join(trade.buyer_says)}"


def in_buyers_words(trade: Trade) -> str:
    """The text that stands for a trade by meaning."""
    return f"{trade.name}: {', '.join(trade.buyer_says[:SAID_OF_A_TRADE])}"


def _best(columns: Sequence[Any] | NDArray[np.float32], without: Column) -> Column:
    """The best of the trades' columns, later trades for less; `without` where none was found."""
    if not len(columns):
        return without
    first, *later = columns
    return np.asarray(np.maximum.reduce([first, *(LATER_TRADE * one for one in later)]))
