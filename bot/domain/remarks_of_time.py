"""What a notice says of when: working days left, and what is not open yet."""

from __future__ import annotations

from datetime import date

from bot.domain.match import SHORT_NOTICE_DAYS, SOON_DAYS, Case, Remark
from bot.domain.opportunity import LONDON, Kind, Opportunity, State
from bot.domain.re_let import looks_again_from

COUNTED_DAYS = 90
"""Beyond this nobody counts days; the card has the date."""


def the_time(case: Case) -> list[Remark]:
    """The working days left, where there are enough of them to answer well.

    What is only planned does not close, though it may name a day for views on it.
    """
    if case.days is None or not SOON_DAYS < case.days <= COUNTED_DAYS:
        return []
    if case.candidate.opportunity.state_at(case.now) is State.PLANNED:
        return []
    working = case.working_days or 0
    if working < SHORT_NOTICE_DAYS:
        return []
    return [Remark("reason.time", {"days": case.days, "working": working})]


def not_the_time(case: Case) -> list[Remark]:
    """What is not open yet, closes too soon, or at an hour that deceives."""
    opportunity = case.candidate.opportunity
    if opportunity.kind is Kind.RE_LET:
        return [_forecast(opportunity)]
    if opportunity.state_at(case.now) is State.PLANNED:
        return [Remark("against.planned")]
    if opportunity.deadline is None:
        return [Remark("against.no_deadline")]
    return [*_too_soon(case), *_at_midnight(case)]


def month_of(day: date) -> str:
    """A month as people say it: "March 2027"."""
    return f"{day:%B %Y}"


def _forecast(opportunity: Opportunity) -> Remark:
    """The evidence of a forecast: the day on which the present contract ends."""
    ends, again = opportunity.ends_on, looks_again_from(opportunity)
    if ends is None or again is None:
        return Remark("against.forecast_undated")
    return Remark("against.forecast", {"ends": month_of(ends), "again": month_of(again)})


def _too_soon(case: Case) -> list[Remark]:
    days, working = case.days, case.working_days
    if days is None or working is None or days < 0:
        return []
    if days <= 1:
        return [Remark("against.closes_tomorrow" if days == 1 else "against.closes_today")]
    if working < SHORT_NOTICE_DAYS:
        return [_hardly_time(working)]
    if days <= SOON_DAYS:
        return [Remark("against.closes_soon", {"days": days, "working": working})]
    return []


def _hardly_time(working: int) -> Remark:
    if working == 0:
        return Remark("against.no_working_day")
    if working == 1:
        return Remark("against.one_working_day")
    return Remark("against.few_working_days", {"working": working})


def _at_midnight(case: Case) -> list[Remark]:
    """A day whose first minute is the deadline looks as if it could be used."""
    deadline = case.candidate.opportunity.deadline
    if deadline is None or case.days is None or case.days > COUNTED_DAYS:
        return []
    closes = deadline.astimezone(LONDON)
    is_midnight = (closes.hour, closes.minute) == (0, 0)
    return [Remark("against.closes_midnight")] if is_midnight else []
