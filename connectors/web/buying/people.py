"""Where somebody signed in begins, and who else may sign in for the buyer."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.errors import NotFoundError, NotYoursError
from bot.domain.officer import BuyerName, Officer, OfficerId, Role
from connectors.web.buying.access import (
    OF_THE_SERVICE,
    OFFICER,
    first,
    for_roles,
    page,
)
from connectors.web.keys import SERVICES

routes = web.RouteTableDef()
UNPROCESSABLE = 422
KEEPERS = (Role.BUYER_ADMIN, *OF_THE_SERVICE)


@routes.get("/buying")
@for_roles(*Role)
async def begin(request: web.Request) -> web.Response:
    """Leads to what one's role is for."""
    is_buyers = request[OFFICER].role.is_of_a_buyer
    raise web.HTTPSeeOther("/buying/posts" if is_buyers else "/buying/buyers")


@routes.get("/buying/buyers")
@for_roles(*OF_THE_SERVICE)
async def buyers(request: web.Request) -> web.Response:
    """Every registered buyer, and how many may sign in for it."""
    facts = await asyncio.to_thread(_buyers, request)
    return await page(request, "buyers.html", facts)


@routes.get("/buying/people")
@for_roles(*KEEPERS)
async def people(request: web.Request) -> web.Response:
    """Who may sign in for the buyer; the service's people name it with `?buyer=`."""
    return await _page(request, _buyer(request, request.query.get("buyer", "")))


@routes.post("/buying/people")
@for_roles(*KEEPERS)
async def add(request: web.Request) -> web.Response:
    """Lets somebody sign in; a fault comes back beside the form."""
    buyer, role = _buyer(request, first(request, "buyer")), first(request, "role")
    if role not in set(Role):
        raise NotYoursError("role")
    email = first(request, "email")[:320]
    keep = request.app[SERVICES].buying.officers
    fault = await asyncio.to_thread(keep.add_to, request[OFFICER], buyer, email, Role(role))
    if fault:
        return await _page(request, buyer, fault, email)
    raise web.HTTPSeeOther(_where(request[OFFICER], buyer))


@routes.post("/buying/people/end")
@for_roles(*KEEPERS)
async def end(request: web.Request) -> web.Response:
    """Ends somebody's account; they are out at once."""
    buyer, officer = _buyer(request, first(request, "buyer")), OfficerId(first(request, "officer"))
    keep = request.app[SERVICES].buying.officers
    await asyncio.to_thread(keep.end_by, request[OFFICER], buyer, officer)
    raise web.HTTPSeeOther(_where(request[OFFICER], buyer))


@routes.get("/buying/repeats")
@for_roles(Role.BUYER_ADMIN)
async def repeats(request: web.Request) -> web.Response:
    """Small posts of one kind that together reach the floor."""
    found = await asyncio.to_thread(request.app[SERVICES].buying.repeats.of, request[OFFICER])
    return await page(request, "repeats.html", {"repeats": found})


async def _page(
    request: web.Request, buyer: BuyerName, fault: str | None = None, email: str = ""
) -> web.Response:
    services = request.app[SERVICES]
    keep, say = services.buying.officers, services.phrases.say
    facts = {
        "buyer": buyer,
        "people": await asyncio.to_thread(keep.of_buyer, buyer),
        "domains": await asyncio.to_thread(keep.allowed, buyer),
        "fault": say(f"account.fault.{fault}") if fault else None,
        "email": email,
    }
    return await page(request, "people.html", facts, UNPROCESSABLE if fault else 200)


def _buyers(request: web.Request) -> dict[str, Any]:
    keep = request.app[SERVICES].buying.officers
    active = [one for one in keep.all() if one.is_active]
    counts = {name: sum(one.buyer == name for one in active) for name in keep.domains.names()}
    return {"buyers": counts}


def _buyer(request: web.Request, named: str) -> BuyerName:
    """The buyer's own officers have no other; NotYoursError for one that is not registered."""
    officer = request[OFFICER]
    if officer.buyer is not None:
        if named and named != officer.buyer:
            raise NotYoursError("buyer")
        return officer.buyer
    try:
        return BuyerName(request.app[SERVICES].buying.officers.domains.buyer(named).name)
    except NotFoundError as fault:
        raise NotYoursError("buyer") from fault


def _where(officer: Officer, buyer: BuyerName) -> str:
    return "/buying/people" if officer.buyer else f"/buying/people?{urlencode({'buyer': buyer})}"
