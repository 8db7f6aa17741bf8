"""The page of what is dirty in published notices: all of them, or one buyer's."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.domain.notice import FindingKind
from bot.domain.opportunity import LONDON
from bot.domain.quality import BuyerQuality, FaultyNotice, QualityReport
from bot.services.report_quality import ReportQuality
from connectors.web.keys import SERVICES
from connectors.web.pages import common, render

BUYERS_SHOWN = 25
KINDS_SHOWN = 3
LONGEST_NAME = 200

routes = web.RouteTableDef()


@routes.get("/quality")
async def quality(request: web.Request) -> web.Response:
    """All buyers; with `?buyer=` those whom that names, and of one its notices to mend."""
    told, asked = request.app[SERVICES].quality, request.query.get("buyer", "").strip()
    facts = await asyncio.to_thread(_facts, told, asked[:LONGEST_NAME])
    found = not asked or facts["buyers"]
    words = {**await _shared(request), "q": facts}
    return render(request, "quality.html", words, status=200 if found else 404)


def _facts(told: ReportQuality, asked: str) -> dict[str, Any]:
    """What the page shows: the counts, the buyers meant, and of one alone its notices."""
    report = told.report(asked or None)
    alone = report.buyers[0].buyer if asked and len(report.buyers) == 1 else None
    shown = report.buyers[:BUYERS_SHOWN]
    return {
        **_counts(report.whole),
        "asked": asked,
        "buyer": alone,
        "kinds": [_kind(told, kind, count, report) for kind, count in report.whole.by_frequency],
        "buyers": [_buyer(told, one) for one in shown],
        "more_buyers": len(report.buyers) - len(shown),
        "notices": [_notice(told, one) for one in told.faulty_notices(alone)] if alone else [],
        "newest": _day(report.as_of) if report.as_of else None,
        "attributions": told.attributions(report),
    }


def _counts(counted: BuyerQuality) -> dict[str, Any]:
    faulty = counted.with_findings
    return {"count": counted.notices, "faulty": faulty, **_share(counted, faulty)}


def _share(counted: BuyerQuality, count: int) -> dict[str, Any]:
    return {"percent": counted.percent(count), "is_tiny": counted.is_under_one_percent(count)}


def _buyer(told: ReportQuality, counted: BuyerQuality) -> dict[str, Any]:
    most = [(told.in_words(kind).name, count) for kind, count in counted.by_frequency]
    average = counted.kinds_a_notice
    return {"name": counted.buyer, **_counts(counted), "each": average, "most": most[:KINDS_SHOWN]}


def _kind(
    told: ReportQuality, kind: FindingKind, count: int, report: QualityReport
) -> dict[str, Any]:
    words, share = told.in_words(kind), _share(report.whole, count)
    return {"words": words, "is_repair": kind.is_repair, "count": count, **share}


def _notice(told: ReportQuality, notice: FaultyNotice) -> dict[str, Any]:
    names = [told.in_words(kind).name for kind in notice.kinds]
    return {"id": notice.id, "title": notice.title, "day": _day(notice.as_of), "kinds": names}


def _day(moment: datetime) -> str:
    here = moment.astimezone(LONDON)
    return f"{here.day} {here:%B %Y}"


async def _shared(request: web.Request) -> dict[str, Any]:
    """Samples are never counted here, so nothing on the page is made up."""
    return {**await common(request), "has_samples": False}
