"""The pages of what buyers paid for before, and how the figures came about."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from connectors.web.keys import SERVICES
from connectors.web.pages import common, error_page, render

routes = web.RouteTableDef()


@routes.get("/spending")
async def spending(request: web.Request) -> web.Response:
    """Whose past spending is known, the method, and what is not claimed."""
    show = request.app[SERVICES].show_spending
    facts = {
        "buyers": await asyncio.to_thread(show.buyers),
        "others": await asyncio.to_thread(show.without_records),
        "floors": show.floors(),
    }
    return render(request, "spending.html", {**await _shared(request), **facts})


@routes.get("/spending/{buyer}")
async def spending_of_buyer(request: web.Request) -> web.Response:
    """What one buyer paid for, by heading, and for payments by place and size."""
    show = request.app[SERVICES].show_spending
    found = await asyncio.to_thread(show.buyer, request.match_info["buyer"])
    if found is None:
        return error_page(request, "no_spending", 404)
    return render(request, "spending_buyer.html", {**await _shared(request), "buyer": found})


async def _shared(request: web.Request) -> dict[str, Any]:
    """What stands here is published, whether or not the opportunities are samples."""
    return {**await common(request), "has_samples": False}
