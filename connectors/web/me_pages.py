"""The page about whoever has its link: what is held, a copy, erasing; and receipts of that."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.bootstrap import Services
from bot.domain.errors import LinkEndedError, NotFoundError, NotYoursError
from bot.domain.held import Holder
from bot.services.readable_copy import as_text, in_words, readable
from connectors.web.keys import SERVICES
from connectors.web.pages import common, error_page, render

routes = web.RouteTableDef()
Page = Callable[[web.Request, Holder], Awaitable[web.Response]]
# What is one person's is kept by no browser, proxy or search engine.
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_SHOWN_APART = "consents"


def _opened(page: Page) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The page for whoever the link is about, or one that says why there is none."""

    async def answer(request: web.Request) -> web.Response:
        try:
            tell = request.app[SERVICES].held.tell
            holder = await asyncio.to_thread(tell.opened_by, request.match_info["signed"])
            shown = await page(request, holder)
        except LinkEndedError:
            shown = error_page(request, "link_ended", 410)
        except NotYoursError:
            shown = error_page(request, "not_found", 404)
        except NotFoundError:
            shown = error_page(request, "nothing_held", 404)
        shown.headers.update(_PRIVATE)
        return shown

    return answer


@routes.get("/me/{signed}")
@_opened
async def about_me(request: web.Request, holder: Holder) -> web.Response:
    """What is held, part by part, and what was agreed to."""
    facts = await asyncio.to_thread(_facts, request.app[SERVICES], holder)
    facts["path"] = request.path
    return render(request, "me.html", {**await common(request), "me": facts})


@routes.get("/me/{signed}/copy.json")
@_opened
async def copy_as_json(request: web.Request, holder: Holder) -> web.Response:
    """Everything, for another program."""
    copy = await asyncio.to_thread(request.app[SERVICES].held.tell.copy_of, holder)
    held = {part.called: {"what": part.title, "rows": part.rows} for part in copy.parts}
    told = {"made_at": copy.made_at.isoformat(), "held": held}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return _to_keep(web.Response(text=text, content_type="application/json"), "doorstep-copy.json")


@routes.get("/me/{signed}/copy.txt")
@_opened
async def copy_as_text(request: web.Request, holder: Holder) -> web.Response:
    """Everything, to be read."""
    services = request.app[SERVICES]
    copy = await asyncio.to_thread(services.held.tell.copy_of, holder)
    text = as_text(copy, services.phrases)
    return _to_keep(web.Response(text=text, content_type="text/plain"), "doorstep-copy.txt")


@routes.get("/me/{signed}/erase")
@_opened
async def ask_erasure(request: web.Request, holder: Holder) -> web.Response:
    """What would go and what stays; the question."""
    services = request.app[SERVICES]
    would_go = await asyncio.to_thread(services.held.erase.would_go, holder)
    goes = [(services.held.tell.title(called), n) for called, n in would_go.counts.items()]
    back = request.path.removesuffix("/erase")
    facts = {"goes": goes, "buyers": would_go.buyers, "path": request.path, "back": back}
    return render(request, "erase.html", {**await common(request), "me": facts})


@routes.post("/me/{signed}/erase")
@_opened
async def erase(request: web.Request, holder: Holder) -> web.Response:
    """Erases everything, and leads to the receipt."""
    done = await asyncio.to_thread(request.app[SERVICES].held.erase.erase_whole, holder)
    return web.Response(status=303, headers={"Location": f"/erasures/{done.number}"})


@routes.get("/erasures/{number}")
async def receipt(request: web.Request) -> web.Response:
    """What was erased and when; nothing of whom."""
    services, number = request.app[SERVICES], request.match_info["number"]
    try:
        done = await asyncio.to_thread(services.held.erase.receipt, number)
    except NotFoundError:
        is_asked = await asyncio.to_thread(services.held.erase.is_asked, number)
        key, status = ("receipt_waits", 202) if is_asked else ("no_receipt", 404)
        return error_page(request, key, status)
    facts = {
        "number": done.number,
        "when": in_words(done.at),
        "gone": [(services.held.tell.title(called), n) for called, n in done.removed.items()],
        "buyers": done.buyers,
    }
    shown = render(request, "receipt.html", {**await common(request), "me": facts})
    shown.headers.update(_PRIVATE)
    return shown


def _facts(services: Services, holder: Holder) -> dict[str, Any]:
    copy = services.held.tell.copy_of(holder)
    parts = readable(copy)
    agreed = [row for part in copy.parts if part.called == _SHOWN_APART for row in part.rows]
    return {
        "when": in_words(copy.made_at),
        "sections": services.held.tell.sections_of(holder),
        "parts": [part for part in parts if part.called != _SHOWN_APART],
        "agreed": [_consent(services, row) for row in agreed],
    }


def _consent(services: Services, row: Any) -> dict[str, str]:
    say, channel = services.phrases.say, row["channel"]
    answer = " ".join([say(f"consent_answer.{row['answer']}"), say(f"consent_channel.{channel}")])
    when = in_words(datetime.fromisoformat(row["at"]))
    return {"wording": str(row["wording"]), "answer": answer, "when": when}


def _to_keep(answer: web.Response, name: str) -> web.Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
