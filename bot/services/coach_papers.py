"""Holds what an owner has against what a notice asks for, and says where to get the rest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.domain.demand_patterns import Asked
from bot.domain.demands import Demand
from bot.domain.paper import (
    Have,
    Paper,
    PaperStanding,
    compare,
    paper_asked_about,
    speaks_of_papers,
)
from bot.ports import Phrases
from bot.services.present_opportunity import PresentOpportunity

_MOST_MISSING = 2
_QUOTED_WORDS = 7


class CoachPapers:
    """Counts as there only what the owner said, and never that a firm may take part."""

    def __init__(
        self, phrases: Phrases, present: PresentOpportunity, papers: Sequence[Paper]
    ) -> None:
        self._say = phrases.say
        self._present = present
        self._papers = tuple(papers)

    def is_told(self, said: str) -> bool:
        """Whether the owner says of some paper that it is there, or is not."""
        return speaks_of_papers(said, self._papers)

    def of_one(self, said: str) -> str | None:
        """Where one paper is got and how long it takes, if the message asks that; else None."""
        paper = paper_asked_about(said, self._papers)
        if paper is None:
            return None
        takes = self._takes(paper)
        return self._say("guidance.coach.paper", paper=paper.name, get=paper.get, takes=takes)

    def lines(self, said: str, demands: Sequence[Demand]) -> list[str]:
        """What is met, what falls short, what is missing and where to ask for it."""
        standings = compare(said, demands, self._papers)
        if not standings:
            return [self._say("guidance.coach.nothing_asked")]
        met = [one for one in standings if one.have is Have.MET]
        others = [one for one in standings if one.have is not Have.MET]
        told = [self._say("guidance.coach.met", papers=self._names(met))] if met else []
        told += [self._line(one) for one in others[:_MOST_MISSING]]
        if rest := len(others) - _MOST_MISSING:
            told += [self._say("guidance.coach.rest", rest=rest)] if rest > 0 else []
        return told if others else [*told, self._say("guidance.coach.all_met")]

    def _names(self, standings: Sequence[PaperStanding]) -> str:
        names = dict.fromkeys(self._name(one) for one in standings)
        return self._present.listing(list(names))

    def _line(self, one: PaperStanding) -> str:
        paper = one.paper
        facts = {
            "paper": self._name(one),
            "asked": _pounds(one.asked_sum),
            "held": _pounds(one.held_sum),
            "get": paper.get if paper else self._say("guidance.coach.ask_buyer"),
            "takes": self._takes(paper),
        }
        key = "missing_sum" if one.have is Have.MISSING and one.asked_sum else one.have
        return self._say(f"guidance.coach.{key}", **facts).strip()

    def _takes(self, paper: Paper | None) -> str:
        """How long it takes where a source says so; what is no paper takes no time."""
        if paper and paper.kind is Asked.WAGE:
            return ""
        return (paper and paper.takes) or self._say("guidance.coach.ask_how_long")

    def _name(self, one: PaperStanding) -> str:
        if one.paper:
            return one.paper.name
        words = one.demand.quotation.split()
        cut = " ".join(words[:_QUOTED_WORDS])
        return self._say("list.quoted", words=f"{cut}…" if len(words) > _QUOTED_WORDS else cut)


def _pounds(amount: Decimal | None) -> str:
    return "" if amount is None else f"£{amount:,.0f}"
