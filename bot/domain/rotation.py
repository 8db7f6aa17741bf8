"""In which order firms that fit equally well are shown: first those that had least of their due.

A need has a few places. The firms of its best band compete for them, and where there are more than
places, each is due the same share of a showing: places / firms. Who is shown is whoever was shown
least for what was due so far, (shown + 1) / (due + 1), so that over time each gets what it is due.
A newcomer begins at 1, which is just what is due: it neither floods the lists nor waits for years.
Ties go by a keyed hash of the need and the firm.

The rule is stride scheduling (Waldspurger and Weihl, 1995) with lotteries' expectations as strides;
that attention be given in proportion over time, not in each list, is the equity of attention of
Biega, Gummadi and Weikum (SIGIR 2018).

It cannot be steered: a name, an id or a moment of registering has no part in it, the key is secret,
saying more of the same trade changes no band, and a list once shown stays, so asking again for the
same need moves nobody. What it cannot see is one firm that registers as two.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.opportunity import OpportunityId
from bot.domain.supplier import SupplierId

PLACES = 5
"""A list that a buyer reads: the simpler rules ask for three to five quotations."""

BANDS = (0.6, 0.3)
"""The chance that it is the firm's trade from which each band begins; below the last is nobody.

So wide because a smaller difference says little. On the development split the work really is the
firm's trade in 85 of 100 in the first band, in half in the second, and in a quarter or less below.
Of two notices for one profile in the second band the higher chance has the better grade in 52 of
100, where luck has 50; in the first in 70, but notices judged for two profiles, which alone could
tell one firm from another, are too few to say anything.
"""


@dataclass(frozen=True, slots=True)
class Turns:
    """How often a firm was shown to buyers, and how often that was due."""

    shown: int = 0
    due: float = 0.0

    @property
    def had(self) -> float:
        """What it had of its due: 1 is just that, and where everybody begins."""
        return (self.shown + 1) / (self.due + 1)


NONE_YET = Turns()


@dataclass(frozen=True, slots=True)
class Draw:
    """Who is shown, in order, and what each of those who competed was due by it."""

    shown: tuple[SupplierId, ...]
    due: Mapping[SupplierId, float]


def draw(
    bands: Sequence[Sequence[SupplierId]],
    turns: Mapping[SupplierId, Turns],
    need: OpportunityId,
    key: bytes,
    places: int = PLACES,
) -> Draw:
    """Fills the places from the best band down; `turns` lacks whoever never competed.

    The same for the same arguments, whatever the order within a band.
    """
    shown: list[SupplierId] = []
    due: dict[SupplierId, float] = {}
    for band in bands:
        left = places - len(shown)
        if left <= 0:
            break
        share = min(1.0, left / len(band)) if band else 0.0
        due |= dict.fromkeys(band, share)
        shown += _in_turn(band, turns, need, key)[:left]
    return Draw(tuple(shown), due)


def _in_turn(
    band: Sequence[SupplierId],
    turns: Mapping[SupplierId, Turns],
    need: OpportunityId,
    key: bytes,
) -> list[SupplierId]:
    def place(one: SupplierId) -> tuple[float, bytes]:
        return turns.get(one, NONE_YET).had, _lot(need, one, key)

    return sorted(band, key=place)


def _lot(need: OpportunityId, supplier: SupplierId, key: bytes) -> bytes:
    said = f"{need}\0{supplier}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, said, hashlib.sha256)
