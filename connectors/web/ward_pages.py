"""Where open work is: the wards of East Birmingham as a picture, and the same as a list."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.bootstrap import Services
from bot.domain.browsing import Browse, Filter
from bot.domain.ward_map import drawn
from connectors.web.browse_pages import link, words_of
from connectors.web.keys import SERVICES, SETTINGS
from connectors.web.pages import common, render

WIDTH = 640
"""Of the picture, in its own units."""
MANY = 5
"""Opportunities from which on a ward stands out."""
routes = web.RouteTableDef()


@routes.get("/opportunities/map")
async def wards(request: web.Request) -> web.Response:
    """How many opportunities of the list that the address asks for lie in each ward."""
    services = request.app[SERVICES]
    asked = services.browsing.read.read(dict(request.query))
    view = await asyncio.to_thread(_view, services, asked.browse.without(Filter.WARD))
    view["canonical"] = f"{request.app[SETTINGS].public_address}{view['canonical']}"
    return render(request, "wards.html", {**await common(request), "b": view})


def _view(services: Services, browse: Browse) -> dict[str, Any]:
    desk = services.browsing
    counts, total = desk.find.by_ward(browse)
    drawing = drawn(desk.wards.outlines(), WIDTH)
    shapes = [_shape(browse, one, counts.get(one.name, 0)) for one in drawing.shapes]
    inside = sum(shape["count"] for shape in shapes)
    return {
        "width": drawing.width,
        "height": drawing.height,
        "wards": shapes,
        "total": total,
        "elsewhere": total - inside,
        "chips": [words_of(services, browse, one) for one in browse.filters],
        "about_here": link(replace(browse, place=desk.home)),
        "list": link(browse),
        "canonical": link(browse, path="/opportunities/map"),
    }


def _shape(browse: Browse, shape: Any, count: int) -> dict[str, Any]:
    look = "many" if count >= MANY else "some" if count else "none"
    return {
        "name": shape.name,
        "path": shape.path,
        "x": shape.x,
        "y": shape.y,
        "count": count,
        "look": look,
        "href": link(replace(browse, ward=shape.name)),
    }
