"""Which trades a notice is for: the chance of each, as learnt from notices that were read for it.

For each trade there is a linear model over the words of the title, alone and in twos, the words of
the description and the codes; a second one, the same for all trades, weighs what that says against
the trade's own codes and phrases and against what it says of the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.domain.fit import Numbers, cpv_likeness, weight_of_codes
from bot.domain.postings import Terms
from bot.domain.trade import Trade
from bot.domain.work_facts import Marks

Keys = NDArray[np.uint64]

TITLE, DESCRIPTION, CODES = 1.0, 0.7, 1.0
"""What each part of a notice counts in all, however long it is."""

LEVELS = (2, 3, 4, 5, 8)
"""Digits of a code that say something by themselves: division, group, class, category, all."""

STUFFED = 20
"""A text that says each of its words so many times is no text."""

UNHEARD_OF = -6.0
"""What the first model says of a trade that it has not learnt."""

WEIGHED = ("codes", "in_title", "words", "no_other_in_title", "lead")
"""What the second model weighs, in this order: likeness of codes, a phrase in the title, the first
model, -1 where only other trades stand in the title, and the lead before the second best."""

_WORD, _PAIR, _SAID, _CODE = (np.uint64(kind << 60) for kind in range(1, 5))
_HASH, _SHORT = np.uint64(0x9E3779B97F4A7C15), np.uint64(8)
_LEAST, _MOST, _FAR_BEHIND, _FAR_AHEAD = -8.0, 4.0, -6.0, 3.0


@dataclass(frozen=True, eq=False)
class NoticeWords:
    """What the first model reads: the stems of title and description in order, and all codes."""

    title: Terms
    description: Terms
    codes: Sequence[str]

    def parts(self) -> list[tuple[Keys, float]]:
        """The keys of each part, each once, and what the part counts."""
        in_order, said = _unstuffed(self.title).astype(np.uint64), _unstuffed(self.description)
        title, pairs, said = np.unique(in_order), np.unique(_pairs(in_order)), np.unique(said)
        codes = sorted({code[:digits] for code in self.codes for digits in LEVELS})
        levels = np.array([int(f"{len(one)}{one}") for one in codes], dtype=np.uint64)
        return [
            (np.concatenate([_WORD + title, _PAIR + pairs]), TITLE),
            (_SAID + said.astype(np.uint64), DESCRIPTION),
            (_CODE + levels, CODES),
        ]


@dataclass(frozen=True, eq=False)
class LearntTrades:
    """What was learnt, a column for each of `trades`; safe to share between threads.

    `keys` are sorted, `rarities` weigh them, `weights` has a row for each; `weighing` are the
    weights of WEIGHED and what is added. `notices` says for how many of the notices learnt from
    each trade is the one: how common its work is.
    """

    trades: tuple[str, ...]
    keys: Keys
    rarities: NDArray[np.float32]
    weights: NDArray[np.float16]
    biases: NDArray[np.float32]
    weighing: tuple[float, ...]
    notices: NDArray[np.float32]

    @cached_property
    def fingerprint(self) -> str:
        """Names what was learnt: models that say another thing of any notice have another."""
        told = (self.keys, self.rarities, self.weights, self.biases, np.array(self.weighing))
        found = hashlib.blake2b(repr(self.trades).encode(), digest_size=8)
        for one in told:
            found.update(np.ascontiguousarray(one).tobytes())
        return found.hexdigest()

    def in_order(self, trades: Sequence[str]) -> LearntTrades:
        """The same with a column for each of these trades; what was not learnt is unheard of."""
        known = {name: at for at, name in enumerate(self.trades)}
        at = np.array([known.get(name, -1) for name in trades], dtype=np.int64)
        weights = np.concatenate([self.weights, np.zeros((len(self.keys), 1), np.float16)], axis=1)
        return replace(
            self,
            trades=tuple(trades),
            weights=np.ascontiguousarray(weights[:, at]),
            biases=np.append(self.biases, np.float32(UNHEARD_OF))[at],
            notices=np.append(self.notices, np.float32(0))[at],
        )

    def of_words(self, words: NoticeWords) -> Numbers:
        """What the first model says of each trade: above nought for it, below against it."""
        found = self.biases.astype(float)
        for keys, counts in words.parts():
            rows = self.places(keys)
            if len(rows):
                worth = self.rarities[rows].astype(float)
                found += (counts / np.linalg.norm(worth) * worth) @ self.weights[rows]
        return found

    def places(self, keys: Keys) -> NDArray[np.int64]:
        """The rows of those of the keys that were learnt."""
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.asarray(at[self.keys[at] == keys])

    def chances(self, of_words: Numbers, codes: Numbers, in_title: Marks) -> Numbers:
        """The chance of each trade, from the first model, its codes and its title's phrases."""
        *weights, added = self.weighing
        logits = weighed(of_words, codes, in_title) @ np.array(weights) + added
        return np.asarray(1.0 / (1.0 + np.exp(-logits)))

    def commonness(self, trades: Sequence[str]) -> float:
        """How common the work of these trades is: the logarithm of how many notices are theirs."""
        return float(np.log(max(1.0, sum(self._counted.get(name, 0.0) for name in trades))))

    @cached_property
    def _counted(self) -> dict[str, float]:
        return dict(zip(self.trades, self.notices.tolist(), strict=True))


def weighed(of_words: Numbers, codes: Numbers, in_title: Marks) -> Numbers:
    """A row of WEIGHED for each trade of one notice."""
    others = int(in_title.sum()) > in_title
    second = np.partition(of_words, -2)[-2] if len(of_words) > 1 else UNHEARD_OF
    columns = (
        codes,
        in_title.astype(float),
        np.clip(of_words, _LEAST, _MOST),
        -(others & ~in_title).astype(float),
        np.clip(of_words - second, _FAR_BEHIND, _FAR_AHEAD),
    )
    return np.stack(columns, axis=1)


class LikenessOfCodes:
    """How like the codes of each trade one code or many are; each code is looked at once."""

    def __init__(self, trades: Sequence[Trade]) -> None:
        self._trades = tuple(trades)
        self._known: dict[str, Numbers] = {}

    def of(self, codes: Sequence[str]) -> Numbers:
        """The best likeness of each trade, in [0, 1]; less where there are many codes."""
        nothing = np.zeros(len(self._trades))
        best = np.maximum.reduce([nothing, *map(self._of_one, codes)])
        return np.asarray(best * weight_of_codes(len(codes)))

    def _of_one(self, code: str) -> Numbers:
        if code not in self._known:
            each = (
                max((cpv_likeness(own, code) for own in t.cpv), default=0.0) for t in self._trades
            )
            self._known[code] = np.fromiter(each, dtype=float, count=len(self._trades))
        return self._known[code]


def _unstuffed(stems: Terms) -> Terms:
    """The stems, or none where they say the same over and over to be found."""
    return stems[:0] if len(np.unique(stems)) * STUFFED < len(stems) else stems


def _pairs(stems: Keys) -> Keys:
    """A number of 60 bits for each two stems that follow one another."""
    mixed = stems[:-1] * _HASH + stems[1:]  # overflow is meant: it is a hash
    return np.asarray(((mixed ^ (mixed >> np.uint64(29))) * _HASH) >> _SHORT)
