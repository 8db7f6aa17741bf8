"""What a notice says of where the work is, for and against."""

from __future__ import annotations

from bot.domain.match import LISTS, Case, Remark
from bot.domain.opportunity import Opportunity
from bot.domain.place import HOME_REGION, Coverage, Office, Reach

NAMED = 3
"""Places that are named: notices that take in the whole world list every country."""

EXACT_WITHIN = 5
"""Miles from which on whole ones are told: towns around are known by their middle alone."""


def the_place(case: Case) -> list[Remark]:
    """Why its place suits: the miles, or the area that takes in the place asked about."""
    place, candidate = case.wanted.place.name, case.candidate
    if case.reach is Reach.NEAR and candidate.miles is not None and case.wanted.place_was_said:
        digits = 1 if candidate.miles < EXACT_WITHIN else 0
        return [Remark("reason.miles", {"miles": f"{candidate.miles:.{digits}f}", "place": place})]
    named = candidate.opportunity.coverage.named(HOME_REGION)
    if case.reach is Reach.REGION_WIDE:
        region = ", ".join(named)
        return [Remark(_region_key(candidate.opportunity), {"region": region, "place": place})]
    if case.reach is Reach.NATIONWIDE:
        said = ", ".join(named[:NAMED])
        return [Remark("reason.nationwide", {"said": said, "place": place})]
    return []


def not_the_place(case: Case) -> list[Remark]:
    """Why its place does not suit, or is not known; an office far away is told besides."""
    coverage, miles = case.candidate.opportunity.coverage, case.candidate.miles
    office = coverage.office
    far_office = office if office and not office.is_near else None
    only_a_country = coverage.nationwide and not coverage.postcode
    if case.reach is Reach.UNKNOWN or (case.reach is Reach.ELSEWHERE and only_a_country):
        return [_vague(coverage), *_office(far_office)]
    if case.reach is Reach.NATIONWIDE:
        return _office(far_office)
    if case.reach is not Reach.ELSEWHERE:
        return []
    if miles is not None:
        return [Remark("against.far", {"miles": f"{miles:.0f}", "place": case.wanted.place.name})]
    return [_elsewhere(coverage)]


def _vague(coverage: Coverage) -> Remark:
    if len(coverage.regions) > NAMED:
        facts = {"count": len(coverage.regions), "first": coverage.regions[0]}
        return Remark("against.place_many", dict(facts))
    if said := ", ".join(coverage.regions) or coverage.postcode:
        return Remark("against.place_vague", {"said": said})
    return Remark("against.place_unsaid")


def _elsewhere(coverage: Coverage) -> Remark:
    if not coverage.postcode and len(coverage.regions) > NAMED:
        facts = {"count": len(coverage.regions), "first": coverage.regions[0]}
        return Remark("against.elsewhere_many", dict(facts))
    where = coverage.postcode or ", ".join(coverage.regions)
    return Remark("against.elsewhere", {"where": where})


def _region_key(opportunity: Opportunity) -> str:
    """Other regions than home count as reached when they lie around the corner (Solihull)."""
    if HOME_REGION in opportunity.coverage.regions:
        return "reason.region_list" if opportunity.kind in LISTS else "reason.region"
    return "reason.region_list_close" if opportunity.kind in LISTS else "reason.region_close"


def _office(office: Office | None) -> list[Remark]:
    return [Remark("against.office", {"office": office.name})] if office else []
