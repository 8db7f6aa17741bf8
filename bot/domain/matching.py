"""How well an opportunity suits what an owner asked for.

A score is a product, each factor in [0, 1]: fit of the work (the learnt chance that it is the
trade x how likely its size is one for a small firm) x reach of the place x time left x whether it
is open yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from bot.domain.conversation import Criteria
from bot.domain.fit import scale_fit
from bot.domain.match import (
    LISTS,
    MANY_CODES,
    SHORT_NOTICE_DAYS,
    SOON_DAYS,
    Candidate,
    Case,
    Likeness,
    TradeFit,
    Wanted,
    days_left,
)
from bot.domain.opportunity import Kind, Opportunity, State
from bot.domain.place import Coverage, Reach
from bot.domain.quotation import quote_around
from bot.domain.remarks import Match
from bot.domain.trade import PlainText, Trade, cpv_fit
from bot.domain.work_words import is_list

REACH_FACTORS = {
    Reach.NEAR: 1.0,
    Reach.REGION_WIDE: 0.8,
    Reach.NATIONWIDE: 0.6,
    Reach.UNKNOWN: 0.4,
    Reach.ELSEWHERE: 0.1,
}
VALUE_UNKNOWN_THOUGH_ASKED = 0.5
FAR_OFFICE = 0.6
NOT_OPEN_YET, FORECAST = 0.75, 0.5
ANY_WORK = 0.5
"""What stands for the fit where no work was named."""

FLOOR, FLOOR_OF_WORDS = 0.02, 0.05
"""Chances below which nothing is shown: where a trade is asked for, and where only words are.

What is below has a word or a wide code in common, no more.
"""

ONE_OF_MANY = 0.6


def text_of(opportunity: Opportunity) -> str:
    """The text that stands for an opportunity in every index."""
    return f"{opportunity.title}\n{opportunity.description}"


def judge(
    candidate: Candidate, wanted: Wanted, now: datetime, holidays: frozenset[date] = frozenset()
) -> Match | None:
    """The match, or None if the opportunity is not for what was asked.

    `holidays` are those to come that banks keep: they are no working days.
    """
    opportunity = candidate.opportunity
    if not _within_limits(candidate, wanted.criteria, now):
        return None
    fit = max(candidate.fits, key=_relevance, default=None)
    relevance = _overall_relevance(fit, candidate.likeness, wanted)
    if relevance is None:
        return None
    days = days_left(opportunity, now)
    case = Case(candidate, wanted, fit, reach_of(candidate), days, now, holidays)
    score = (
        relevance
        * place_factor(case.reach, candidate.miles, opportunity.coverage)
        * scale_factor(opportunity, value_was_asked=wanted.criteria.names_a_value)
        * time_factor(days)
        * _openness(opportunity, now)
    )
    return Match(case, score)


def ranked(matches: Sequence[Match]) -> list[Match]:
    """Best first; equals by the sooner deadline, then by id, so that the order is always one."""
    return sorted(
        matches,
        key=lambda m: (
            -m.score,
            m.opportunity.deadline.timestamp() if m.opportunity.deadline else float("inf"),
            m.opportunity.id,
        ),
    )


def trade_fit(
    opportunity: Opportunity, title: PlainText, description: PlainText, trade: Trade
) -> TradeFit | None:
    """How the opportunity, whose texts are given, asks for the trade; None if it does not."""
    fit, code = max(
        ((cpv_fit(own, asked), asked) for own in trade.cpv for asked in opportunity.cpv),
        default=(0.0, None),
    )
    in_title = trade.mentioned_in(title)
    found = in_title or trade.mentioned_in(description)
    # One level too high is so wide a code that only the words tell whether the trade is meant.
    if not found and fit < 1:
        return None
    quoted = title if in_title else description
    return TradeFit(
        trade=trade.name,
        code=code if fit else None,
        code_fit=fit * (ONE_OF_MANY if len(opportunity.cpv) > MANY_CODES else 1.0),
        quote=quote_around(quoted.text, found) if found else None,
        in_title=bool(in_title),
    )


def scale_factor(opportunity: Opportunity, *, value_was_asked: bool = False) -> float:
    """How well the size suits a firm of a few people; who asks for a size wants it stated."""
    amount = opportunity.value.amount
    if amount is None and value_was_asked:
        return VALUE_UNKNOWN_THOUGH_ASKED
    return scale_fit(amount, is_list=is_list(opportunity))


def reach_of(candidate: Candidate) -> Reach:
    """The reach of the candidate, less what a country's name alone does not tell."""
    opportunity = candidate.opportunity
    return likely_reach(candidate.reach, opportunity.coverage, opportunity.kind)


def likely_reach(reach: Reach, coverage: Coverage, kind: Kind) -> Reach:
    """The reach, less what a country's name alone does not tell.

    A single contract that names only a country is somewhere in it, most likely where the
    buyer's office is; a list that says so may take work from anywhere.
    """
    if reach is not Reach.NATIONWIDE or kind in LISTS:
        return reach
    return Reach.ELSEWHERE if coverage.office and not coverage.office.is_near else Reach.UNKNOWN


def place_factor(reach: Reach, miles: float | None, coverage: Coverage) -> float:
    """What the place makes of it, by its `likely_reach` and the miles, if they are known."""
    office = coverage.office
    doubtful = reach is Reach.NATIONWIDE and office is not None and not office.is_near
    factor = REACH_FACTORS[reach] * _nearness(miles)
    return factor * FAR_OFFICE if doubtful else factor


def time_factor(days: int | None) -> float:
    """What the days left make of it."""
    if days is None or days > SOON_DAYS:
        return 1.0
    return 0.6 if days < SHORT_NOTICE_DAYS else 0.85


def _within_limits(candidate: Candidate, criteria: Criteria, now: datetime) -> bool:
    opportunity = candidate.opportunity
    if criteria.coming_up and opportunity.state_at(now) is not State.PLANNED:
        return False
    return (
        (criteria.buyer is None or criteria.buyer.lower() == opportunity.buyer.name.lower())
        and (criteria.within_miles is None or _is_within(candidate.miles, criteria.within_miles))
        and (criteria.goes_miles is None or _may_be_within(candidate.miles, criteria.goes_miles))
        and (criteria.closes_after is None or _closes_after(opportunity, criteria.closes_after))
        and (criteria.closes_before is None or _closes_before(opportunity, criteria.closes_before))
        and _is_worth(opportunity.value.amount, criteria)
    )


def _is_within(miles: float | None, limit: float) -> bool:
    return miles is not None and miles <= limit


def _may_be_within(miles: float | None, limit: float) -> bool:
    return miles is None or miles <= limit


def _closes_after(opportunity: Opportunity, moment: datetime) -> bool:
    return opportunity.deadline is not None and opportunity.deadline > moment


def _closes_before(opportunity: Opportunity, moment: datetime) -> bool:
    return opportunity.deadline is not None and opportunity.deadline < moment


def _is_worth(amount: Decimal | None, criteria: Criteria) -> bool:
    """An unstated value may be under any upper limit, but is not known to reach a lower one."""
    if amount is None:
        return criteria.min_value is None
    above = criteria.max_value is not None and amount > criteria.max_value
    below = criteria.min_value is not None and amount < criteria.min_value
    return not (above or below)


def _overall_relevance(fit: TradeFit | None, likeness: Likeness, wanted: Wanted) -> float | None:
    if wanted.trades:
        return likeness.chance if fit and likeness.chance >= FLOOR else None
    if not wanted.criteria.words:
        return ANY_WORK
    is_like = likeness.chance >= FLOOR_OF_WORDS or likeness.says_all
    return likeness.chance if is_like else None


def _relevance(fit: TradeFit) -> float:
    return fit.relevance


def _nearness(miles: float | None) -> float:
    """Falls from 1 at the door to 0.7 at fifteen miles and beyond."""
    return 1.0 if miles is None else max(0.7, 1.0 - 0.02 * miles)


def _openness(opportunity: Opportunity, now: datetime) -> float:
    """What can be answered today comes before what can only be waited for."""
    if opportunity.kind is Kind.RE_LET:
        return FORECAST
    return NOT_OPEN_YET if opportunity.state_at(now) is State.PLANNED else 1.0
