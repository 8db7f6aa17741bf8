"""What a buyer may read of a firm: without its place, unless the buyer may take that in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.demands import demands_in
from bot.domain.digest_contents import PLACE_FACTS, MetNeed, NewSupplier
from bot.domain.introduction import SharedFact
from bot.domain.opportunity import Opportunity
from bot.domain.paper import Have, Paper, compare
from bot.domain.supplier import Supplier
from bot.domain.trade import Trades
from bot.ports import PlaceNames

LONGEST_WORK = 300
"""Characters of a firm's own words in a mail; the whole is on its page."""


class ShownFirms:
    """Words and facts of firms as a buyer gets them; the names that firms bear stay as they are."""

    def __init__(self, place_names: PlaceNames, trades: Trades, papers: Sequence[Paper]) -> None:
        self._place_names = place_names
        self._trades = trades
        self._papers = tuple(papers)

    def facts(self, shared: Iterable[SharedFact], *, places: bool) -> tuple[SharedFact, ...]:
        """The facts that the firm agreed to, in their order; without `places` none that is one."""
        if places:
            return tuple(shared)
        return tuple(
            replace(one, value=self._place_names.without_places(one.value))
            for one in shared
            if one.key not in PLACE_FACTS
        )

    def needs(self, facts: Sequence[SharedFact], about: Opportunity | None) -> tuple[MetNeed, ...]:
        """What the notice asks for that one of the facts says is there; never that it suffices."""
        demands = demands_in(about.title, about.description) if about else ()
        found: dict[str, MetNeed] = {}
        for fact in facts if demands else ():
            for standing in compare(f"I have {fact.value}", demands, self._papers):
                if standing.have is Have.MET:
                    asked = standing.demand.quotation
                    found.setdefault(asked, MetNeed(asked, fact))
        return tuple(found.values())

    def trades_of(self, supplier: Supplier) -> tuple[str, ...]:
        """The trades that its own words name, places left out."""
        said = self._place_names.without_places(supplier.text)
        return tuple(dict.fromkeys(one.name for one in self._trades.found_in(said)))

    def new(self, supplier: Supplier, trades: tuple[str, ...], *, places: bool) -> NewSupplier:
        """A firm that is new to a buyer."""
        said = supplier.text if places else self._place_names.without_places(supplier.text)
        words = " ".join(said.split())
        if len(words) > LONGEST_WORK:
            words = words[:LONGEST_WORK].rsplit(" ", maxsplit=1)[0] + "…"
        return NewSupplier(supplier.id, supplier.name, words, trades)
