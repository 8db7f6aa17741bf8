"""A year of buyers' lists, and how evenly firms are shown in it; knows no text and no notice."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.opportunity import OpportunityId
from bot.domain.rotation import NONE_YET, PLACES, Draw, Turns, draw
from bot.domain.supplier import SupplierId

WEEKS = 52
DUE_ENOUGH = 10.0
"""Showings that must be due before a ratio of whole numbers says anything."""

Bands = Sequence[Sequence[SupplierId]]
Choose = Callable[[Bands, Mapping[SupplierId, Turns], OpportunityId], Draw]


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for in a week, and the firms of each band that it fits."""

    id: OpportunityId
    week: int
    bands: Bands


@dataclass(frozen=True, slots=True)
class Stay:
    """The weeks in which a firm is registered: from the first until before the last."""

    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Year:
    """How often each firm was shown and how often that was due, and what it competed for."""

    shown: Counter[SupplierId]
    due: Mapping[SupplierId, float]
    chances: Mapping[SupplierId, tuple[tuple[OpportunityId, float], ...]]


def in_turn(bands: Bands, turns: Mapping[SupplierId, Turns], need: OpportunityId) -> Draw:
    """As the product does it."""
    return draw(bands, turns, need, b"a year's secret")


def by_name(bands: Bands, _turns: Mapping[SupplierId, Turns], need: OpportunityId) -> Draw:
    """The first by name of the best, as a list without turns would be."""
    drawn = draw(bands, {}, need, b"", PLACES)
    ordered = [one for band in bands for one in sorted(band)]
    return Draw(tuple(ordered[: len(drawn.shown)]), drawn.due)


def by_lot(bands: Bands, _turns: Mapping[SupplierId, Turns], need: OpportunityId) -> Draw:
    """A fresh lot each time, without memory."""
    return draw(bands, {}, need, b"a year's secret")


def stays(firms: Sequence[SupplierId], luck: random.Random) -> dict[SupplierId, Stay]:
    """Three in four are there all year; of the others half join later, and half leave."""
    found = {}
    for one in firms:
        kind = luck.random()
        week = luck.randrange(4, WEEKS - 4)
        joins, leaves = 0.75 <= kind < 0.875, kind >= 0.875
        found[one] = Stay(week if joins else 0, week if leaves else WEEKS)
    return found


def through_the_year(
    needs: Sequence[Need], there: Mapping[SupplierId, Stay], choose: Choose
) -> Year:
    """Shows each need's list in its week, to firms that are registered then."""
    turns: dict[SupplierId, Turns] = {}
    chances: dict[SupplierId, list[tuple[OpportunityId, float]]] = defaultdict(list)
    for need in sorted(needs, key=lambda one: one.week):
        bands = [
            [one for one in band if there[one].first <= need.week < there[one].last]
            for band in need.bands
        ]
        drawn = choose(bands, turns, need.id)
        for one, due in drawn.due.items():
            had = turns.get(one, NONE_YET)
            turns[one] = Turns(had.shown + (one in drawn.shown), had.due + due)
            chances[one].append((need.id, round(due, 9)))
    shown = Counter({one: had.shown for one, had in turns.items()})
    due = {one: had.due for one, had in turns.items()}
    return Year(shown, due, {one: tuple(those) for one, those in chances.items()})


def ratios_of_equals(year: Year, least: float = DUE_ENOUGH) -> list[float]:
    """The most shown over the least shown, among firms that competed for exactly the same."""
    groups: dict[object, list[int]] = defaultdict(list)
    for one, those in year.chances.items():
        if year.due[one] >= least:
            groups[those].append(year.shown[one])
    return [
        max(shown) / min(shown) if min(shown) else float("inf")
        for shown in groups.values()
        if len(shown) > 1
    ]


def shares(year: Year, of: Mapping[SupplierId, str], least: float = DUE_ENOUGH) -> dict[str, float]:
    """For each group the share of all showings that it got, over the share that it was due."""
    shown: Counter[str] = Counter()
    due: dict[str, float] = defaultdict(float)
    for one, count in year.shown.items():
        shown[of[one]] += count
        due[of[one]] += year.due[one]
    factor = sum(due.values()) / max(sum(shown.values()), 1)
    return {name: shown[name] / owed * factor for name, owed in due.items() if owed >= least}
