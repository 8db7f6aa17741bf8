"""Names what is dirty in a notice; nothing is dropped or repaired without being named here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.notice import Finding, FindingKind, Release
from bot.domain.opportunity import Kind, Law, Opportunity
from bot.domain.standing import contradicts_itself
from connectors.notices import dates, fields
from connectors.notices.calendar import is_bank_holiday
from connectors.notices.cpv import CpvList

_DUE_TO_CLOSE = frozenset({Kind.TENDER, Kind.QUICK_QUOTE, Kind.CHALLENGE, Kind.SUBCONTRACT})
_STABLE_SCHEMES = re.compile(r"GB-(?!FTS)")
_SATURDAY = 5
# What a form or a trial run leaves behind, at the start of a text or in brackets within it.
_TEMPLATE = re.compile(
    r"\[\s*(insert|enter|add|delete|tbc|xx+)\b|<\s*(insert|enter)\b|\blorem ipsum\b"
    r"|^\W*(tbc|tbd|n/?a|test|xxx+|title|description)\W*$|\bplease ignore\b.{0,20}\btest\b"
    r"|\bthis is a test (notice|tender)\b",
    re.IGNORECASE,
)


def findings_of(
    merged: Mapping[str, Any], ordered: Sequence[Release], opportunity: Opportunity, cpv: CpvList
) -> Iterator[Finding]:
    """What is dirty in a process, by its releases, by what they say together, and as read.

    What is found while a field is read and repaired is named there (`fields`).
    """
    yield from _in_releases(ordered)
    yield from _in_text(merged, opportunity)
    yield from _about_the_buyer(opportunity)
    yield from _about_the_deadline(opportunity)
    yield from _about_dates(merged, opportunity)
    yield from _about_the_work(opportunity, cpv)
    if contradicts_itself(opportunity):
        yield Finding(FindingKind.THRESHOLD_CONTRADICTED, str(opportunity.value.amount))


def _in_releases(ordered: Sequence[Release]) -> Iterator[Finding]:
    for release in ordered:
        if not release.body.get("id"):
            yield Finding(FindingKind.NO_RELEASE_ID)
        if fields.mapping(release.body.get("tender")).get("deadlineHasNoTime"):
            yield Finding(FindingKind.DEADLINE_WITHOUT_TIME)


def _in_text(merged: Mapping[str, Any], o: Opportunity) -> Iterator[Finding]:
    if not o.description:
        yield Finding(FindingKind.NO_DESCRIPTION)
    for text in (o.title, o.description):
        left = _TEMPLATE.search(text)
        if left:
            yield Finding(FindingKind.TEMPLATE_TEXT, left[0][:40])
    if o.law is Law.ANOTHER:
        basis = fields.mapping(fields.mapping(merged.get("tender")).get("legalBasis"))
        yield Finding(FindingKind.EARLIER_LAW, str(basis.get("id") or "")[:40])


def _about_the_buyer(o: Opportunity) -> Iterator[Finding]:
    if not o.buyer.name:
        yield Finding(FindingKind.NO_BUYER)
    if not any(_STABLE_SCHEMES.match(one.scheme) for one in o.buyer.identifiers):
        yield Finding(FindingKind.BUYER_WITHOUT_IDENTIFIER)


def _about_the_deadline(o: Opportunity) -> Iterator[Finding]:
    if o.deadline is None:
        if o.kind in _DUE_TO_CLOSE:
            yield Finding(FindingKind.NO_DEADLINE)
        return
    if o.published_at and o.deadline < o.published_at:
        yield Finding(FindingKind.DEADLINE_BEFORE_PUBLICATION)
    here = o.deadline.astimezone(dates.LONDON)
    if here.time().replace(second=0, microsecond=0).isoformat("minutes") == "00:00":
        yield Finding(FindingKind.DEADLINE_AT_MIDNIGHT)
    if here.weekday() >= _SATURDAY:
        yield Finding(FindingKind.DEADLINE_AT_WEEKEND)
    elif is_bank_holiday(here.date()):
        yield Finding(FindingKind.DEADLINE_ON_HOLIDAY)


def _about_dates(merged: Mapping[str, Any], o: Opportunity) -> Iterator[Finding]:
    if o.starts_on and o.ends_on and o.ends_on < o.starts_on:
        yield Finding(FindingKind.ENDS_BEFORE_START)
    tender = fields.mapping(merged.get("tender"))
    periods = (fields.mapping(tender.get(name)) for name in ("tenderPeriod", "contractPeriod"))
    for said in (p.get(end) for p in periods for end in ("startDate", "endDate")):
        if said and not (isinstance(said, str) and dates.moment(said)):
            yield Finding(FindingKind.MALFORMED_DATE, str(said)[:40])


def _about_the_work(o: Opportunity, cpv: CpvList) -> Iterator[Finding]:
    if not o.cpv:
        yield Finding(FindingKind.NO_CPV)
    for code in o.cpv:
        if code not in cpv:
            yield Finding(FindingKind.UNKNOWN_CPV, code)
    if not (o.coverage.postcode or o.coverage.regions or o.coverage.nationwide):
        yield Finding(FindingKind.NO_PLACE)
