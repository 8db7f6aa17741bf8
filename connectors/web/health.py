"""What operators ask: whether the service is alive, and whether it would answer."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.domain.errors import DoorstepError
from connectors.web.keys import DIALOGUE, SERVICES, WATCH
from connectors.web.presence import Presence

routes = web.RouteTableDef()


@routes.get("/health")
async def health(_: web.Request) -> web.Response:
    """Answers 200 while the process is alive."""
    return web.json_response({"status": "ok"})


@routes.get("/ready")
async def ready(request: web.Request) -> web.Response:
    """Whether a message would be answered now: 200, or 503 with what is missing."""
    parts = {
        "dialogue": await request.app[DIALOGUE].is_ready(),
        "database": await asyncio.to_thread(_database_answers, request),
    }
    is_ready = all(parts.values())
    late = request.app[WATCH].presence is Presence.LATE
    absent = {"dialogue": Presence.LATE if late else Presence.LOADING}
    words = {
        name: Presence.READY if state else absent.get(name, Presence.LOADING)
        for name, state in parts.items()
    }
    return web.json_response(
        {"status": "ready" if is_ready else "loading", "parts": words},
        status=200 if is_ready else 503,
        headers={} if is_ready else {"Retry-After": "2"},
    )


def _database_answers(request: web.Request) -> bool:
    try:
        with request.app[SERVICES].storage.transaction() as work:
            work.opportunities.revision()
    except DoorstepError:
        return False
    return True
