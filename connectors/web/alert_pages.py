"""Where links in texts lead, and deadlines as calendar files; opening either changes nothing."""

from __future__ import annotations

import asyncio
from datetime import datetime

from aiohttp import web

from bot.bootstrap import Services
from bot.domain.opportunity import LONDON, Opportunity
from bot.domain.reminder import CalendarEvent
from bot.domain.told_counts import SMALLEST
from connectors.web.keys import SERVICES, SETTINGS
from connectors.web.opportunity_words import in_a_list
from connectors.web.pages import advertised, common, render

routes = web.RouteTableDef()


@routes.get(r"/o/{link:[a-z2-9]{10}}")
async def told(request: web.Request) -> web.StreamResponse:
    """The page of what a text told; where it told several, the list of them.

    A robot that looks ahead learns what is public, and nobody's name; 404 for a link of no text.
    """
    services = request.app[SERVICES]
    found = await asyncio.to_thread(_told, services, request.match_info["link"])
    if not found:
        raise web.HTTPNotFound
    if len(found) == 1:
        raise web.HTTPFound(f"/opportunities/{found[0].id}")
    now = services.clock.now()
    cards = [in_a_list(services.present, services.phrases, one, now) for one in found]
    answer = render(request, "told.html", {**await common(request), "cards": cards})
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@routes.get("/alerts")
async def counts(request: web.Request) -> web.Response:
    """How many alerts went in which quarter of an hour; nothing of whom they went to."""
    told = await asyncio.to_thread(request.app[SERVICES].alerting.publish.published)
    most = max((one.alerts or 0 for one in told.quarters), default=0) or 1
    hours = [
        {
            "begins": f"{one.begins.astimezone(LONDON):%a %-d %b, %H:%M}",
            "alerts": one.alerts,
            "jobs": one.jobs,
            "together": one.together,
            "share": round(100 * (one.alerts or 0) / most),
        }
        for one in told.quarters
    ]
    since = f"{told.since.astimezone(LONDON):%-d %B}"
    words = {"told": told, "hours": hours, "since": since, "smallest": SMALLEST}
    return render(request, "alerts.html", {**await common(request), **words})


@routes.get(r"/opportunities/{id:[^/]+}.ics")
async def calendar(request: web.Request) -> web.Response:
    """The deadline of an opportunity as a calendar file; 404 where there is none."""
    services = request.app[SERVICES]
    found = await asyncio.to_thread(advertised, request, request.match_info["id"])
    if found is None or found.deadline is None:
        raise web.HTTPNotFound
    site = request.app[SETTINGS].public_address
    event = _event(services, found, found.deadline, site)
    file = services.alerting.calendar.file(event, services.clock.now())
    return web.Response(
        body=file,
        content_type="text/calendar",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="deadline.ics"'},
    )


def _event(services: Services, one: Opportunity, closes: datetime, site: str) -> CalendarEvent:
    say, card = services.phrases.say, services.present.card(one, services.clock.now())
    url = f"{site}/opportunities/{one.id}"
    about = say(
        "calendar.about", buyer=card["buyer"], how=card["how_to_respond"], url=card["source_url"]
    )
    title = say("calendar.event", title=one.title)
    return CalendarEvent(f"{one.id}@doorstep", title, about, url, closes)


def _told(services: Services, link: str) -> list[Opportunity]:
    with services.storage.transaction() as work:
        alerts = work.alerts.of_link(link)
        return work.opportunities.get_many([one.opportunity for one in alerts])
