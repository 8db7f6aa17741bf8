"""The reasons for and against a match; each is computed from the notice and names its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.domain.match import LISTS, MANY_CODES, SOON_DAYS, Candidate, Remark, TradeFit, Wanted
from bot.domain.opportunity import LONDON, Kind, Opportunity, State, SuitableFor
from bot.domain.place import HOME_REGION, Office, Reach
from bot.domain.re_let import looks_again_from
from bot.domain.standing import Side, standing_of

TOO_LARGE = Decimal(1_000_000)
"""Pounds from which one small firm can hardly carry a contract alone."""

QUOTE_LENGTH = 90
COUNTED_DAYS = 90
"""Beyond this nobody counts days; the card has the date."""
_CLAUSE_STARTS = ".;:\n•"
_CLAUSE_ENDS = ".;\n•"


@dataclass(frozen=True, slots=True)
class Case:
    """All that speaks for or against one opportunity."""

    candidate: Candidate
    wanted: Wanted
    fit: TradeFit | None
    reach: Reach
    days: int | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """An opportunity that suits, and how well (in [0, 1]); why and why not are asked of it."""

    case: Case
    score: float

    @property
    def opportunity(self) -> Opportunity:
        """What suits."""
        return self.case.candidate.opportunity

    @property
    def reach(self) -> Reach:
        """How its place relates to the place asked about."""
        return self.case.reach

    @property
    def miles(self) -> float | None:
        """The distance from the place that the owner named; None if none was named."""
        return self.case.candidate.miles if self.case.wanted.place_was_said else None

    @property
    def reasons(self) -> list[Remark]:
        """What speaks for it."""
        return reasons(self.case)

    @property
    def against(self) -> list[Remark]:
        """What speaks against it, or is not known."""
        return against(self.case)


def reasons(case: Case) -> list[Remark]:
    """What speaks for it: the work, then the place, then the terms."""
    return [*_the_work(case), *_the_place(case), *_the_terms(case)]


def against(case: Case) -> list[Remark]:
    """What speaks against it, or is not known: the work, the place, the size, time and terms."""
    reserved = case.candidate.opportunity.reserved_for
    return [
        *_not_the_work(case),
        *_not_the_place(case),
        *_not_the_size(case),
        *_not_the_time(case),
        *([Remark("against.reserved", {"who": reserved})] if reserved else []),
    ]


def quote_around(text: str, span: tuple[int, int]) -> str:
    """The words of the notice around a find, to the ends of its clause or about 90 characters."""
    first, last = span
    start = max(text.rfind(mark, 0, first) + 1 for mark in _CLAUSE_STARTS)
    ends = [at for mark in _CLAUSE_ENDS if (at := text.find(mark, last)) >= 0]
    end = min(ends, default=len(text))
    if end - start <= QUOTE_LENGTH:
        return " ".join(text[start:end].split())
    room = QUOTE_LENGTH - (last - first)
    words_before = _last_words(text[start:first], room // 3)
    words_after = _first_words(text[last:end], room - len(words_before))
    return " ".join(f"{words_before}{text[first:last]}{words_after}".split())


def shared_words(asked: str, text: str) -> list[str]:
    """The asked words of four letters or more that stand in the text, in the order asked."""
    words = set(re.findall(r"\w{4,}", text.lower()))
    return [w for w in dict.fromkeys(re.findall(r"\w{4,}", asked.lower())) if w in words]


def _last_words(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    _, space, rest = text[len(text) - length :].partition(" ")
    return rest if space else ""


def _first_words(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    words, space, _ = text[:length].rpartition(" ")
    return words if space else ""


def _the_work(case: Case) -> list[Remark]:
    fit, opportunity = case.fit, case.candidate.opportunity
    if fit is None:
        text = f"{opportunity.title}\n{opportunity.description}"
        shared = shared_words(case.wanted.criteria.words, text)
        return [Remark("reason.words", {"words": ", ".join(shared)})] if shared else []
    if fit.quote:
        return [Remark("reason.quote", {"quote": fit.quote})]
    return [Remark("reason.code", {"trade": fit.trade, "code": fit.code})]


def _the_place(case: Case) -> list[Remark]:
    place, candidate = case.wanted.place.name, case.candidate
    if case.reach is Reach.NEAR and candidate.miles is not None and case.wanted.place_was_said:
        return [Remark("reason.miles", {"miles": f"{candidate.miles:.1f}", "place": place})]
    said = ", ".join(candidate.opportunity.coverage.named(HOME_REGION))
    if case.reach is Reach.REGION_WIDE:
        return [Remark(_region_key(candidate.opportunity), {"region": said, "place": place})]
    if case.reach is Reach.NATIONWIDE:
        return [Remark("reason.nationwide", {"said": said, "place": place})]
    return []


def _region_key(opportunity: Opportunity) -> str:
    """Other regions than home count as reached when they lie around the corner (Solihull)."""
    if HOME_REGION in opportunity.coverage.regions:
        return "reason.region_list" if opportunity.kind in LISTS else "reason.region"
    return "reason.region_list_close" if opportunity.kind in LISTS else "reason.region_close"


def _the_terms(case: Case) -> list[Remark]:
    opportunity = case.candidate.opportunity
    said: list[Remark] = []
    if case.wanted.criteria.buyer:
        said.append(Remark("reason.buyer", {"buyer": opportunity.buyer.name}))
    if SuitableFor.SME in opportunity.suitable_for:
        said.append(Remark("reason.sme"))
    if len(opportunity.phases) > 1:
        said.append(Remark("reason.phases", {"phases": opportunity.phases}))
    if standing_of(opportunity).side is Side.BELOW and opportunity.above_threshold is False:
        said.append(Remark("reason.below_threshold"))
    if case.days is not None and SOON_DAYS < case.days <= COUNTED_DAYS:
        said.append(Remark("reason.time", {"days": case.days}))
    return said


def _not_the_work(case: Case) -> list[Remark]:
    kinds = len(case.candidate.opportunity.cpv)
    if case.fit is None or case.fit.in_title or kinds <= MANY_CODES:
        return []
    return [Remark("against.one_of_many", {"trade": case.fit.trade, "kinds": kinds})]


def _not_the_place(case: Case) -> list[Remark]:
    coverage, miles = case.candidate.opportunity.coverage, case.candidate.miles
    said, office = ", ".join(coverage.regions) or coverage.postcode, coverage.office
    far_office = office if office and not office.is_near else None
    only_a_country = coverage.nationwide and not coverage.postcode
    if case.reach is Reach.UNKNOWN or (case.reach is Reach.ELSEWHERE and only_a_country):
        vague = (
            Remark("against.place_vague", {"said": said})
            if said
            else Remark("against.place_unsaid")
        )
        return [vague, *_office(far_office)]
    if case.reach is Reach.NATIONWIDE:
        return _office(far_office)
    if case.reach is not Reach.ELSEWHERE:
        return []
    if miles is not None:
        return [Remark("against.far", {"miles": f"{miles:.0f}", "place": case.wanted.place.name})]
    return [Remark("against.elsewhere", {"where": coverage.postcode or said})]


def _office(office: Office | None) -> list[Remark]:
    return [Remark("against.office", {"office": office.name})] if office else []


def _not_the_size(case: Case) -> list[Remark]:
    opportunity = case.candidate.opportunity
    amount = opportunity.value.amount
    if amount is None:
        return [Remark("against.no_value")]
    if opportunity.kind in LISTS:
        return [Remark("against.shared_value")]
    if opportunity.kind is Kind.RE_LET:
        return [Remark("against.past_value")]
    return [Remark("against.too_large")] if amount > TOO_LARGE else []


def _forecast(opportunity: Opportunity) -> Remark:
    """The evidence of a forecast: the day on which the present contract ends."""
    ends, again = opportunity.ends_on, looks_again_from(opportunity)
    facts = {"ends": month_of(ends) if ends else "", "again": month_of(again) if again else ""}
    return Remark("against.forecast", dict(facts))


def month_of(day: date) -> str:
    """A month as people say it: "March 2027"."""
    return f"{day:%B %Y}"


def _not_the_time(case: Case) -> list[Remark]:
    opportunity = case.candidate.opportunity
    if opportunity.kind is Kind.RE_LET:
        return [_forecast(opportunity)]
    if opportunity.state_at(case.now) is State.PLANNED:
        return [Remark("against.planned")]
    return [*_too_soon(case.days), *_at_midnight(case)]


def _too_soon(days: int | None) -> list[Remark]:
    if days is None or days > SOON_DAYS:
        return []
    if days > 1:
        return [Remark("against.closes_soon", {"days": days})]
    return [Remark("against.closes_tomorrow" if days else "against.closes_today")]


def _at_midnight(case: Case) -> list[Remark]:
    """A day whose first minute is the deadline looks as if it could be used."""
    deadline = case.candidate.opportunity.deadline
    if deadline is None or case.days is None or case.days > COUNTED_DAYS:
        return []
    closes = deadline.astimezone(LONDON)
    is_midnight = (closes.hour, closes.minute) == (0, 0)
    return [Remark("against.closes_midnight")] if is_midnight else []
