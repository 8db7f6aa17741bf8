"""What a notice's text asks of a firm or offers it, as remarks that quote it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.demand_patterns import Asked
from bot.domain.demands import Demand, Strength, demands_in
from bot.domain.match import Case, Remark
from bot.domain.opportunity import Kind, Opportunity, State
from bot.domain.parts import how_often, lots_in, places_in

QUOTED = 3
"""Quotations in one remark: more of them nobody reads on a phone."""

_KEYS = {
    Asked.INSURANCE: "against.insurance",
    Asked.CHECK: "against.checks",
    Asked.STAFF_TRANSFER: "against.staff_transfer",
    Asked.VISIT: "against.visit",
    Asked.PAPERS: "against.papers",
    Asked.BOND: "against.bond",
    Asked.ROUND_THE_CLOCK: "against.round_the_clock",
    Asked.WAGE: "against.wage",
}


def offered(case: Case) -> list[Remark]:
    """Lots that a firm may bid for alone, how often the work is done, and visits beforehand."""
    opportunity = case.candidate.opportunity
    if opportunity.kind is Kind.RE_LET:
        return []  # its text is about the present contract
    lots = lots_in(opportunity.title, opportunity.description)
    said: list[Remark] = []
    if lots and not lots.for_all:
        facts = {"lots": lots.count, "quotation": lots.quotation}
        key = "reason.lots_one" if lots.for_one else "reason.lots"
        said.append(Remark(key, facts | ({"quotation": lots.for_one} if lots.for_one else {})))
    if often := how_often(opportunity.title, opportunity.description):
        said.append(Remark("reason.often", {"quotation": often}))
    visits = _of(Asked.VISIT_OFFERED, _demands(opportunity))
    if visits and opportunity.state_at(case.now) is State.OPEN:
        said.append(Remark("reason.visit", {"quotation": visits[0].quotation}))
    return said


def demanded(case: Case) -> list[Remark]:
    """What it asks for and would like, and how widely the work is spread."""
    opportunity = case.candidate.opportunity
    if opportunity.kind is Kind.RE_LET:
        return []  # its text is about the present contract
    demands = _demands(opportunity)
    asked = [one for one in demands if one.strength is Strength.ASKED]
    said = [
        Remark(key, {"quotations": _quotations(those)})
        for kind, key in _KEYS.items()
        if (those := _of(kind, asked))
    ]
    if wished := _of(Asked.CHECK, [one for one in demands if one.strength is Strength.WISHED]):
        said.append(Remark("against.wished", {"quotations": _quotations(wished)}))
    lots = lots_in(opportunity.title, opportunity.description)
    if lots and lots.for_all:
        said.append(Remark("against.all_lots", {"quotation": lots.for_all}))
    if places := places_in(opportunity.title, opportunity.description):
        said.append(Remark("against.many_places", {"quotation": places}))
    return said


def unasked(case: Case) -> list[Remark]:
    """That its text tells of no insurance and no check, so that nobody takes it for none asked."""
    opportunity = case.candidate.opportunity
    told = {one.kind for one in _demands(opportunity)}
    is_single = opportunity.kind in {Kind.TENDER, Kind.QUICK_QUOTE}
    if not is_single or told & {Asked.INSURANCE, Asked.CHECK}:
        return []
    return [Remark("against.demands_unknown")]


def _demands(opportunity: Opportunity) -> tuple[Demand, ...]:
    return demands_in(opportunity.title, opportunity.description)


def _of(kind: Asked, demands: Sequence[Demand]) -> list[Demand]:
    return [one for one in demands if one.kind is kind]


def _quotations(demands: Sequence[Demand]) -> tuple[str, ...]:
    return tuple(one.quotation for one in demands[:QUOTED])
