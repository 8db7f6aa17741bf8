"""Quotes for officers: sealed, opened together, compared, decided, and the record to keep."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.bootstrap.quoting import Quoting
from bot.domain.entry import EntryId
from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.outcome import NoAward, NotChosen
from bot.domain.quote import FileId, QuoteId
from bot.domain.safe_cells import csv_of
from bot.services.open_quotes import Received, SealedError
from bot.services.quote_record import when
from bot.services.record_outcome import suggested
from connectors.web.buying.access import (
    FIELDS,
    NOT_KEPT,
    OF_A_BUYER,
    OFFICER,
    first,
    for_roles,
    page,
)
from connectors.web.keys import SERVICES
from connectors.web.pages import error_page
from connectors.web.quote_pages import as_download

routes = web.RouteTableDef()
_SEALED, _UNPROCESSABLE = 403, 422
NOBODY = "nobody"


@routes.get("/buying/posts/{entry}/quotes")
@for_roles(*OF_A_BUYER)
async def show(request: web.Request) -> web.Response:
    """How many came while they are sealed; once opened, all side by side. `?by=price` sorts."""
    return await _page(request)


@routes.post("/buying/posts/{entry}/quotes/open")
@for_roles(*OF_A_BUYER)
async def open_all(request: web.Request) -> web.Response:
    """Opens all at once; before the closing moment nobody does."""
    try:
        await asyncio.to_thread(_quoting(request).open.open, request[OFFICER], _id(request))
    except SealedError:
        return error_page(request, "sealed", _SEALED)
    raise web.HTTPSeeOther(f"/buying/posts/{_id(request)}/quotes")


@routes.get("/buying/posts/{entry}/quotes/{quote}/files/{file}")
@for_roles(*OF_A_BUYER)
async def file(request: web.Request) -> web.Response:
    """A file of a quote that was opened."""
    quote, named = QuoteId(request.match_info["quote"]), FileId(request.match_info["file"])
    read = _quoting(request).open.file
    try:
        found, content = await asyncio.to_thread(read, request[OFFICER], _id(request), quote, named)
    except NotFoundError:
        return error_page(request, "not_found", 404)
    return as_download(found, content)


@routes.post("/buying/posts/{entry}/outcome")
@for_roles(*OF_A_BUYER)
async def decide(request: web.Request) -> web.Response:
    """Records who won, or why nobody did; every firm that answered is told."""
    try:
        await asyncio.to_thread(_decide, request)
    except SealedError:
        return error_page(request, "sealed", _SEALED)
    except InvalidInputError:
        return await _page(request, is_faulty=True)
    raise web.HTTPSeeOther(f"/buying/posts/{_id(request)}/quotes")


@routes.get("/buying/posts/{entry}/record.{form:csv|pdf}")
@for_roles(*OF_A_BUYER)
async def record(request: web.Request) -> web.Response:
    """The record of quotes sought and received; while they are sealed, without them."""
    form = request.match_info["form"]
    body = await asyncio.to_thread(_record, request, form)
    kind = "application/pdf" if form == "pdf" else "text/csv; charset=utf-8"
    name = f'attachment; filename="quotes-record.{form}"'
    return web.Response(
        body=body, headers={**NOT_KEPT, "Content-Type": kind, "Content-Disposition": name}
    )


def _decide(request: web.Request) -> None:
    outcome, officer, entry = _quoting(request).outcome, request[OFFICER], _id(request)
    winner = first(request, "winner")
    if winner == NOBODY:
        why = first(request, "why")
        if why not in set(NoAward):
            raise InvalidInputError("why")
        outcome.nobody(officer, entry, NoAward(why))
        return
    reasons = {
        QuoteId(name.removeprefix("reason-")): NotChosen(values[0])
        for name, values in request[FIELDS].items()
        if name.startswith("reason-") and values[0] in set(NotChosen)
    }
    outcome.award(officer, entry, QuoteId(winner), reasons)


def _record(request: web.Request, form: str) -> bytes:
    quoting, services = _quoting(request), request.app[SERVICES]
    received = quoting.open.received(request[OFFICER], _id(request))
    if form == "csv":
        return csv_of(quoting.record.rows(received))
    made = quoting.record.page(received, quoting.clock.now())
    return services.buying.files.pdf(made)


async def _page(request: web.Request, *, is_faulty: bool = False) -> web.Response:
    by_price = request.query.get("by") == "price"
    facts = await asyncio.to_thread(_facts, request, by_price=by_price)
    shown = {**facts, "is_faulty": is_faulty, "by_price": by_price}
    return await page(request, "quotes.html", shown, _UNPROCESSABLE if is_faulty else 200)


def _facts(request: web.Request, *, by_price: bool) -> dict[str, Any]:
    quoting, say = _quoting(request), request.app[SERVICES].phrases.say
    received = quoting.open.received(request[OFFICER], _id(request), cheapest_first=by_price)
    outcome = received.outcome
    return {
        "entry": received.competition.entry,
        "count": received.count,
        "closes": when(received.competition.deadline),
        "may_open": received.may_open,
        "opened": when(received.opening.at) if received.opening else "",
        "erased": received.erased,
        "rows": _rows(received, quoting, say),
        "asks": received.competition.asks,
        "reasons": [(one.value, say(f"not_chosen.{one}.label")) for one in NotChosen],
        "why_nobody": [(one.value, say(f"no_award.{one}.label")) for one in NoAward],
        "outcome": quoting.record.ended(outcome) if outcome else "",
        "notice_due": bool(outcome and quoting.outcome.notice_due(received.competition, outcome)),
    }


def _rows(received: Received, quoting: Quoting, say: Any) -> list[Mapping[str, Any]]:
    """Each firm's quote; the reason is one likely to hold where the least price is chosen."""
    outcome = received.outcome
    cheapest = min(
        received.quotes,
        key=lambda one: one.offer.with_vat[1] if one.offer.with_vat else 0,
        default=None,
    )
    rows: list[Mapping[str, Any]] = []
    for one in received.quotes:
        why = outcome.reasons.get(one.id) if outcome else None
        rows.append(
            {
                "id": one.id,
                "offer": one.offer,
                "price": quoting.record.price(one.offer),
                "received": when(one.received_at),
                "suggested": suggested(cheapest, one).value if cheapest else "",
                "won": bool(outcome and outcome.winner == one.id),
                "why": say(f"not_chosen.{why}.label") if why else "",
            }
        )
    return rows


def _id(request: web.Request) -> EntryId:
    return EntryId(request.match_info["entry"])


def _quoting(request: web.Request) -> Quoting:
    return request.app[SERVICES].quoting
