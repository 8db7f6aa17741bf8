"""How far the opportunities of an index lie from a place: worked out once a kind of coverage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.growing import GrowingColumn
from bot.domain.match import LISTS
from bot.domain.matching import likely_reach, place_factor
from bot.domain.opportunity import Kind
from bot.domain.place import Coverage, Place, Reach
from bot.domain.work_facts import Marks
from bot.domain.work_rows import Column
from bot.ports import Gazetteer

KEPT_PLACES = 200
_FAR = np.inf
_SOME_LIST, _NO_LIST = next(iter(LISTS)), Kind.TENDER


class CoverageWeights:
    """Thousands of opportunities share some hundred coverages; a place is held against these.

    Rows are those of an index, in its order; one thread may add while others ask.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._place_of: dict[int, int] = {}
        self._coverages: tuple[Coverage, ...] = ()
        self._rows = GrowingColumn(np.int32)
        self._kept: dict[Place, NDArray[np.float32]] = {}

    def append(
        self,
        numbers: NDArray[np.uint64],
        examples: Callable[[Sequence[int]], Sequence[Coverage]],
    ) -> None:
        """Adds a row for each, by the number of its coverage.

        Of coverages met for the first time `examples` gives one each, by a row that has it.
        """
        known, first, at = np.unique(numbers, return_index=True, return_inverse=True)
        new = [n for n, one in enumerate(known.tolist()) if one not in self._place_of]
        if new:
            found = examples([int(first[n]) for n in new])
            taken = len(self._coverages)
            self._coverages = (*self._coverages, *found)
            self._place_of |= {int(known[n]): taken + place for place, n in enumerate(new)}
        places = np.array([self._place_of[one] for one in known.tolist()], dtype=np.int32)
        self._rows.append(places[at])

    def factors(self, place: Place, are_lists: NDArray[np.bool_]) -> Column:
        """What the place makes of each of the first rows, in [0, 1]."""
        of_coverages, rows = self._of(place), self._rows.rows[: len(are_lists)]
        return np.asarray(of_coverages[are_lists.astype(np.int8), rows], dtype=np.float32)

    def miles(self, place: Place, size: int) -> NDArray[Any]:
        """How far each of the first rows is from the place; infinitely where nobody knows."""
        return np.asarray(self._of(place)[2, self._rows.rows[:size]])

    def covers(self, place: Place, size: int) -> Marks:
        """Which of the first rows name no spot, but an area that the place lies in."""
        return np.asarray(self._of(place)[3, self._rows.rows[:size]] > 0)

    def _of(self, place: Place) -> NDArray[np.float32]:
        """A row of factors for what is no list, one for lists, miles, and whether it covers it."""
        coverages, held = self._coverages, self._kept.get(place)
        done = 0 if held is None else held.shape[1]
        if held is None or done < len(coverages):
            new = [self._weighed(one, place) for one in coverages[done:]]
            added = np.array(new, dtype=np.float32).reshape(-1, 4).T
            held = added if held is None else np.concatenate([held, added], axis=1)
            if len(self._kept) >= KEPT_PLACES:
                self._kept.clear()
            self._kept[place] = held
        return held

    def _weighed(self, coverage: Coverage, place: Place) -> tuple[float, float, float, float]:
        reach, miles = self._gazetteer.reach(coverage, place)
        factors = (
            place_factor(likely_reach(reach, coverage, kind), miles, coverage)
            for kind in (_NO_LIST, _SOME_LIST)
        )
        single, of_list = factors
        covers = float(reach in {Reach.REGION_WIDE, Reach.NATIONWIDE})
        return single, of_list, _FAR if miles is None else miles, covers
