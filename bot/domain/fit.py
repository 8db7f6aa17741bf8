"""How well the work of an opportunity fits what an owner says the firm does: trade and scale alone.

A fit is the chance that it is the firm's trade, as learnt from judged pairs, times how likely a
work of that size is one for a small firm. Place, time and status are no part of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.match import MANY_CODES
from bot.domain.trade import Trade, cpv_stem

Numbers = NDArray[np.float64]

FEATURES = (
    "words",
    "any_words",
    "meaning",
    "trade_meaning",
    "codes",
    "in_title",
    "code_names",
    "not_goods",
    "likely",
    "no_other",
    "rarity",
)
"""What a fit is made of, in this order; more of each never counts against an opportunity.

`words`: log(1 + BM25) of the owner's text; `any_words`: the better of that and 0.6 of the same for
the words of the trades found in it; `meaning`, `trade_meaning`: likeness of the notice's text to
the owner's and to the trades'; `codes`: likeness of its codes to the trades' in the tree;
`in_title`: a trade's phrase stands in the title; `code_names`: likeness of the name of a code to
the owner's text; `not_goods`: -1 where the title says goods and the trades have no code of goods;
`likely`: log odds that the notice is for one of the trades or what is part of it; `no_other`:
minus the chance of the likeliest trade that is none of them nor of their kin; `rarity`: minus how
common the work of the trades is, for where much is asked for, each notice says less.
"""

TRADE_WORDS = 0.6
"""What the vocabulary's words count beside the owner's own."""

LEAST_CHANCE = 0.01
"""What is added to a chance and to its counterpart before their ratio is taken."""

LATER_TRADE = 0.7
"""What a trade named second or later counts beside the first."""

ONE_OF_MANY = 0.6
SINGLE_SCALES = (
    (Decimal(150_000), 0.9),
    (Decimal(250_000), 0.65),
    (Decimal(1_000_000), 0.5),
)
"""Pounds up to which the share holds of notices of the right trade that a micro firm could take.

Rounded to 0.05 from counts over the judgements of `models` and of the development split.
"""
SINGLE_ABOVE, SINGLE_UNSTATED = 0.5, 0.7
LIST_LIMIT, LIST_SCALE, LIST_ABOVE = Decimal(20_000_000), 0.7, 0.55

_GOODS_DIVISIONS = frozenset(
    f"{n:02}"
    for n in (3, 9, 14, 15, 16, 18, 19, 22, 24, *range(30, 36), 37, 38, 39, *range(41, 45), 48)
)
_BELOW_ONE, _BELOW_TWO, _BELOW_MORE, _UNDER_DIVISION = 0.7, 0.45, 0.25, 0.2
_SAME_GROUP, _SAME_CLASS = 0.2, 0.4
_DIVISION, _GROUP = 2, 3
_JUST_BELOW = 0.99


@dataclass(frozen=True)
class FitModel:
    """What was learnt: means and deviations of the features, their weights (none below nought)."""

    means: tuple[float, ...]
    deviations: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    def probability(self, features: Numbers) -> Numbers:
        """The chance in [0, 1] that each row (of FEATURES) is the trade that was asked about."""
        scaled = (features - np.array(self.means)) / np.array(self.deviations)
        # Not by a product of matrices, which rounds equal rows differently by their place.
        logits = (scaled * np.array(self.weights)).sum(axis=1) + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -50.0, 50.0))))


def log_odds(chances: NDArray[Any]) -> NDArray[Any]:
    """The logarithm of each chance against its counterpart, held within some 4.6 of nought."""
    return np.asarray(np.log((chances + LEAST_CHANCE) / (1 + LEAST_CHANCE - chances)))


def scale_fit(amount: Decimal | None, *, is_list: bool) -> float:
    """How likely a work of the right trade is one for a small firm, by its value in pounds."""
    if is_list:
        return LIST_ABOVE if amount is not None and amount > LIST_LIMIT else LIST_SCALE
    if amount is None:
        return SINGLE_UNSTATED
    return next((share for limit, share in SINGLE_SCALES if amount <= limit), SINGLE_ABOVE)


def cpv_likeness(own: str, asked: str) -> float:
    """How like a firm's code one in a notice is: 1 the same or below, less above and beside.

    Buyers file one level too high or next door; siblings within a class still share the work.
    """
    mine, theirs = cpv_stem(own), cpv_stem(asked)
    if theirs.startswith(mine):
        return 1.0
    if mine.startswith(theirs):
        if len(theirs) <= _DIVISION:
            return _UNDER_DIVISION
        return {1: _BELOW_ONE, 2: _BELOW_TWO}.get(len(mine) - len(theirs), _BELOW_MORE)
    shared = next(
        (n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b),
        min(len(mine), len(theirs)),
    )
    if shared <= _DIVISION:
        return 0.0
    return _SAME_GROUP if shared == _GROUP else _SAME_CLASS


def behind(scores: Numbers, is_behind: NDArray[np.bool_]) -> Numbers:
    """The scores with those marked scaled, in their own order, to below all others."""
    if is_behind.all() or not is_behind.any():
        return scores
    best, lowest = float(scores[is_behind].max()), float(scores[~is_behind].min())
    share = min(1.0, _JUST_BELOW * lowest / best) if best > 0 else 1.0
    return np.where(is_behind, scores * share, scores)


def weight_of_codes(number: int) -> float:
    """What the codes of a notice say of it: with very many, each is one of many."""
    return ONE_OF_MANY if number > MANY_CODES else 1.0


def sells_goods(trades: Sequence[Trade]) -> bool:
    """Whether any of the trades has a code of goods."""
    return any(code[:_DIVISION] in _GOODS_DIVISIONS for trade in trades for code in trade.cpv)
