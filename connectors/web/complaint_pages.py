"""The form for whoever is not content, and the page on which their complaint can be followed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.complaint import LONDON, About, Complaint, ComplaintForm, Fault, FormError
from bot.services.handle_complaints import HandleComplaints
from connectors.web.chat_api import caller_of
from connectors.web.keys import LIMITS, SERVICES
from connectors.web.pages import common, render

routes = web.RouteTableDef()
FIELDS = ("about", "name", "reach", "words")
UNPROCESSABLE = 422
# Each form has a key of its own, and a complaint is nobody else's: neither may be kept on the way.
NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@routes.get("/complaints")
async def form(request: web.Request) -> web.Response:
    """The empty form; `?about=data` or `service` has that chosen already."""
    about = request.query.get("about", "")
    return await _form_page(request, {"about": about if about in set(About) else ""})


@routes.post("/complaints")
async def file(request: web.Request) -> web.Response:
    """Takes a complaint in and leads to its page; a form with faults comes back with them."""
    request.app[LIMITS].take("complaints", caller_of(request))
    written = await _written(request)
    try:
        complaint = ComplaintForm.of(*(written[name] for name in FIELDS))
    except FormError as error:
        return await _form_page(request, written, error.faults)
    filed = await asyncio.to_thread(_complaints(request).file, complaint, written["key"])
    query = urlencode({"key": filed.key})
    raise web.HTTPSeeOther(f"/complaints/{filed.complaint.id}?{query}")


@routes.get("/complaints/{reference}")
async def followed(request: web.Request) -> web.Response:
    """The complaint, for whoever has its reference and key; for others there is no such page."""
    reference, key = request.match_info["reference"], request.query.get("key", "")
    found = await asyncio.to_thread(_complaints(request).opened, reference, key)
    return await _page(request, "complaint.html", {"complaint": _told(request, found)})


async def _written(request: web.Request) -> dict[str, str]:
    """What was filled in; a body that is no form, or too much, is an empty form with its fault."""
    try:
        sent: Mapping[str, Any] = await request.post()
    except (ValueError, LookupError, web.HTTPRequestEntityTooLarge):
        sent = {}
    return {
        name: value if isinstance(value := sent.get(name, ""), str) else ""
        for name in (*FIELDS, "key")
    }


async def _form_page(
    request: web.Request, written: Mapping[str, str], faults: tuple[Fault, ...] = ()
) -> web.Response:
    services, handle = request.app[SERVICES], _complaints(request)
    say = services.phrases.say
    facts = {
        "written": {"key": handle.new_key(), **{k: v for k, v in written.items() if v}},
        "faults": {one.split("_")[0]: say(f"complaint.fault.{one}") for one in faults},
        "promise": handle.promise,
    }
    return await _page(request, "complaints.html", facts, UNPROCESSABLE if faults else 200)


async def _page(
    request: web.Request, template: str, facts: Mapping[str, Any], status: int = 200
) -> web.Response:
    words = {**await common(request), "has_samples": False, **facts}
    answer = render(request, template, words, status)
    answer.headers.update(NOT_KEPT)
    return answer


def _told(request: web.Request, complaint: Complaint) -> dict[str, Any]:
    answer, say = complaint.answer, request.app[SERVICES].phrases.say
    return {
        "id": complaint.id,
        "form": complaint.form,
        "is_about_data": complaint.form.about is About.DATA,
        "received": _when(complaint.received_at),
        "due": _day(complaint.due),
        "is_overdue": _complaints(request).is_overdue(complaint),
        "progress": [(_when(one.at), one.words) for one in complaint.progress],
        "answer": answer,
        "outcome": say(f"complaint.outcome.{answer.outcome}") if answer else None,
        "answered": _when(answer.at) if answer else None,
    }


def _complaints(request: web.Request) -> HandleComplaints:
    return request.app[SERVICES].accountable.complaints


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _when(moment: datetime) -> str:
    return _day(moment.astimezone(LONDON).date())
