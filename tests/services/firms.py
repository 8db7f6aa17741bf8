"""Firms, a need and whoever answers "who can do this?", on stand-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.domain.fit import FEATURES, FitModel
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.postings import Postings
from bot.domain.reservation import ReservedArea
from bot.domain.supplier import Supplier, SupplierId
from bot.domain.trade import Trades
from bot.domain.vector_rows import Packing, Vectors
from bot.services.needed_work import ReadNeed
from bot.services.prepare_suppliers import PrepareSupplier, prepare_suppliers
from bot.services.prepare_work import Vocabulary
from bot.services.supplier_index import SupplierIndex
from bot.services.who_can_do import Firms, WhoCanDo
from tests.examples import CATERING, CLEANING, NOW, WINDOWS
from tests.fake_index import FakeStems, learnt_trades
from tests.fake_suppliers import FakePlaceNames, FakeReservablePlaces
from tests.fakes import FakeClock, FakeEncoder, FakeStorage

WEIGHTS = {"any_words": 1.0, "meaning": 1.0, "codes": 4.0, "in_title": 2.0}
MODEL = FitModel(
    means=(0.0,) * len(FEATURES),
    deviations=(1.0,) * len(FEATURES),
    weights=tuple(WEIGHTS.get(name, 0.0) for name in FEATURES),
    intercept=-4.0,
)
"""Whoever names the trade of the code or the title fits, and nobody else does."""

AREAS = {
    (ReservedArea.OWN_AREA, "Eastside"): ["B9"],
    (ReservedArea.COUNTY, "Midlands"): ["B9", "CV1"],
    (ReservedArea.BORDERING, "Midlands"): ["B9", "CV1", "CV31"],
}
NOT_KNOWN = {(ReservedArea.COUNTY, "Midlands"): ["CV3"]}


def no_code_vectors(codes: Sequence[str]) -> Vectors:
    """A row for each code that is like nothing."""
    return np.zeros((len(codes), FakeEncoder.dimensions), dtype=np.float32)


def make_vocabulary() -> Vocabulary:
    """Three trades, and texts as bags of words."""
    packing = Packing.plain(FakeEncoder.dimensions)
    trades = Trades([CLEANING, WINDOWS, CATERING])
    return Vocabulary(
        trades, {}, FakeEncoder(), FakeStems(), packing, no_code_vectors, learnt_trades()
    )


@dataclass
class Desk:
    """A storage with needs and firms, and what answers about them."""

    storage: FakeStorage = field(default_factory=FakeStorage)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    vocabulary: Vocabulary = field(default_factory=make_vocabulary)

    def __post_init__(self) -> None:
        names = FakePlaceNames("Saltley", "Eastside", "Leeds")
        self.prepare = PrepareSupplier(self.vocabulary, names)
        self.index = SupplierIndex(self.prepare, MODEL)
        read = ReadNeed(self.vocabulary)
        firms = Firms(self.index, read, self.vocabulary, self._words, names)
        self.places = FakeReservablePlaces(AREAS, NOT_KNOWN)
        self.who_can_do = WhoCanDo(self.storage, firms, self.places, self.clock)

    def ask_for(self, *needs: Opportunity) -> None:
        """Stores needs."""
        with self.storage.transaction() as work:
            for one in needs:
                work.opportunities.save(ProcessKey(one.id), one)

    def register(self, *firms: Supplier) -> None:
        """Stores firms, ready to be found."""
        with self.storage.transaction() as work:
            work.suppliers.save_all(firms)
        prepare_suppliers(self.storage, self.prepare)

    def who(self, need: str = "one") -> list[str]:
        """The ids of those shown for a need, in order."""
        shown = self.who_can_do.who(OpportunityId(need)).shown
        return [str(one.supplier.id) for one in shown]

    def forget(self, *ids: str) -> None:
        """Removes firms."""
        with self.storage.transaction() as work:
            work.suppliers.remove([SupplierId(one) for one in ids])

    def _words(self) -> Postings:
        words = Postings()
        with self.storage.transaction() as work:
            held = work.opportunities.not_over_at(NOW)
        for one in held:
            words.append(self.vocabulary.facts_of(one).words())
        return words
