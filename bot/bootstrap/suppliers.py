"""What holds opportunities against firms, and takes firms in."""

from __future__ import annotations

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.matching import make_fit_model, make_vocabulary
from bot.bootstrap.parts import make_clock, make_phrases, make_storage
from bot.clock import SystemClock
from bot.domain.postings import Postings
from bot.ports import PlaceNames, Storage
from bot.services.firms_twice import FirmsTwice
from bot.services.needed_work import ReadNeed
from bot.services.opportunity_index import OpportunityIndex
from bot.services.prepare_suppliers import PrepareSupplier
from bot.services.prepare_work import Vocabulary
from bot.services.supplier_index import SupplierIndex
from bot.services.who_can_do import Firms, WhoCanDo
from bot.settings import Settings


def make_place_names() -> PlaceNames:
    """What knows the places that a text names."""
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer
    from connectors.places.place_names import GazetteerPlaceNames

    return GazetteerPlaceNames(ContentGazetteer(CONTENT))


def make_prepare_supplier(vocabulary: Vocabulary | None = None) -> PrepareSupplier:
    """What makes rows of what firms say."""
    return PrepareSupplier(vocabulary or make_vocabulary(), make_place_names())


def make_firms_twice(settings: Settings, storage: Storage | None = None) -> FirmsTwice:
    """What notices one firm that two people registered apart; its times are real ones."""
    return FirmsTwice(storage or make_storage(settings), make_phrases(), SystemClock())


def make_who_can_do(settings: Settings, storage: Storage | None = None) -> WhoCanDo:
    """What tells buyers who can do their work, and whom an opportunity suits."""
    from connectors.places.gazetteer import Gazetteer as ContentGazetteer
    from connectors.places.reservable_places import ContentReservablePlaces

    storage, known = storage or make_storage(settings), make_vocabulary()
    clock, prepare = make_clock(settings), make_prepare_supplier(known)
    opportunities = OpportunityIndex(storage, known, ContentGazetteer(CONTENT))

    def words() -> Postings:
        return opportunities.current(clock.now()).held.index.rows.words

    index, read = SupplierIndex(prepare, make_fit_model()), ReadNeed(known)
    firms = Firms(index, read, known, words, prepare.place_names)
    return WhoCanDo(storage, firms, ContentReservablePlaces(CONTENT), clock)
