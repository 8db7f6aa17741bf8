"""Fills the places of one need's list for its buyer, and notes who was shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.opportunity import Opportunity
from bot.domain.reservation import Reservation
from bot.domain.rotation import PLACES, Draw, draw
from bot.domain.same_firm import PairState
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import ReservablePlaces, Work
from bot.services.supplier_index import Fitting

Bands = list[list[SupplierId]]


@dataclass(frozen=True, slots=True)
class FilledList:
    """Who stands on the list, in order; `not_placed` were left out for want of a known place."""

    suppliers: list[Supplier]
    not_placed: int


class BuyersLists:
    """Whoever is shown for a need stays while able; free places go by turns."""

    def __init__(self, places: ReservablePlaces) -> None:
        self._places = places

    def fill(
        self, work: Work, opportunity: Opportunity, fitting: Fitting, now: datetime
    ) -> FilledList:
        """The list of the need at the moment, noted in the caller's transaction."""
        shown = work.showings.hold(opportunity.id)
        bands, not_placed = self._bands(work, opportunity, fitting)
        able = {one for band in bands for one in band}
        held = work.suppliers.get_many([one for one in shown if one in able])
        kept = [one for one in held if _is_able(one, opportunity, now)]
        left = [[one for one in band if one not in shown] for band in bands]
        drawn, new = _drawn(work, opportunity, left, PLACES - len(kept), now)
        if new:
            work.showings.note(opportunity.id, drawn, now)
        return FilledList([*kept, *new], not_placed)

    def _bands(self, work: Work, opportunity: Opportunity, fitting: Fitting) -> tuple[Bands, int]:
        """The firms of each band; where the need is reserved, those inside its area alone."""
        numbers = fitting.bands()
        ids = work.supplier_rows.ids_of([one for band in numbers for one in band])
        # A firm that another stands for would take two of the places.
        stood_for = {p.other for p in work.firm_pairs.all() if p.state is PairState.JOINED}
        bands = [
            [ids[one] for one in band if one in ids and ids[one] not in stood_for]
            for band in numbers
        ]
        reservation = work.showings.reservation_of(opportunity.id)
        if reservation is None:
            return bands, 0
        inside, not_placed = [], 0
        for band in bands:
            told = [
                (one.id, self._is_inside(one, reservation)) for one in work.suppliers.get_many(band)
            ]
            inside.append([one for one, answer in told if answer])
            not_placed += sum(answer is None for _, answer in told)
        return inside, not_placed

    def _is_inside(self, supplier: Supplier, reservation: Reservation) -> bool | None:
        postcode = supplier.postcode
        return self._places.is_inside(reservation, postcode) if postcode else None


def _drawn(
    work: Work,
    opportunity: Opportunity,
    bands: Sequence[list[SupplierId]],
    places: int,
    now: datetime,
) -> tuple[Draw, list[Supplier]]:
    """Who is drawn; an index may be a moment behind, so whoever is not able is drawn again."""
    turns = work.showings.turns_of([one for band in bands for one in band])
    key = work.showings.key()
    while True:
        drawn = draw(bands, turns, opportunity.id, key, places)
        new = work.suppliers.get_many(drawn.shown)
        able = {one.id for one in new if _is_able(one, opportunity, now)}
        if len(able) == len(drawn.shown):
            return drawn, new
        unable = set(drawn.shown) - able
        bands = [[one for one in band if one not in unable] for band in bands]


def _is_able(supplier: Supplier, opportunity: Opportunity, now: datetime) -> bool:
    return supplier.agreed_by(now) and supplier.takes_on(opportunity)
