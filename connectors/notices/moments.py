"""The moments of a compiled release: published, awarded, called off, its contract's term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.domain.notice import Release
from connectors.notices.dates import moment
from connectors.notices.fields import mapping, mappings, notice_types, plain

_OVER_STATUSES = {"cancelled", "withdrawn", "unsuccessful"}
_MARKET_CLOSED = "UK16"


def published_at(tender: Mapping[str, Any], first_release: datetime) -> datetime:
    """When it was first published, as far as the releases held tell."""
    said = moment(tender.get("datePublished"))
    return min(said, first_release) if said else first_release


def awarded_at(merged: Mapping[str, Any], last: Release) -> datetime | None:
    """When it was first awarded; the last release's date where no award or contract has one."""
    awards, contracts = mappings(merged.get("awards")), mappings(merged.get("contracts"))
    over = mapping(merged.get("tender")).get("status") == "complete"
    if not (awards or contracts or over):
        return None
    moments = [at for a in awards if (at := moment(a.get("date")))]
    moments = moments or [at for c in contracts if (at := moment(c.get("dateSigned")))]
    return min(moments, default=last.released_at)


def cancelled_at(merged: Mapping[str, Any], last: Release) -> datetime | None:
    """When it was called off, or a market closed: the date of the release that says so."""
    is_over = plain(mapping(merged.get("tender")).get("status")) in _OVER_STATUSES
    return last.released_at if is_over or _MARKET_CLOSED in notice_types(merged) else None


def contract_term(merged: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """When the first of its contracts begins and the last ends, as far as anything says.

    Extensions are left out. For either end what says it first counts alone.
    """
    start: datetime | None = None
    end: datetime | None = None
    for periods in _contract_periods(merged):
        start = start or min(_moments(periods, "startDate"), default=None)
        end = end or max(_moments(periods, "endDate"), default=None)
        if start and end:
            break
    return start, end


def _moments(periods: Iterable[object], end: str) -> list[datetime]:
    return [at for p in periods if (at := moment(mapping(p).get(end)))]


def _contract_periods(merged: Mapping[str, Any]) -> Iterator[list[object]]:
    """The periods of the contracts as signed, of the awards, of what was planned."""
    yield [c.get("period") for c in mappings(merged.get("contracts"))]
    yield [a.get("contractPeriod") for a in mappings(merged.get("awards"))]
    tender = mapping(merged.get("tender"))
    yield [tender.get("contractPeriod")]
    yield [lot.get("contractPeriod") for lot in mappings(tender.get("lots"))]
