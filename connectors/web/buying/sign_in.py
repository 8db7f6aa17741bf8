"""Signing in and out: an address, a link by mail, a button. A GET signs nobody in."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator

from aiohttp import web

from bot.domain.errors import DoorstepError, LinkEndedError
from bot.domain.officer import SESSION_LASTS, SIGN_IN_LASTS, Role
from connectors.web.buying.access import (
    cookie_name,
    first,
    for_anybody,
    for_roles,
    is_secure,
    page,
)
from connectors.web.keys import SERVICES
from connectors.web.pages import error_page

routes = web.RouteTableDef()
LINKS_UNDER_WAY = web.AppKey("links_under_way", set[asyncio.Task[None]])
HOME = "/buying"
_AN_ID = re.compile(r"[0-9a-f-]{36}")
MINUTES = int(SIGN_IN_LASTS.total_seconds() // 60)
logger = logging.getLogger(__name__)


@routes.get("/buying/sign-in")
@for_anybody
async def ask(request: web.Request) -> web.Response:
    """The form for the address."""
    return await page(request, "sign_in.html", {})


@routes.post("/buying/sign-in")
@for_anybody
async def send(request: web.Request) -> web.Response:
    """Says that a link is on its way if there is an account, at once and whatever was typed.

    The link is made and sent after the answer: how long that takes tells nothing either.
    """
    written = first(request, "email")
    if "@" not in written:
        facts = {"is_empty": True, "email": written[:320]}
        return await page(request, "sign_in.html", facts, 422)
    task = asyncio.create_task(_send(request.app, written[:320]))
    request.app[LINKS_UNDER_WAY].add(task)
    task.add_done_callback(request.app[LINKS_UNDER_WAY].discard)
    return await page(request, "link_sent.html", {"minutes": MINUTES})


@routes.get("/buying/sign-in/{token}")
@for_anybody
async def button(request: web.Request) -> web.Response:
    """The button that signs in; mail gates that open links press none."""
    token = request.match_info["token"]
    try:
        opens = request.app[SERVICES].buying.sign_in.opens_for
        officer = await asyncio.to_thread(opens, token)
    except LinkEndedError:
        return error_page(request, "sign_in_ended", 410)
    facts = {"email": officer.email, "to": _draft(request.query.get("to", ""))}
    return await page(request, "sign_in_button.html", facts)


@routes.post("/buying/sign-in/{token}")
@for_anybody
async def come_in(request: web.Request) -> web.StreamResponse:
    """Signs in, once, and leads to the buyer's page."""
    try:
        use = request.app[SERVICES].buying.sign_in.use
        secret = await asyncio.to_thread(use, request.match_info["token"])
    except LinkEndedError:
        return error_page(request, "sign_in_ended", 410)
    draft = _draft(first(request, "to"))
    answer = web.HTTPSeeOther(f"/buying/posts/{draft}" if draft else HOME)
    answer.set_cookie(
        cookie_name(request),
        secret,
        max_age=int(SESSION_LASTS.total_seconds()),
        path="/",
        httponly=True,
        secure=is_secure(request),
        samesite="Lax",
    )
    raise answer


@routes.post("/buying/sign-out")
@for_roles(*Role)
async def go_out(request: web.Request) -> web.StreamResponse:
    """Ends the session here and in the browser."""
    name = cookie_name(request)
    end = request.app[SERVICES].buying.sign_in.sign_out
    await asyncio.to_thread(end, request.cookies.get(name, ""))
    answer = web.HTTPSeeOther("/buying/sign-in")
    answer.del_cookie(name, path="/", secure=is_secure(request), httponly=True, samesite="Lax")
    raise answer


async def finish_links(app: web.Application) -> AsyncIterator[None]:
    """Sends what is under way before the service stops."""
    app[LINKS_UNDER_WAY] = set()
    yield
    await asyncio.gather(*app[LINKS_UNDER_WAY], return_exceptions=True)


def _draft(named: str) -> str:
    """The id of a draft to go on with; nothing for what is no id."""
    return named if _AN_ID.fullmatch(named) else ""


async def _send(app: web.Application, written: str) -> None:
    try:
        await asyncio.to_thread(app[SERVICES].buying.sign_in.ask, written)
    except DoorstepError as fault:
        logger.warning("A link to sign in was not sent: %s", type(fault).__name__)
