"""The page that shows texts and mails in place of sending them, and takes replies to texts."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.domain.errors import TooManyRequestsError
from bot.domain.inbound import InboundText
from bot.domain.outbox import Bubble, Phone, ShownMessage
from bot.domain.reaching import Address, Means, Unfit
from connectors.web.chat_api import caller_of
from connectors.web.keys import LIMITS, SERVICES, SETTINGS, TEXTS
from connectors.web.outbox_mails import id_of, opened
from connectors.web.pages import common, render

LONDON = ZoneInfo("Europe/London")
LONGEST = 1_600
"""Characters that a phone joins to one text."""
LONGEST_ID = 64
routes = web.RouteTableDef()


@routes.get("/outbox")
async def outbox(request: web.Request) -> web.Response:
    """Each phone with its texts, and the mails."""
    return await _page(request)


@routes.post("/outbox/texts")
async def reply(request: web.Request) -> web.Response:
    """Takes a text as a provider would hand it on; the same form sent twice is one text."""
    if not _comes_from_here(request):
        raise web.HTTPForbidden
    form = await request.post()
    number, words = str(form.get("number", "")), str(form.get("words", "")).strip()
    once = str(form.get("once", ""))[:LONGEST_ID] or str(uuid.uuid4())
    read = request.app[SERVICES].reaching.numbers.read(number)
    if isinstance(read, Unfit) or not words or len(words) > LONGEST:
        key = f"unfit.{read}" if isinstance(read, Unfit) else "outbox.no_words"
        return await _page(request, key, number, words)
    try:
        request.app[LIMITS].take("messages", caller_of(request))
    except TooManyRequestsError:
        return await _page(request, "problem.too_many.detail", number, words, 429)
    await request.app[TEXTS].take(InboundText(once, read, words, datetime.now(UTC)))
    raise web.HTTPSeeOther(f"/outbox#{_id_of(read.value)}")


async def _page(
    request: web.Request, problem: str = "", number: str = "", words: str = "", status: int = 422
) -> web.Response:
    services, settings = request.app[SERVICES], request.app[SETTINGS]
    held = await asyncio.to_thread(services.reaching.outbox.latest)
    facts = {
        "phones": [_phone(one) for one in held.phones],
        "mails": [_mail(one) for one in held.mails],
        "for_this_machine": settings.is_for_this_machine,
        "problem": services.phrases.say(problem) if problem else "",
        "number": number,
        "words": words,
        "once": str(uuid.uuid4()),
        "longest": LONGEST,
    }
    answer = render(
        request, "outbox.html", {**await common(request), **facts}, status if problem else 200
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _phone(one: Phone) -> dict[str, Any]:
    return {
        "number": one.number,
        "shown": Address(Means.TEXT, one.number).national,
        "id": _id_of(one.number),
        "once": str(uuid.uuid4()),
        "days": _by_day(one.bubbles),
    }


def _by_day(bubbles: Sequence[Bubble]) -> list[dict[str, Any]]:
    days: list[dict[str, Any]] = []
    for one in bubbles:
        at = one.at.astimezone(LONDON)
        day = f"{at:%A} {at.day} {at:%B}"
        if not days or days[-1]["day"] != day:
            days.append({"day": day, "bubbles": []})
        days[-1]["bubbles"].append(
            {"words": one.words, "is_theirs": one.is_theirs, "time": f"{at:%H:%M}"}
        )
    return days


def _mail(one: ShownMessage) -> dict[str, Any]:
    at = one.at.astimezone(LONDON)
    when = f"{at.day} {at:%B}, {at:%H:%M}"
    told = {"to": one.to.value, "subject": one.subject, "words": one.words, "when": when}
    beyond = opened(one)
    if beyond is None:
        return told
    return {
        **told,
        "at": f"/outbox/mails/{id_of(one)}",
        "has_page": bool(beyond.html),
        "files": [file.name for file in beyond.files],
        "reply_to": beyond.reply_to,
        "unsubscribe": beyond.unsubscribe,
    }


def _id_of(number: str) -> str:
    return f"phone-{number.removeprefix('+')}"


def _comes_from_here(request: web.Request) -> bool:
    """Whether no page of another site sent the form; a browser always says which did."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
