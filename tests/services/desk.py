"""The services of searching, put together on fakes."""

from __future__ import annotations

from bot.bootstrap import MODELS
from bot.domain.conversation import ConversationId
from bot.domain.notice import ProcessKey
from bot.domain.opportunity import Opportunity
from bot.domain.search_words import Narrowing, SearchWords
from bot.domain.trade import Trades
from bot.services.describe_opportunity import DescribeOpportunity
from bot.services.find_opportunities import FindOpportunities, Page
from bot.services.opportunity_index import OpportunityIndex
from bot.services.refine_search import RefineSearch
from bot.services.suiting import Suiting
from connectors.text.fit_file import load_fit
from tests.examples import ALUM_ROCK, BORDESLEY, CATERING, CLEANING, HOME, LEEDS, NOW, WINDOWS
from tests.fake_index import vocabulary_of
from tests.fakes import (
    FakeBankHolidays,
    FakeClock,
    FakeEncoder,
    FakeGazetteer,
    FakeStorage,
)

TALK = ConversationId("talk")
OTHER = ConversationId("another talk")
WORDS = SearchWords(
    [],
    {
        Narrowing.CHEAPER: ["cheaper"],
        Narrowing.LARGER: ["larger"],
        Narrowing.NEARER: ["nearer"],
        Narrowing.LATER: ["later"],
        Narrowing.ANY_PLACE: ["anywhere"],
        Narrowing.ANY_VALUE: ["any price"],
    },
)


class Desk:
    """A small Doorstep: a storage, a clock that can be moved, and the services on them."""

    def __init__(self, *stored: Opportunity) -> None:
        self.storage = FakeStorage()
        self.clock = FakeClock(NOW)
        self.encoder = FakeEncoder()
        places = {p.name: p.point for p in (ALUM_ROCK, BORDESLEY, HOME) if p.point}
        gazetteer = FakeGazetteer(places | {"LS1": LEEDS}, ["West Midlands"], ["United Kingdom"])
        trades = Trades([CLEANING, WINDOWS, CATERING])
        self.vocabulary = vocabulary_of(trades, self.encoder)
        self.index = OpportunityIndex(self.storage, self.vocabulary, gazetteer)
        suiting = Suiting(self.index, load_fit(MODELS / "fit.json"))
        self.find = FindOpportunities(
            self.storage, suiting, gazetteer, trades, self.clock, HOME, FakeBankHolidays()
        )
        self.refine = RefineSearch(self.storage, self.find, WORDS)
        self.describe = DescribeOpportunity(self.storage, self.find)
        self.store(*stored)

    def store(self, *these: Opportunity) -> None:
        """Stores each under a process key that is its id."""
        with self.storage.transaction() as work:
            for one in these:
                work.opportunities.save(ProcessKey(one.id), one)

    def shown(self) -> list[str]:
        """The ids of all that was noted as shown, in order."""
        with self.storage.transaction() as work:
            return [str(one) for _talk, one, _position, _at in work.searches.shown]


def ids(page: Page | None) -> list[str]:
    """The ids on a page."""
    assert page is not None
    return [str(m.opportunity.id) for m in page.matches]
