"""Which opportunities of an index may suit, the best first: as many as are worth a close look."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import numpy as np

from bot.domain.conversation import Criteria
from bot.domain.fit import FitModel
from bot.domain.match import Likeness, Wanted
from bot.domain.matching import NOT_OPEN_YET
from bot.domain.opportunity import Kind, Opportunity
from bot.domain.vector_rows import Rows, best_of
from bot.domain.work_facts import (
    NOT_SAID,
    Marks,
    answerable,
    closing_after,
    closing_before,
    is_kind,
    planned,
    worth,
)
from bot.domain.work_rows import Column
from bot.services.opportunity_index import OpportunityIndex, Snapshot

MOST = 300
"""Opportunities that a search goes through to the end: a hundred pages of them."""


class Suiting:
    """Limits come first, so that nothing that suits is crowded out; then fit, place and state."""

    def __init__(self, index: OpportunityIndex, model: FitModel) -> None:
        self._index = index
        self._model = model

    def current(self, now: datetime) -> Snapshot:
        """The newest snapshot."""
        return self._index.current(now)

    def find(
        self, snapshot: Snapshot, wanted: Wanted, now: datetime
    ) -> list[tuple[Opportunity, Likeness]]:
        """What may suit, no more than `MOST`, and how likely each is the work that is asked for.

        Where no work is named everything within the limits may, and what is near and open comes
        first.
        """
        weigh = self._weights(snapshot, wanted, now)
        criteria = wanted.criteria
        if wanted.trades or criteria.words:
            rows, likenesses = self._by_work(snapshot, wanted, weigh)
        else:
            weigh[weigh <= 0] = -np.inf
            rows = best_of(weigh, MOST)
            likenesses = [Likeness(0.0)] * len(rows)
        ids = [snapshot.held.ids[row] for row in rows.tolist()]
        whole = self._index.opportunities(snapshot, ids)
        told = zip(ids, likenesses, strict=True)
        return [(whole[one], likeness) for one, likeness in told if one in whole]

    def _by_work(
        self, snapshot: Snapshot, wanted: Wanted, weigh: Column
    ) -> tuple[Rows, list[Likeness]]:
        index = snapshot.held.index
        question = index.question(asked_of(wanted.criteria), wanted.trades)
        asked = index.best(question, self._model, weigh)
        chances = self._model.probability(asked.features)
        scores = chances * index.rows.scales[asked.rows] * weigh[asked.rows]
        best = best_of(scores, MOST)
        says_all = index.says_all(wanted.criteria.words, asked.rows)
        # Rounded, so that equals stay equals: their last digits depend on where they stand.
        return asked.rows[best], [
            Likeness(round(float(chances[at]), 6), bool(says_all[at])) for at in best.tolist()
        ]

    def _weights(self, snapshot: Snapshot, wanted: Wanted, now: datetime) -> Column:
        """What place and state make of each row; nought for what the limits leave out."""
        held, criteria, size = snapshot.held, wanted.criteria, snapshot.size
        facts = held.index.rows.facts[:size]
        within = answerable(facts, now) & held.index.rows.live[:size]
        later = planned(facts, now)
        if criteria.coming_up:
            within &= later
        if criteria.closes_after is not None:
            within &= closing_after(facts, criteria.closes_after)
        if criteria.closes_before is not None:
            within &= closing_before(facts, criteria.closes_before)
        within &= may_be_worth(snapshot, criteria.min_value, criteria.max_value)
        if criteria.buyer is not None:
            within &= self._index.rows_of_buyer(snapshot, criteria.buyer)
        if criteria.within_miles is not None:
            within &= held.coverages.miles(wanted.place, size) <= criteria.within_miles
        if criteria.goes_miles is not None:
            miles = held.coverages.miles(wanted.place, size)
            within &= (miles <= criteria.goes_miles) | np.isinf(miles)
        factors = held.coverages.factors(wanted.place, is_kind(facts, Kind.OPEN_FRAMEWORK))
        return np.where(within, factors * np.where(later, NOT_OPEN_YET, 1.0), 0.0).astype("f4")


def may_be_worth(snapshot: Snapshot, least: Decimal | None, most: Decimal | None) -> Marks:
    """Which rows may be worth so many pounds, from the least to the most.

    What one process does not state may be stated by another that it is joined with.
    """
    facts = snapshot.held.index.rows.facts[: snapshot.size]
    if least is None and most is None:
        return np.ones(len(facts), dtype=bool)
    within = worth(facts, least, most)
    joined = np.zeros(len(facts), dtype=bool)
    joined[[row for row in snapshot.held.joined if row < len(facts)]] = True
    return np.asarray(within | joined & (facts["pence"] == NOT_SAID))


def asked_of(criteria: Criteria) -> str:
    """The owner's words and the trades that were understood in them, as one text."""
    return " ".join([criteria.words, *criteria.trades]).strip()
