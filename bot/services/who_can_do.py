"""One opportunity held against all firms: a short list for its buyer, and all firms to tell.

For a buyer: only firms that agreed, in an order that rotates among equals and knows no place,
unless the buyer recorded beforehand that the contract is reserved for an area.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.fit_limit import INTERRUPT_FROM
from bot.domain.match import Remark
from bot.domain.opportunity import Opportunity, OpportunityId, Visibility
from bot.domain.postings import Postings
from bot.domain.remarks_on_supplier import remarks_on
from bot.domain.reservation import Reservation, check_reservation
from bot.domain.supplier import Supplier, SupplierId
from bot.ports import Clock, PlaceNames, ReservablePlaces, Storage, Work
from bot.services.buyers_list import BuyersLists
from bot.services.needed_work import ReadNeed
from bot.services.prepare_work import Vocabulary
from bot.services.supplier_index import Fitting, SupplierIndex

Words = Callable[[], Postings]
"""Gives the words of all opportunities, as they are now."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A firm on a buyer's list, and why it is there."""

    supplier: Supplier
    reasons: list[Remark]


@dataclass(frozen=True, slots=True)
class BuyersList:
    """Firms for one need, first to last; `not_placed` were left out for want of a known place."""

    shown: list[Shown]
    not_placed: int = 0


@dataclass(frozen=True, slots=True)
class ToTell:
    """A firm to tell of an opportunity, and how well it fits, in [0, 1]."""

    supplier: SupplierId
    fit: float


@dataclass(frozen=True, eq=False)
class Firms:
    """What one opportunity is held against: the firms' index, and how a need is read."""

    index: SupplierIndex
    read: ReadNeed
    vocabulary: Vocabulary
    words: Words
    place_names: PlaceNames


class WhoCanDo:
    """Answers a buyer's "who can do this?", and an alert's "whom does this suit?"."""

    def __init__(
        self, storage: Storage, firms: Firms, places: ReservablePlaces, clock: Clock
    ) -> None:
        self._storage = storage
        self._firms = firms
        self._places = places
        self._lists = BuyersLists(places)
        self._clock = clock

    def who(self, need: OpportunityId) -> BuyersList:
        """The firms to show the buyer of an advertised opportunity, PLACES at most.

        Only firms that agreed. What was shown for the need stays, in its order, less those that no
        longer agree or fit; free places are filled by turns (`rotation.py`), and noted in the same
        transaction. So asking again shows and records the same: a firm is once in a need's list by
        the key of the table, and two who ask at once wait for one another. NotFoundError if there
        is no such opportunity.
        """
        with self._storage.transaction() as work:
            opportunity = _opportunity(work, need)
        return self.who_for(opportunity)

    def who_for(self, opportunity: Opportunity) -> BuyersList:
        """The same for an opportunity in hand, which only those invited may see."""
        now = self._clock.now()
        fitting = self._fitting(opportunity, who_agreed=True)
        with self._storage.transaction() as work:
            filled = self._lists.fill(work, opportunity, fitting, now)
        shown = [self._shown(one, opportunity) for one in filled.suppliers]
        return BuyersList(shown, filled.not_placed)

    def reserve(self, need: OpportunityId, reservation: Reservation) -> None:
        """Records that the buyer reserved the need for an area, before any firm was shown for it.

        Idempotent. InvalidInputError where the law or the order of things does not allow it, or
        the area is none that is known; NotFoundError if there is no such opportunity.
        """
        now = self._clock.now()
        if not self._places.knows(reservation):
            raise InvalidInputError("No area of that sort and name is known.")
        with self._storage.transaction() as work:
            opportunity = _opportunity(work, need)
            is_shown = bool(work.showings.hold(opportunity.id))
            if work.showings.reservation_of(opportunity.id) == reservation:
                return
            check_reservation(reservation, opportunity, now, is_shown=is_shown)
            work.showings.record(opportunity.id, reservation, now)

    def suppliers_to_tell(
        self, opportunity: Opportunity, least: float = INTERRUPT_FROM
    ) -> list[ToTell]:
        """All firms that it fits from that fit on, the best first.

        Whether a firm agreed to be shown to buyers is no matter: this goes to itself alone. Whether
        it asked to be told is for whoever tells it. Nobody is told of what only invited firms see.
        """
        if opportunity.visibility is not Visibility.ADVERTISED:
            return []
        fits = self._fitting(opportunity, who_agreed=False).from_fit(least)
        with self._storage.transaction() as work:
            ids = work.supplier_rows.ids_of([number for number, _ in fits])
        return [ToTell(ids[number], fit) for number, fit in fits if number in ids]

    def _fitting(self, opportunity: Opportunity, *, who_agreed: bool) -> Fitting:
        firms = self._firms
        firms.index.renew(self._storage)
        needed = firms.read.of(opportunity, firms.words())
        return firms.index.fitting(needed, opportunity, who_agreed=who_agreed)

    def _shown(self, supplier: Supplier, opportunity: Opportunity) -> Shown:
        hide = self._firms.place_names.without_places
        trades = self._firms.vocabulary.trades
        return Shown(supplier, remarks_on(supplier, opportunity, trades, hide))


def _opportunity(work: Work, need: OpportunityId) -> Opportunity:
    found = work.opportunities.get(need)
    if found is None:
        raise NotFoundError("There is no such opportunity.")
    return found
