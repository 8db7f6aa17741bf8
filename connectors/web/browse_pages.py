"""The list of all open work, for whoever would rather look than chat."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.bootstrap import Services
from bot.domain.browsing import FIELDS, Browse, Filter, Order, address_of
from bot.domain.opportunity import Kind
from bot.domain.place import Place
from bot.services.browse_opportunities import PAGE, Listing
from bot.services.read_browse import DISTANCES, Asked
from connectors.web.keys import SERVICES, SETTINGS
from connectors.web.opportunity_words import in_a_list
from connectors.web.pages import common, render

LIST = "/opportunities"
NOT_FOR_ENGINES = frozenset({Filter.WORDS, Filter.PLACE, Filter.BUYER})
"""What people type themselves: pages of it are nobody's to find."""
routes = web.RouteTableDef()


@routes.get(LIST)
async def browse(request: web.Request) -> web.Response:
    """The list as the address asks for it; what cannot be read in it is left out, and said."""
    services = request.app[SERVICES]
    asked = services.browsing.read.read(dict(request.query))
    view = await asyncio.to_thread(_view, services, asked)
    view["canonical"] = f"{request.app[SETTINGS].public_address}{view['canonical']}"
    answer = render(request, "browse.html", {**await common(request), "b": view})
    if NOT_FOR_ENGINES.intersection(asked.browse.filters) or view["notes"]:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def link(browse: Browse, page: int = 1, path: str = LIST) -> str:
    """The address of a page of a list."""
    told = address_of(browse, page)
    return f"{path}?{urlencode(told)}" if told else path


def _view(services: Services, asked: Asked) -> dict[str, Any]:
    browse, phrases = asked.browse, services.phrases
    listing, now = services.browsing.find.page(browse, asked.page), services.clock.now()
    cards = []
    for one in listing.shown:
        miles = None if one.miles is None else round(one.miles, 1)
        card = in_a_list(services.present, phrases, one.opportunity, now)
        cards.append({**card, "distance_miles": miles})
    return {
        "total": listing.total,
        "first": (listing.page - 1) * PAGE + 1,
        "cards": cards,
        "notes": _notes(services, asked, listing),
        "chips": [
            {"words": words_of(services, browse, one), "href": link(browse.without(one))}
            for one in browse.filters
        ],
        "near": _near(services, browse) if not listing.total else [],
        "about_here": None if browse.place or browse.ward else link(_about_here(services, browse)),
        "named": _trades_named(services, browse),
        **_pages(browse, listing),
        **_form(services, browse),
        "canonical": link(browse, listing.page),
        "all": LIST,
        "map": link(browse.without(Filter.WARD), path=f"{LIST}/map"),
        "feed": link(browse, path=f"{LIST}.atom"),
    }


def _about_here(services: Services, browse: Browse) -> Browse:
    """The same, about where most who look are."""
    return replace(browse, place=services.browsing.home)


def _pages(browse: Browse, listing: Listing) -> dict[str, Any]:
    page, pages = listing.page, listing.pages
    return {
        "page": page,
        "pages": pages,
        "before": link(browse, page - 1) if page > 1 else None,
        "after": link(browse, page + 1) if page < pages else None,
    }


def _notes(services: Services, asked: Asked, listing: Listing) -> list[str]:
    say = services.phrases.say
    told = [say(f"browse.unread.{one.key}", typed=one.typed) for one in asked.unread]
    if asked.page > listing.pages:
        told.append(say("browse.unread.last_page", typed=asked.page))
    return told


def _near(services: Services, browse: Browse) -> list[dict[str, Any]]:
    """Where nothing is found: what is found with one filter less."""
    counts = services.browsing.find.with_one_less(browse)
    return [
        {"words": words_of(services, browse, one), "count": n, "href": link(browse.without(one))}
        for one, n in counts.items()
    ]


def _trades_named(services: Services, browse: Browse) -> list[dict[str, str]]:
    """The trades that the words name, where no trade is chosen yet."""
    if browse.trade or not browse.words:
        return []
    named = services.browsing.find.trades_named(browse.words)[:3]
    return [{"words": t, "href": link(replace(browse, words="", trade=t))} for t in named]


def _form(services: Services, browse: Browse) -> dict[str, Any]:
    """What the form shows as chosen, and what may be chosen."""
    typed, say = address_of(browse), services.phrases.say
    return {
        "typed": {**typed, "miles": str(browse.miles), "order": browse.order.value},
        "trades": sorted(trade.name for trade in services.vocabulary.trades),
        "kinds_to_choose": [{"value": k.value, "words": say(f"kind.{k}")} for k in Kind],
        "orders": [{"value": one.value, "words": say(f"order.{one}")} for one in Order],
        "distances": [str(one) for one in DISTANCES],
        "more": len(typed.keys() - {"q", "order"}),
        "today": services.clock.now().date().isoformat(),
    }


def words_of(services: Services, browse: Browse, one: Filter) -> str:
    """A filter in words."""
    value = getattr(browse, FIELDS[one])
    return services.phrases.say(f"browse.filter.{one.value}", value=_in_words(services, value))


def _in_words(services: Services, value: object) -> str:
    if isinstance(value, Place):
        return value.name
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, Kind):
        return services.phrases.say(f"kind.{value.value}")
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
