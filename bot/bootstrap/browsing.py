"""Wires the list of all open work."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.finding import Known
from bot.bootstrap.folders import CONTENT, HOME
from bot.domain.place import Place
from bot.ports import WardMap
from bot.services.browse_columns import KeepColumns
from bot.services.browse_opportunities import BrowseOpportunities
from bot.services.opportunity_index import OpportunityIndex
from bot.services.read_browse import ReadBrowse


@dataclass(frozen=True, slots=True)
class BrowseDesk:
    """What the pages of the list work with."""

    read: ReadBrowse
    find: BrowseOpportunities
    wards: WardMap
    home: Place


def make_browsing(known: Known, index: OpportunityIndex) -> BrowseDesk:
    """The list on the index that searches use too, so that it is in memory once."""
    from connectors.places.ward_map import ContentWardMap

    wards, trades = ContentWardMap(CONTENT), known.vocabulary.trades
    columns = KeepColumns(known.storage, wards)
    storage, vocabulary, clock = known.storage, known.vocabulary, known.clock
    home = known.gazetteer.find(HOME) or Place(HOME, None)
    return BrowseDesk(
        read=ReadBrowse(trades, known.gazetteer, wards, known.clock),
        find=BrowseOpportunities(storage, index, vocabulary, columns, clock, home),
        wards=wards,
        home=home,
    )
