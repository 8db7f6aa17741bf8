"""Firms that can do the work, and inviting them; what an invited firm sees of it."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.domain.entry import EntryId, Invitation
from bot.domain.errors import LinkEndedError
from connectors.web.buying.access import (
    FIELDS,
    OF_A_BUYER,
    OFFICER,
    for_anybody,
    for_roles,
    page,
)
from connectors.web.keys import SERVICES
from connectors.web.pages import error_page

routes = web.RouteTableDef()
UNPROCESSABLE = 422


@routes.get("/buying/posts/{entry}/firms")
@for_roles(*OF_A_BUYER)
async def find(request: web.Request) -> web.Response:
    """The firms for the entry, by turns; `?area=` is refused with the reason."""
    return await _page(request, asks_area=bool(request.query.get("area", "").strip()))


@routes.post("/buying/posts/{entry}/firms")
@for_roles(*OF_A_BUYER)
async def invite(request: web.Request) -> web.Response:
    """Invites those that were ticked."""
    picked = request[FIELDS].get("firm", ())
    if not picked:
        return await _page(request, is_empty=True)
    invite_them = _buying(request).invite.invite
    await asyncio.to_thread(invite_them, request[OFFICER], _id(request), picked)
    raise web.HTTPSeeOther(f"/buying/posts/{_id(request)}/firms")


@routes.get("/invited/{signed}")
@for_anybody
async def invited(request: web.Request) -> web.Response:
    """What a buyer asks of the firm that the link is for."""
    try:
        opened = _buying(request).invite.opened
        found = await asyncio.to_thread(opened, request.match_info["signed"])
    except LinkEndedError:
        return error_page(request, "invitation_ended", 410)
    now = request.app[SERVICES].clock.now()
    card = request.app[SERVICES].present.page(found.opportunity, now)
    facts = {
        "entry": found.entry,
        "card": card,
        "said": _buying(request).words,
        "history": request.app[SERVICES].quoting.changes.shown(found.amendments),
        "published": found.published,
    }
    return await page(request, "invited.html", facts)


async def _page(
    request: web.Request, *, is_empty: bool = False, asks_area: bool = False
) -> web.Response:
    look = _buying(request).invite.find
    found = await asyncio.to_thread(look, request[OFFICER], _id(request))
    present = request.app[SERVICES].present
    buyer = _buying(request).desk.buyer_of(request[OFFICER])
    facts = {
        "found": found,
        "told": {one.supplier: _told(request, one) for one in found.invited},
        "firms": [(one.supplier, present.said(one.reasons)) for one in found.listed.shown],
        "is_empty": is_empty,
        "asks_area": asks_area,
        "is_s17": buyer.s17,
        "reserved": _buying(request).words.reserved(found.entry.reservation)
        if found.entry.reservation
        else "",
    }
    return await page(request, "firms.html", facts, UNPROCESSABLE if is_empty or asks_area else 200)


def _told(request: web.Request, one: Invitation) -> str:
    """How the firm learnt of it; its number and address are nobody's here."""
    say = request.app[SERVICES].phrases.say
    by = [say(f"firm.told.{means}") for means in one.told]
    return ", ".join(by) or say("firm.told.nothing")


def _id(request: web.Request) -> EntryId:
    return EntryId(request.match_info["entry"])


def _buying(request: web.Request) -> Any:
    return request.app[SERVICES].buying
