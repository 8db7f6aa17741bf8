"""Works out what an index must know of each opportunity: the vector of its text, and its facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.domain.index_row import MadeWith
from bot.domain.opportunity import Opportunity
from bot.domain.trade import PlainText, Trades
from bot.domain.vector_rows import Packed, Packing
from bot.domain.work_facts import FORM, WorkFacts, facts_of
from bot.domain.work_words import weighted_text, work_text
from bot.ports import Stems, TextEncoder, Vectors

TEXTS_AT_A_TIME = 64


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What is known of words before any notice is read.

    `encoder` keeps nothing of what it is given; `code_vectors` makes the vectors of codes' names.
    """

    trades: Trades
    code_names: Mapping[str, str]
    encoder: TextEncoder
    stems: Stems
    packing: Packing
    code_vectors: Callable[[Sequence[str]], Vectors]

    @cached_property
    def made_with(self) -> MadeWith:
        """Names what rows are made with; changes with the encoder, the form or the trades."""
        packing = hashlib.blake2b(self.packing.rotation.tobytes(), digest_size=4).hexdigest()
        form = f"{packing}-{self.packing.head}-{self.stems.name}-{FORM}"
        trades = repr([(t.name, t.says, t.buyer_says, t.but_not) for t in self.trades]).encode()
        named = hashlib.blake2b(trades, digest_size=8).hexdigest()
        return MadeWith(f"{self.encoder.name}-{form}"[:64], named)

    def text_of(self, opportunity: Opportunity) -> str:
        """The text that stands for an opportunity by meaning."""
        return work_text(opportunity, self.code_names)

    def packed(self, texts: Sequence[str]) -> Packed:
        """A packed vector for each text."""
        return self.packing.pack(self.encoder.encode(texts))

    def facts_of(self, opportunity: Opportunity) -> WorkFacts:
        """The facts of an opportunity; they take a millisecond."""
        terms = self.stems.of(weighted_text(opportunity, self.code_names))
        title = PlainText(opportunity.title)
        named = [trade.name for trade in self.trades if trade.mentioned_in(title)]
        return facts_of(opportunity, terms, named)


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
