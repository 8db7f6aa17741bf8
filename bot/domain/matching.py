"""How well an opportunity suits what an owner asked for.

A score is a product: relevance of the work x reach of the place x scale x time left x whether
it is open yet, each in [0, 1]. Lexical and dense likeness only order what the trade has
already let through, or stand in for it where no trade was understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from bot.domain.conversation import Criteria
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
from bot.domain.place import Reach
from bot.domain.quotation import quote_around
from bot.domain.remarks import Match
from bot.domain.trade import PlainText, Trade, cpv_fit

REACH_FACTORS = {
    Reach.NEAR: 1.0,
    Reach.REGION_WIDE: 0.8,
    Reach.NATIONWIDE: 0.6,
    Reach.UNKNOWN: 0.4,
    Reach.ELSEWHERE: 0.1,
}
# Pounds up to which the factor holds: small firms win small contracts.
SCALE_FACTORS = (
    (Decimal(50_000), 1.0),
    (Decimal(215_000), 0.95),
    (Decimal(1_000_000), 0.7),
    (Decimal(10_000_000), 0.45),
)
VAST, VALUE_UNKNOWN, VALUE_UNKNOWN_THOUGH_ASKED = 0.3, 0.85, 0.5
FAR_OFFICE = 0.6
NOT_OPEN_YET, FORECAST = 0.75, 0.5
MENTION = 0.2
LIKENESS_FLOOR = 0.35
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
        * _place_factor(case)
        * scale_factor(opportunity, value_was_asked=wanted.criteria.names_a_value)
        * _time_factor(days)
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


def likenesses(lexical: NDArray[np.float32], dense: NDArray[np.float32]) -> list[Likeness]:
    """Scores of a whole index, the lexical ones scaled by the best, both cut to [0, 1]."""
    best = float(lexical.max(initial=0.0))
    scaled = lexical / best if best > 0 else lexical
    return [
        Likeness(float(a), float(b)) for a, b in zip(scaled, np.clip(dense, 0.0, 1.0), strict=True)
    ]


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
    if amount is None:
        return VALUE_UNKNOWN_THOUGH_ASKED if value_was_asked else VALUE_UNKNOWN
    return next((factor for limit, factor in SCALE_FACTORS if amount <= limit), VAST)


def reach_of(candidate: Candidate) -> Reach:
    """The reach, less what a country's name alone does not tell.

    A single contract that names only a country is somewhere in it, most likely where the
    buyer's office is; a list that says so may take work from anywhere.
    """
    office = candidate.opportunity.coverage.office
    if candidate.reach is not Reach.NATIONWIDE or candidate.opportunity.kind in LISTS:
        return candidate.reach
    return Reach.ELSEWHERE if office and not office.is_near else Reach.UNKNOWN


def _within_limits(candidate: Candidate, criteria: Criteria, now: datetime) -> bool:
    opportunity = candidate.opportunity
    if criteria.coming_up and opportunity.state_at(now) is not State.PLANNED:
        return False
    return (
        (criteria.buyer is None or criteria.buyer.lower() == opportunity.buyer.name.lower())
        and (criteria.within_miles is None or _is_within(candidate.miles, criteria.within_miles))
        and (criteria.closes_after is None or _closes_after(opportunity, criteria.closes_after))
        and _is_worth(opportunity.value.amount, criteria)
    )


def _is_within(miles: float | None, limit: float) -> bool:
    return miles is not None and miles <= limit


def _closes_after(opportunity: Opportunity, moment: datetime) -> bool:
    return opportunity.deadline is not None and opportunity.deadline > moment


def _is_worth(amount: Decimal | None, criteria: Criteria) -> bool:
    """An unstated value may be under any upper limit, but is not known to reach a lower one."""
    if amount is None:
        return criteria.min_value is None
    above = criteria.max_value is not None and amount > criteria.max_value
    below = criteria.min_value is not None and amount < criteria.min_value
    return not (above or below)


def _overall_relevance(fit: TradeFit | None, likeness: Likeness, wanted: Wanted) -> float | None:
    alike = 0.5 * likeness.lexical + 0.5 * likeness.dense
    if wanted.trades:
        enough = fit is not None and fit.relevance >= MENTION
        return min(1.0, fit.relevance + 0.25 * alike) if fit and enough else None
    if not wanted.criteria.words:
        return 0.5
    return alike if likeness.lexical > 0 and alike >= LIKENESS_FLOOR else None


def _relevance(fit: TradeFit) -> float:
    return fit.relevance


def _place_factor(case: Case) -> float:
    office = case.candidate.opportunity.coverage.office
    doubtful = case.reach is Reach.NATIONWIDE and office is not None and not office.is_near
    factor = REACH_FACTORS[case.reach] * _nearness(case.candidate.miles)
    return factor * FAR_OFFICE if doubtful else factor


def _nearness(miles: float | None) -> float:
    """Falls from 1 at the door to 0.7 at fifteen miles and beyond."""
    return 1.0 if miles is None else max(0.7, 1.0 - 0.02 * miles)


def _openness(opportunity: Opportunity, now: datetime) -> float:
    """What can be answered today comes before what can only be waited for."""
    if opportunity.kind is Kind.RE_LET:
        return FORECAST
    return NOT_OPEN_YET if opportunity.state_at(now) is State.PLANNED else 1.0


def _time_factor(days: int | None) -> float:
    if days is None or days > SOON_DAYS:
        return 1.0
    return 0.6 if days < SHORT_NOTICE_DAYS else 0.85
