"""Names what is odd about the days of a notice: its deadline, its award, its contract's term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.domain.notice import Finding, FindingKind, Release, plain_finding
from bot.domain.opportunity import Kind, Opportunity
from connectors.notices import dates, moments
from connectors.notices.calendar import is_bank_holiday
from connectors.notices.fields import DETAIL, mapping, mappings, sequence

SOON = timedelta(days=5)
"""Time to answer below which hardly any firm can."""

YEARS_AHEAD = timedelta(days=2 * 365)
"""Time to answer above which it is no tender but, by all likelihood, a list that firms join."""

_DUE_TO_CLOSE = frozenset({Kind.TENDER, Kind.QUICK_QUOTE, Kind.CHALLENGE, Kind.SUBCONTRACT})
_SATURDAY = 5
_SCOTTISH = "public_contracts_scotland"
_PERIOD_ENDS = ("startDate", "endDate")
_INTEREST = "expressionOfInterestDeadline"


def about_days(
    merged: Mapping[str, Any], ordered: Sequence[Release], o: Opportunity
) -> Iterator[Finding]:
    """What is odd about the days of a process.

    Only what it was first told with can be late: an award notice comes after the deadline.
    """
    yield from _unreadable(merged)
    yield from _about_the_hour(merged, o)
    if moments.awarded_at(ordered[0].body, ordered[0]) is None:
        yield from _about_the_time_to_answer(ordered[0], o)
    if o.awarded_at and not _award_has_date(merged):
        yield plain_finding(FindingKind.AWARD_WITHOUT_DATE)
    if o.starts_on and o.ends_on and o.ends_on <= o.starts_on:
        is_one_day = o.ends_on == o.starts_on
        yield Finding(
            FindingKind.ENDS_AS_IT_STARTS if is_one_day else FindingKind.ENDS_BEFORE_START
        )


def _about_the_hour(merged: Mapping[str, Any], o: Opportunity) -> Iterator[Finding]:
    if o.deadline is None:
        if o.kind in _DUE_TO_CLOSE:
            yield plain_finding(FindingKind.NO_DEADLINE)
        return
    here, tender = o.deadline.astimezone(dates.LONDON), mapping(merged.get("tender"))
    written = _as_written(tender)
    if tender.get("deadlineHasNoTime"):
        yield plain_finding(FindingKind.DEADLINE_WITHOUT_TIME)
    elif written and written.tzinfo is None:
        yield plain_finding(FindingKind.DEADLINE_WITHOUT_ZONE)
    if _is_midnight(here) or (written and _is_midnight(written)):
        yield plain_finding(FindingKind.DEADLINE_AT_MIDNIGHT)
    if here.weekday() >= _SATURDAY:
        yield plain_finding(FindingKind.DEADLINE_AT_WEEKEND)
    elif is_bank_holiday(here.date(), in_scotland=o.source.name == _SCOTTISH):
        yield plain_finding(FindingKind.DEADLINE_ON_HOLIDAY)


def _as_written(tender: Mapping[str, Any]) -> datetime | None:
    """The deadline in the notice's own zone, or in none."""
    stated = (mapping(tender.get("tenderPeriod")).get("endDate"), tender.get(_INTEREST))
    said = next((text for text in stated if dates.moment(text)), None)
    return datetime.fromisoformat(said.strip()) if isinstance(said, str) else None


def _is_midnight(at: datetime) -> bool:
    return at.hour == at.minute == 0


def _about_the_time_to_answer(first: Release, o: Opportunity) -> Iterator[Finding]:
    if o.deadline is None or o.published_at is None:
        return
    left = o.deadline - o.published_at
    if left < timedelta(0):
        yield plain_finding(FindingKind.DEADLINE_BEFORE_PUBLICATION)
    if o.kind not in _DUE_TO_CLOSE:
        return
    # An amendment may be all that is held: then nobody knows how long there was at first.
    if timedelta(0) <= left < SOON and "tender" in sequence(first.body.get("tag")):
        yield Finding(FindingKind.DEADLINE_SOON_AFTER_PUBLICATION, str(left.days))
    if left > YEARS_AHEAD:
        yield Finding(FindingKind.DEADLINE_YEARS_AHEAD, str(left.days // 365))
    if o.starts_on and o.starts_on < o.deadline.astimezone(dates.LONDON).date():
        yield plain_finding(FindingKind.STARTS_BEFORE_DEADLINE)


def _award_has_date(merged: Mapping[str, Any]) -> bool:
    awarded = (a.get("date") for a in mappings(merged.get("awards")))
    signed = (c.get("dateSigned") for c in mappings(merged.get("contracts")))
    return any(dates.moment(said) for those in (awarded, signed) for said in those)


def _unreadable(merged: Mapping[str, Any]) -> Iterator[Finding]:
    for said in _days_said(merged):
        if isinstance(said, str) and not dates.moment(said) and said.strip():
            yield Finding(FindingKind.MALFORMED_DATE, said[:DETAIL])


def _days_said(merged: Mapping[str, Any]) -> Iterator[object]:
    tender, awards = mapping(merged.get("tender")), mappings(merged.get("awards"))
    contracts = mappings(merged.get("contracts"))
    yield from (tender.get(name) for name in ("datePublished", _INTEREST))
    yield from (a.get("date") for a in awards)
    yield from (c.get("dateSigned") for c in contracts)
    periods = [
        tender.get("tenderPeriod"),
        *(one.get("contractPeriod") for one in (tender, *mappings(tender.get("lots")), *awards)),
        *(c.get("period") for c in contracts),
    ]
    yield from (mapping(period).get(end) for period in periods for end in _PERIOD_ENDS)
