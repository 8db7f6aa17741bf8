"""The page of guidance: every answer with what it rests on, what changed, and the words."""

from __future__ import annotations

import asyncio

from aiohttp import web

from connectors.web.keys import SERVICES
from connectors.web.pages import common, render

routes = web.RouteTableDef()


@routes.get("/guidance")
async def guidance(request: web.Request) -> web.Response:
    """All guidance as it stands today; it is true whether or not the opportunities are samples."""
    listed = await asyncio.to_thread(request.app[SERVICES].guidance.listing.today)
    facts = {**await common(request), "has_samples": False, "guidance": listed}
    return render(request, "guidance.html", facts)
