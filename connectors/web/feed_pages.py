"""Lists for machines that visit: a feed of a list's newest work, and the map of the site."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.bootstrap import Services
from bot.domain.browsing import Browse, Order
from bot.domain.opportunity import Opportunity
from connectors.web.browse_pages import LIST, link, words_of
from connectors.web.keys import SERVICES, SETTINGS
from connectors.web.opportunity_words import value_text, when_text

ATOM = "application/atom+xml"
MOST_IN_A_SITEMAP = 45_000
"""Below the 50,000 of sitemaps.org."""
PAGES = ("/", LIST, f"{LIST}/map", "/guidance", "/spending", "/quality", "/templates")
routes = web.RouteTableDef()


@routes.get(f"{LIST}.atom")
async def feed(request: web.Request) -> web.Response:
    """The newest of a list, for a feed reader (RFC 4287): narrowed as the list itself is."""
    services = request.app[SERVICES]
    browse = services.browsing.read.read(dict(request.query)).browse
    site = request.app[SETTINGS].public_address
    view = await asyncio.to_thread(_view, services, replace(browse, order=Order.NEWEST), site)
    words = aiohttp_jinja2.render_string("browse_feed.xml", request, {"b": view})
    return web.Response(text=words, content_type=ATOM, charset="utf-8")


@routes.get("/sitemap.xml")
async def sitemap(request: web.Request) -> web.Response:
    """What may be found here (sitemaps.org): the pages, and each opportunity that is open."""
    services, site = request.app[SERVICES], request.app[SETTINGS].public_address
    ids = await asyncio.to_thread(services.browsing.find.everything)
    paths = [*PAGES, *(f"{LIST}/{one}" for one in ids[:MOST_IN_A_SITEMAP])]
    facts = {"b": {"addresses": [f"{site}{path}" for path in paths]}}
    words = aiohttp_jinja2.render_string("sitemap.xml", request, facts)
    return web.Response(text=words, content_type="application/xml", charset="utf-8")


def _view(services: Services, browse: Browse, site: str) -> dict[str, Any]:
    say, now = services.phrases.say, services.clock.now()
    shown = [one.opportunity for one in services.browsing.find.page(browse).shown]
    narrowed = replace(browse, order=Order.CLOSING)
    filters = "; ".join(words_of(services, browse, one) for one in browse.filters)
    entries = [_entry(services, one, now, site) for one in shown]
    return {
        "title": say("feed.title", filters=filters or say("feed.everything")),
        "id": site + link(narrowed, path=f"{LIST}.atom"),
        "list": site + link(narrowed),
        "updated": max((one["updated"] for one in entries), default=now.isoformat()),
        "entries": entries,
    }


def _entry(services: Services, one: Opportunity, now: datetime, site: str) -> dict[str, str]:
    say, card = services.phrases.say, services.present.card(one, now)
    when = when_text(one.deadline)
    closes = say("feed.closes", when=when) if when else say("feed.no_deadline")
    value, buyer = value_text(services.phrases, one.value), _for_xml(card["buyer"])
    return {
        "title": _for_xml(one.title),
        "address": f"{site}{LIST}/{one.id}",
        "published": (one.published_at or one.source.as_of).isoformat(),
        "updated": one.source.as_of.isoformat(),
        "buyer": buyer,
        "summary": say("feed.entry", buyer=buyer, value=value, deadline=closes),
        "attribution": card["attribution"],
    }


def _for_xml(text: str) -> str:
    """The text without the characters that XML cannot hold, escaped or not."""
    return "".join(one if one.isprintable() else " " for one in text)
