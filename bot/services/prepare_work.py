"""Works out what an index must know of each opportunity: the vector of its text, and its facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.domain.index_row import MadeWith
from bot.domain.learnt_trades import LearntTrades, LikenessOfCodes, NoticeWords
from bot.domain.opportunity import Opportunity
from bot.domain.trade import PlainText, Trade, Trades
from bot.domain.vector_rows import Packed, Packing
from bot.domain.work_facts import FORM, WorkFacts, facts_of
from bot.domain.work_words import weighted_text, work_text
from bot.ports import Stems, TextEncoder, Vectors

TEXTS_AT_A_TIME = 64

LIKELY = 0.02
"""The chance from which on a notice may be for a trade; of less nothing is kept."""

_DIGITS = 8


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What is known of words before any notice is read.

    `encoder` keeps nothing of what it is given; `code_vectors` makes the vectors of codes' names;
    `learnt` says which trades a notice is for, in any order of them.
    """

    trades: Trades
    code_names: Mapping[str, str]
    encoder: TextEncoder
    stems: Stems
    packing: Packing
    code_vectors: Callable[[Sequence[str]], Vectors]
    learnt: LearntTrades

    @cached_property
    def made_with(self) -> MadeWith:
        """Names what rows are made with; changes with the encoder, the form or the trades."""
        packing = hashlib.blake2b(self.packing.rotation.tobytes(), digest_size=4).hexdigest()
        form = f"{packing}-{self.packing.head}-{self.stems.name}-{FORM}"
        said = [(t.name, t.says, t.buyer_says, t.but_not, t.cpv, t.works_on) for t in self.trades]
        trades = repr((said, self.learnt.fingerprint)).encode()
        named = hashlib.blake2b(trades, digest_size=8).hexdigest()
        return MadeWith(f"{self.encoder.name}-{form}"[:64], named)

    def text_of(self, opportunity: Opportunity) -> str:
        """The text that stands for an opportunity by meaning."""
        return work_text(opportunity, self.code_names)

    def packed(self, texts: Sequence[str]) -> Packed:
        """A packed vector for each text."""
        return self.packing.pack(self.encoder.encode(texts))

    def facts_of(
        self, opportunity: Opportunity, likely: Mapping[str, float] | None = None
    ) -> WorkFacts:
        """The facts of an opportunity; they take two milliseconds.

        `likely` stands for what was learnt of its trades, where that is told otherwise.
        """
        terms = self.stems.of(weighted_text(opportunity, self.code_names))
        title = PlainText(opportunity.title)
        named = [trade.name for trade in self.trades if trade.mentioned_in(title)]
        may_be = self.likely_trades(opportunity, named) if likely is None else likely
        return facts_of(opportunity, terms, named, may_be)

    def commonness(self, trades: Sequence[Trade]) -> float:
        """How common the work of a firm's trades is, as `LearntTrades.commonness` has it."""
        return self.learnt.commonness([trade.name for trade in trades])

    def likely_trades(self, opportunity: Opportunity, named: Sequence[str]) -> dict[str, float]:
        """The trades that the opportunity may be for, of which its title names some."""
        learnt, words = self._in_order, words_of(opportunity, self.stems)
        in_title = np.isin(learnt.trades, named) if named else np.zeros(len(learnt.trades), bool)
        codes = self._likeness.of(words.codes)
        chances = learnt.chances(learnt.of_words(words), codes, in_title)
        found = np.flatnonzero(chances >= LIKELY)
        return {learnt.trades[at]: float(chances[at]) for at in found}

    @cached_property
    def _in_order(self) -> LearntTrades:
        return self.learnt.in_order([trade.name for trade in self.trades])

    @cached_property
    def _likeness(self) -> LikenessOfCodes:
        return LikenessOfCodes(tuple(self.trades))


def words_of(opportunity: Opportunity, stems: Stems) -> NoticeWords:
    """An opportunity as what tells its trades reads it."""
    codes = tuple(code for code in opportunity.cpv if code.isdecimal() and len(code) == _DIGITS)
    title, said = stems.of(opportunity.title), stems.of(opportunity.description)
    return NoticeWords(title, said, codes)


def packed_texts(
    opportunities: Sequence[Opportunity],
    vocabulary: Vocabulary,
    encoder: TextEncoder,
    progress: Callable[[int], object] = lambda _count: None,
) -> Packed:
    """The packed vectors of the opportunities' texts; `progress` is called with how many each time.

    `encoder` makes the same vectors as the vocabulary's, and may keep them.
    """
    rows = [vocabulary.packing.pack(encoder.encode([]))]
    for start in range(0, len(opportunities), TEXTS_AT_A_TIME):
        some = opportunities[start : start + TEXTS_AT_A_TIME]
        rows.append(vocabulary.packing.pack(encoder.encode([vocabulary.text_of(o) for o in some])))
        progress(len(some))
    return np.concatenate(rows)
