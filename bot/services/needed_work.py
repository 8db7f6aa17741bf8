"""Reads one opportunity as firms are held against it."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import scale_fit, sells_goods
from bot.domain.learnt_trades import LikenessOfCodes
from bot.domain.needed_work import NeededWork, OfTrades
from bot.domain.opportunity import Opportunity
from bot.domain.postings import Postings, TermCounts
from bot.domain.vector_rows import Vectors
from bot.domain.work_facts import Parts, number_of_trade
from bot.domain.work_words import is_list
from bot.services.prepare_work import Vocabulary
from bot.services.work_index import in_buyers_words, words_of_trade

_DIGITS = 8


class ReadNeed:
    """What depends on trades alone is worked out once; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._trades = tuple(vocabulary.trades)
        self._numbers = [number_of_trade(trade.name) for trade in self._trades]
        self._sells_goods = np.array([sells_goods([t]) for t in self._trades], dtype=bool)
        names = [trade.name for trade in self._trades]
        self._kin = np.array([np.isin(names, [*vocabulary.trades.kin([n])]) for n in names])
        self._narrower = np.array([np.isin(names, self._names_within(n)) for n in names])
        self._notices = np.array(vocabulary.learnt.in_order(names).notices, dtype=float)
        self._likeness = LikenessOfCodes(self._trades)
        self._lock = threading.Lock()
        self._made: tuple[Vectors, NDArray[np.uint32], NDArray[np.int64]] | None = None

    def _names_within(self, name: str) -> list[str]:
        return [trade.name for trade in self._vocabulary.trades.with_narrower(name)]

    def of(self, opportunity: Opportunity, words: Postings) -> NeededWork:
        """The opportunity's needs; `words` are those of all opportunities, and weigh its own."""
        known = self._vocabulary
        facts = known.facts_of(opportunity)
        counted, parts = facts.words(), facts.parts
        names = [f"{code:0{_DIGITS}}" for code in parts.codes.tolist()]
        text = known.encoder.encode([known.text_of(opportunity)])
        queries = known.packing.turned(np.concatenate([text, known.code_vectors(names)]))
        weights = words.worth(counted)
        return NeededWork(
            terms=counted.terms,
            weights=weights,
            queries=queries,
            trades=self._of_trades(queries[0], counted, weights, names, parts),
            is_goods=bool(facts.facts["goods"][0]),
            scale=scale_fit(opportunity.value.amount, is_list=is_list(opportunity)),
        )

    def _of_trades(
        self,
        turned: NDArray[np.float32],
        counted: TermCounts,
        weights: NDArray[np.float32],
        codes: list[str],
        parts: Parts,
    ) -> OfTrades:
        vectors, said, whose = self._of_the_trades()
        count = len(self._trades)
        chances = dict(zip(parts.likely.tolist(), parts.chances.tolist(), strict=True))
        return OfTrades(
            words=np.bincount(whose, _worth(said, counted, weights), count).astype(float),
            meaning=(vectors @ turned).astype(float),
            codes=self._likeness.of(codes),
            in_title=np.isin(self._numbers, parts.trades).astype(float),
            sells_goods=self._sells_goods,
            chances=np.array([chances.get(number, 0.0) for number in self._numbers]),
            narrower=self._narrower,
            kin=self._kin,
            notices=self._notices,
        )

    def _of_the_trades(self) -> tuple[Vectors, NDArray[np.uint32], NDArray[np.int64]]:
        """The turned vectors of all trades, the stems of their words, and of which trade each."""
        with self._lock:
            if self._made is None:
                known = self._vocabulary
                vectors = known.encoder.encode([in_buyers_words(t) for t in self._trades])
                said = [known.stems.of(words_of_trade(t)) for t in self._trades]
                whose = np.repeat(np.arange(len(said)), [len(one) for one in said])
                none = np.zeros(0, dtype=np.uint32)
                self._made = known.packing.turned(vectors), np.concatenate([none, *said]), whose
            return self._made


def _worth(
    said: NDArray[np.uint32], counted: TermCounts, weights: NDArray[np.float32]
) -> NDArray[np.float64]:
    """What each of the words adds to the score of the text."""
    if not len(counted.terms):
        return np.zeros(len(said))
    at = np.minimum(np.searchsorted(counted.terms, said), len(counted.terms) - 1)
    return np.where(counted.terms[at] == said, weights[at], 0.0)
