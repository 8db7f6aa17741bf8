"""Writing what is wanted: the list, the form, and what is said while it is typed."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.domain.challenge import Phase
from bot.domain.entry import ENTRY_KINDS, Entry, EntryId
from bot.domain.entry_form import FilledIn
from bot.domain.opportunity import LONDON, Kind
from connectors.web.buying.access import (
    FIELDS,
    OF_A_BUYER,
    OFFICER,
    for_roles,
    page,
)
from connectors.web.keys import SERVICES

routes = web.RouteTableDef()
UNPROCESSABLE = 422


@routes.get("/buying/posts")
@for_roles(*OF_A_BUYER)
async def listed(request: web.Request) -> web.Response:
    """What the buyer has posted and drafted."""
    found = await asyncio.to_thread(_buying(request).drafts.all, request[OFFICER])
    return await page(request, "posts.html", {"entries": found})


@routes.get("/buying/new")
@for_roles(*OF_A_BUYER)
async def blank(request: web.Request) -> web.Response:
    """The empty form; `?kind=` challenge or market_engagement has other questions."""
    said = request.query.get("kind", "")
    kind = Kind(said) if said in set(ENTRY_KINDS) else Kind.QUICK_QUOTE
    entry = await asyncio.to_thread(_buying(request).drafts.blank, request[OFFICER], kind)
    return await _form(request, entry, _typed(entry))


@routes.post("/buying/new")
@for_roles(*OF_A_BUYER)
async def begin(request: web.Request) -> web.Response:
    """Stores a draft and leads to its page; what cannot be read comes back with its faults."""
    drafts = _buying(request).drafts
    read = await asyncio.to_thread(drafts.begin, request[OFFICER], request[FIELDS])
    return await _after(request, read)


@routes.get("/buying/posts/{entry}/change")
@for_roles(*OF_A_BUYER)
async def open_draft(request: web.Request) -> web.Response:
    """The form with what the draft says."""
    entry = await asyncio.to_thread(_buying(request).drafts.draft, request[OFFICER], _id(request))
    return await _form(request, entry, _typed(entry))


@routes.post("/buying/posts/{entry}/change")
@for_roles(*OF_A_BUYER)
async def change(request: web.Request) -> web.Response:
    """Stores the changed draft."""
    drafts = _buying(request).drafts
    read = await asyncio.to_thread(drafts.change, request[OFFICER], _id(request), request[FIELDS])
    return await _after(request, read)


@routes.post("/buying/posts/{entry}/delete")
@for_roles(*OF_A_BUYER)
async def throw_away(request: web.Request) -> web.Response:
    """Deletes a draft."""
    away = _buying(request).drafts.throw_away
    await asyncio.to_thread(away, request[OFFICER], _id(request))
    raise web.HTTPSeeOther("/buying/posts")


@routes.post("/buying/rules")
@for_roles(*OF_A_BUYER)
async def rules(request: web.Request) -> web.Response:
    """What is said of what stands in the form now, as a piece of a page; nothing is stored."""
    checked = await asyncio.to_thread(_preview, request)
    return await page(request, "rules.html", {"checked": checked})


def _preview(request: web.Request) -> Any:
    buying = _buying(request)
    return buying.check.check(buying.drafts.preview(request[OFFICER], request[FIELDS]))


async def _after(request: web.Request, read: FilledIn) -> web.Response:
    if not read.faults:
        raise web.HTTPSeeOther(f"/buying/posts/{read.entry.id}")
    typed = {name: values[0] for name, values in request[FIELDS].items() if values}
    return await _form(request, read.entry, typed, read.faults)


async def _form(
    request: web.Request, entry: Entry, typed: dict[str, str], faults: tuple[str, ...] = ()
) -> web.Response:
    checked = await asyncio.to_thread(_buying(request).check.check, entry)
    facts = {
        "entry": entry,
        "typed": typed,
        "faults": set(faults),
        "checked": checked,
        "phases": list(Phase),
    }
    return await page(request, "form.html", facts, UNPROCESSABLE if faults else 200)


def _typed(entry: Entry) -> dict[str, str]:
    """The form's fields as they would be typed to make the entry."""
    closes = entry.deadline.astimezone(LONDON) if entry.deadline else None
    offers = {one.phase: one for one in entry.phases}
    return {
        "title": entry.title,
        "wanted": entry.wanted,
        "value": ""
        if entry.value.amount is None
        else f"{entry.value.amount:f}".removesuffix(".00"),
        "vat": entry.value.vat.value if entry.value.amount is not None else "",
        "door": entry.door.value if entry.door else "",
        "deadline-day": str(closes.day) if closes else "",
        "deadline-month": str(closes.month) if closes else "",
        "deadline-year": str(closes.year) if closes else "",
        "postcode": entry.postcode or "",
        "questions": "\n".join(entry.questions),
        **{f"outcome-{phase}": one.outcome for phase, one in offers.items()},
        **{
            f"amount-{phase}": f"{one.amount:f}"
            for phase, one in offers.items()
            if one.amount is not None
        },
    }


def _id(request: web.Request) -> EntryId:
    return EntryId(request.match_info["entry"])


def _buying(request: web.Request) -> Any:
    return request.app[SERVICES].buying
