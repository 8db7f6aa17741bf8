"""Changing what is posted: other words, a later closing day, and why."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.domain.entry import Entry, EntryId
from bot.domain.opportunity import LONDON
from bot.services.change_posted import Changing
from connectors.web.buying.access import FIELDS, OF_A_BUYER, OFFICER, for_roles, page
from connectors.web.keys import SERVICES

routes = web.RouteTableDef()
_UNPROCESSABLE = 422
_TYPED = ("title", "wanted", "postcode", "deadline-day", "deadline-month", "deadline-year", "why")


@routes.get("/buying/posts/{entry}/amend")
@for_roles(*OF_A_BUYER)
async def show(request: web.Request) -> web.Response:
    """The form with what is posted now; only while it is open."""
    look = request.app[SERVICES].quoting.change.open
    entry = await asyncio.to_thread(look, request[OFFICER], _id(request))
    return await _form(request, Changing(entry), _typed(entry))


@routes.post("/buying/posts/{entry}/amend")
@for_roles(*OF_A_BUYER)
async def amend(request: web.Request) -> web.Response:
    """Makes the change and tells everybody; what stands in its way comes back with the form."""
    make = request.app[SERVICES].quoting.change.change
    changing: Changing = await asyncio.to_thread(
        make, request[OFFICER], _id(request), request[FIELDS]
    )
    if changing.made:
        raise web.HTTPSeeOther(f"/buying/posts/{changing.entry.id}")
    sent = request[FIELDS]
    typed = {name: next(iter(sent.get(name, ())), "") for name in _TYPED}
    return await _form(request, changing, typed)


async def _form(request: web.Request, changing: Changing, typed: dict[str, str]) -> web.Response:
    say = request.app[SERVICES].phrases.say
    stands = [(one.value, say(f"amending.{one}")) for one in changing.obstacles]
    facts: dict[str, Any] = {
        "entry": changing.entry,
        "typed": typed,
        "faults": set(changing.faults),
        "obstacles": stands,
        "is_faulty": bool(changing.faults or stands),
    }
    return await page(request, "amend.html", facts, _UNPROCESSABLE if facts["is_faulty"] else 200)


def _typed(entry: Entry) -> dict[str, str]:
    closes = entry.deadline.astimezone(LONDON) if entry.deadline else None
    return {
        "title": entry.title,
        "wanted": entry.wanted,
        "postcode": entry.postcode or "",
        "deadline-day": str(closes.day) if closes else "",
        "deadline-month": str(closes.month) if closes else "",
        "deadline-year": str(closes.year) if closes else "",
        "why": "",
    }


def _id(request: web.Request) -> EntryId:
    return EntryId(request.match_info["entry"])
