"""Which texts have which words, to which a text can be added without touching the others.

Words are 32-bit hashes, so no list of all words must be kept. A text's words come in as a small
sorted segment; neighbours of like size are merged until they are as large as a block, and a full
one is never touched again. Scores are those of BM25 as Lucene reckons it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.growing import GrowingColumn
from bot.domain.vector_rows import BLOCK, Rows

Terms = NDArray[np.uint32]
Scores = NDArray[np.float32]

SATURATION = 1.5
LENGTH_WEIGHT = 0.75
"""The usual parameters of BM25 (k1 and b)."""

MOST_TIMES = 255
_ROW_BITS, _COUNT_BITS = 16, 8
"""A block has as many rows as sixteen bits can count."""


@dataclass(frozen=True, eq=False)
class TermCounts:
    """The words of some texts, one text after the other, and how often each has each.

    `per_text` says how many different words each text has; `lengths` how many words in all.
    """

    terms: Terms
    counts: NDArray[np.uint8]
    per_text: NDArray[Any]
    lengths: NDArray[Any]

    @classmethod
    def of(cls, texts: list[Terms]) -> TermCounts:
        """Counts the words of each text, given in any order and with repetitions."""
        counted = [np.unique(text, return_counts=True) for text in texts]
        none = np.zeros(0, dtype=np.uint32)
        times = np.concatenate([none, *(count for _, count in counted)])
        return cls(
            np.concatenate([none, *(terms for terms, _ in counted)]).astype(np.uint32),
            np.minimum(times, MOST_TIMES).astype(np.uint8),
            np.array([len(terms) for terms, _ in counted], dtype=np.int64),
            np.array([len(text) for text in texts], dtype=np.int64),
        )


@dataclass(frozen=True, eq=False)
class Segment:
    """The postings of the texts from row `start` until before `stop`, by word."""

    start: int
    stop: int
    terms: Terms
    firsts: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.uint8]

    @property
    def size(self) -> int:
        """How many texts it covers."""
        return self.stop - self.start

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return sum(a.nbytes for a in (self.terms, self.firsts, self.rows, self.counts))

    def spread(self) -> Terms:
        """The word of each posting."""
        return np.repeat(self.terms, np.diff(self.firsts))

    def of(self, terms: Terms) -> tuple[Any, Any, Any]:
        """Which of those words it has, by their place among them; where each begins and ends."""
        if not len(self.terms):
            return (np.zeros(0, dtype=np.int64),) * 3
        at = np.searchsorted(self.terms, terms)
        at[at == len(self.terms)] = 0
        held = np.flatnonzero(self.terms[at] == terms)
        return held, self.firsts[at[held]], self.firsts[at[held] + 1]


@dataclass(frozen=True, eq=False)
class Found:
    """The postings of some words, piece by piece: each piece has those of a word in a segment.

    `rows` and `counts` have a number a posting, `words` and `many` one a piece: the place of the
    word and how many postings there are. `gone` marks those of rows that were taken out.
    """

    rows: NDArray[np.intp]
    counts: NDArray[np.uint8]
    words: NDArray[np.int64]
    many: NDArray[np.int64]
    gone: NDArray[np.bool_] | None

    def found_in(self, count: int) -> NDArray[Any]:
        """Of each of so many words how many rows have it."""
        many = self.many
        if self.gone is not None:
            gone = [np.count_nonzero(self.gone[piece]) for _, piece in self._pieces()]
            many = many - np.array(gone, dtype=np.int64)
        return np.bincount(self.words, many, count)

    def weigh(self, weights: Scores, of_words: Scores) -> None:
        """Multiplies the weight of each posting by the number of its word."""
        for word, piece in self._pieces():
            weights[piece] *= of_words[word]

    def _pieces(self) -> Iterator[tuple[int, slice]]:
        start = 0
        for word, many in zip(self.words.tolist(), self.many.tolist(), strict=True):
            yield word, slice(start, start + many)
            start += many


def _segment(start: int, stop: int, terms: Terms, rows: Any, counts: Any) -> Segment:
    """A segment of postings in any order; those of a word come to stand by row.

    Word, row and count of a posting are packed into one number, which sorts much faster than three.
    """
    packed = terms.astype(np.uint64) << np.uint64(_ROW_BITS + _COUNT_BITS)
    packed |= (rows - start).astype(np.uint64) << np.uint64(_COUNT_BITS)
    packed |= counts.astype(np.uint64)
    packed.sort()
    sorted_terms = (packed >> np.uint64(_ROW_BITS + _COUNT_BITS)).astype(np.uint32)
    is_first = np.append(True, sorted_terms[1:] != sorted_terms[:-1])[: len(packed)]
    firsts = np.flatnonzero(is_first)
    of_rows = (packed >> np.uint64(_COUNT_BITS)).astype(np.uint16).astype(np.int32) + start
    ends = np.append(firsts, len(packed)).astype(np.int64)
    return Segment(start, stop, sorted_terms[firsts], ends, of_rows, packed.astype(np.uint8))


def merged(one: Segment, next_one: Segment) -> Segment:
    """Two neighbours as one."""
    return _segment(
        one.start,
        next_one.stop,
        np.concatenate([one.spread(), next_one.spread()]),
        np.concatenate([one.rows, next_one.rows]),
        np.concatenate([one.counts, next_one.counts]),
    )


class Postings:
    """The words of texts by the number of their row, which a row keeps for ever.

    One thread may add and remove while others ask.
    """

    def __init__(self) -> None:
        self.segments: tuple[Segment, ...] = ()
        self._lengths = GrowingColumn(np.int32)
        self._gone = GrowingColumn(np.bool_)
        self._live = 0
        self._total = 0

    def __len__(self) -> int:
        return len(self._lengths)

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        held = sum(segment.nbytes for segment in self.segments)
        return held + self._lengths.nbytes + self._gone.nbytes

    def append(self, texts: TermCounts) -> int:
        """Adds a row for each text; returns the number of the first."""
        first, many = len(self._lengths), len(texts.lengths)
        rows = np.repeat(np.arange(first, first + many), texts.per_text)
        self._gone.append(np.zeros(many, dtype=bool))
        self._lengths.append(texts.lengths)
        self._live += many
        self._total += int(texts.lengths.sum())
        for at in range(first, first + many, BLOCK):
            upto = min(at + BLOCK, first + many)
            some = slice(*np.searchsorted(rows, [at, upto]))
            self._add(_segment(at, upto, texts.terms[some], rows[some], texts.counts[some]))
        return first

    def remove(self, rows: Rows) -> None:
        """Takes rows out: they have no score and no part in how rare a word is."""
        gone = self._gone.rows
        new = np.unique(rows[~gone[rows]])
        gone[new] = True
        self._live -= len(new)
        self._total -= int(self._lengths.rows[new].sum())

    def scores(self, terms: Terms) -> Scores:
        """The BM25 score of each row for a query's words; a word said twice counts twice."""
        asked, times = np.unique(terms, return_counts=True)
        found = self._found(asked)
        lengths = self._lengths.rows
        rarity = (self._rarity(found, len(asked)) * times).astype(np.float32)
        usual = max(self._total / max(self._live, 1), 1e-9)
        norms = lengths.astype(np.float32)
        norms *= np.float32(SATURATION * LENGTH_WEIGHT / usual)
        norms += np.float32(SATURATION * (1 - LENGTH_WEIGHT))
        counts = found.counts.astype(np.float32)
        weights = norms[found.rows]
        weights += counts
        np.divide(counts, weights, out=weights)
        found.weigh(weights, rarity)
        return self._summed(found, weights.astype(np.float64), len(lengths)).astype(np.float32)

    def worth(self, text: TermCounts) -> Scores:
        """What each word of one text adds to its score for a query that says it once.

        The other way round: with these a text is held against many queries. It should be a row.
        """
        rarity = self._rarity(self._found(text.terms), len(text.terms)).astype(np.float32)
        usual = max(self._total / max(self._live, 1), 1e-9)
        relative = np.float32(text.lengths[0] / usual)
        norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * relative)
        return np.asarray(rarity * (text.counts / (text.counts + norm)), dtype=np.float32)

    def said(self, terms: Terms) -> NDArray[np.int64]:
        """How many of a query's different words each row has."""
        found = self._found(np.unique(terms))
        return self._summed(found, None, len(self._lengths)).astype(np.int64)

    def _found(self, asked: Terms) -> Found:
        """The postings of different words."""
        rows, counts = [np.zeros(0, np.int32)], [np.zeros(0, np.uint8)]
        words, many = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for segment in self.segments:
            held, firsts, ends = segment.of(asked)
            for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
                rows.append(segment.rows[first:end])
                counts.append(segment.counts[first:end])
            words.append(held)
            many.append(ends - firsts)
        # Numbers that numpy counts places in: what uses them would turn them into such each time.
        every = np.concatenate(rows, dtype=np.intp)
        gone = self._gone.rows[every] if self._live < len(self._gone) else None
        return Found(
            every, np.concatenate(counts), np.concatenate(words), np.concatenate(many), gone
        )

    def _rarity(self, found: Found, count: int) -> NDArray[np.float64]:
        found_in = found.found_in(count)
        return np.asarray(np.log(1 + (self._live - found_in + 0.5) / (found_in + 0.5)))

    def _summed(self, found: Found, weights: Any, size: int) -> NDArray[Any]:
        """For each of so many rows what its postings weigh together; nought if it was taken out."""
        summed = np.bincount(found.rows, weights, size)
        if found.gone is not None:
            summed[found.rows[found.gone]] = 0
        return summed

    def _add(self, segment: Segment) -> None:
        held = [*self.segments, segment]
        while len(held) > 1 and _belong_together(held[-2], held[-1]):
            held[-2:] = [merged(held[-2], held[-1])]
        self.segments = tuple(held)


def _belong_together(one: Segment, next_one: Segment) -> bool:
    """Whether merging is worth it: only what at least halves in number, and no full segment."""
    return one.size <= 2 * next_one.size and one.size + next_one.size <= BLOCK
