"""One entry's own page: checked, posted, withdrawn, and taken along as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.domain.entry import Barrier, Entry, EntryId, EntryState
from bot.domain.entry_rules import Hurdle, barriers_are_due
from bot.domain.firm_page import Statement
from bot.services.post_entry import Posting
from connectors.web.buying.access import (
    FIELDS,
    NOT_KEPT,
    OF_A_BUYER,
    OFFICER,
    for_roles,
    page,
)
from connectors.web.keys import SERVICES

routes = web.RouteTableDef()
UNPROCESSABLE = 422
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMS: Mapping[str, str] = {"docx": _WORD, "pdf": "application/pdf"}
_LATER = frozenset({Hurdle.BARRIERS_FIRST, Hurdle.NOTICE_FIRST})
"""What an officer is asked for on this very page, before it is a fault."""


@routes.get("/buying/posts/{entry}")
@for_roles(*OF_A_BUYER)
async def show(request: web.Request) -> web.Response:
    """The draft with what is said of it and what is still asked; or the posted entry."""
    entry = await asyncio.to_thread(_buying(request).drafts.get, request[OFFICER], _id(request))
    return await _page(request, entry)


@routes.post("/buying/posts/{entry}/post")
@for_roles(*OF_A_BUYER)
async def post(request: web.Request) -> web.Response:
    """Posts it; where something stands in the way, its page again with why."""
    work = _buying(request).post.post
    posting: Posting = await asyncio.to_thread(
        work, request[OFFICER], _id(request), request[FIELDS]
    )
    if posting.entry.posted_at is None:
        return await _page(request, posting.entry, posting.hurdles)
    raise web.HTTPSeeOther(f"/buying/posts/{posting.entry.id}")


@routes.post("/buying/posts/{entry}/withdraw")
@for_roles(*OF_A_BUYER)
async def withdraw(request: web.Request) -> web.Response:
    """Ends it before its time."""
    end = _buying(request).post.withdraw
    entry = await asyncio.to_thread(end, request[OFFICER], _id(request))
    told = request.app[SERVICES].quoting.outcome.tell_withdrawn
    await asyncio.to_thread(told, entry.id)
    raise web.HTTPSeeOther(f"/buying/posts/{entry.id}")


@routes.get("/buying/posts/{entry}/request.{form:docx|pdf}")
@for_roles(*OF_A_BUYER)
async def file(request: web.Request) -> web.Response:
    """The request for quotation as one page, in Word or as a PDF."""
    form = request.match_info["form"]
    body = await asyncio.to_thread(_written, request, form)
    headers = {
        **NOT_KEPT,
        "Content-Type": _FORMS[form],
        "Content-Disposition": f'attachment; filename="request-for-quotation.{form}"',
    }
    return web.Response(body=body, headers=headers)


def _written(request: web.Request, form: str) -> bytes:
    buying = _buying(request)
    entry = buying.drafts.get(request[OFFICER], _id(request))
    writers: Mapping[str, Callable[[Statement], bytes]] = {
        "docx": buying.files.word,
        "pdf": buying.files.pdf,
    }
    return writers[form](buying.words.request(entry))


async def _page(request: web.Request, entry: Entry, faults: Sequence[Hurdle] = ()) -> web.Response:
    facts = await asyncio.to_thread(_facts, request, entry, faults)
    template = "draft.html" if entry.posted_at is None else "posted.html"
    return await page(request, template, facts, UNPROCESSABLE if faults else 200)


def _facts(request: web.Request, entry: Entry, faults: Sequence[Hurdle]) -> dict[str, Any]:
    buying, officer = _buying(request), request[OFFICER]
    desk = buying.desk
    buyer, say = desk.buyer_of(officer), desk.phrases.say
    checked = buying.check.check(entry)
    quoting = request.app[SERVICES].quoting
    history = quoting.change.history(officer, entry.id) if entry.posted_at else None
    return {
        "history": quoting.changes.shown(history.amendments) if history else (),
        "entry": entry,
        "state": entry.state_at(desk.clock.now()),
        "is_open": entry.state_at(desk.clock.now()) is EntryState.POSTED,
        "checked": checked,
        "faults": [(one, line) for one, line in checked.hurdles if one in faults],
        "missing": [(one, line) for one, line in checked.hurdles if one not in _LATER],
        "asks_barriers": barriers_are_due(entry, buyer),
        "barriers": list(Barrier),
        "asks_notice": any(
            one in {Hurdle.NOTICE_FIRST, Hurdle.NOTICE_WRONG} for one, _ in checked.hurdles
        )
        or entry.notice_number is not None,
        "areas": [
            (value, say(f"buying.area.{area}", place=name))
            for value, area, name in buying.post.areas(officer)
        ],
        "is_s17": buyer.s17,
        "said": buying.words,
    }


def _id(request: web.Request) -> EntryId:
    return EntryId(request.match_info["entry"])


def _buying(request: web.Request) -> Any:
    return request.app[SERVICES].buying
