"""The pages that whoever runs it owes everybody: what is kept, and who can use it."""

from __future__ import annotations

from aiohttp import web

from bot.domain.statement import Statement
from connectors.web.keys import SERVICES
from connectors.web.pages import common, render

routes = web.RouteTableDef()


@routes.get("/privacy")
async def privacy(request: web.Request) -> web.Response:
    """What is kept, why, how long, who else learns of it, and what one may ask for."""
    return await _page(request, request.app[SERVICES].accountable.privacy)


@routes.get("/accessibility")
async def accessibility(request: web.Request) -> web.Response:
    """Who can use it, how that is checked, and what does not work yet."""
    return await _page(request, request.app[SERVICES].accountable.accessibility)


async def _page(request: web.Request, statement: Statement) -> web.Response:
    """A statement holds whether or not the opportunities are samples."""
    facts = {**await common(request), "has_samples": False, "statement": statement}
    return render(request, "statement.html", facts)
