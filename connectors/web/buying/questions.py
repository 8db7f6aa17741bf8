"""Owners' questions for officers: answered for everybody, or declined with a reason."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.bootstrap.quoting import Quoting
from bot.domain.buyer_question import DeclineReason, QuestionId
from bot.domain.entry import EntryId
from bot.domain.errors import InvalidInputError
from bot.services.quote_record import when
from connectors.web.buying.access import OF_A_BUYER, OFFICER, first, for_roles, page
from connectors.web.keys import SERVICES

routes = web.RouteTableDef()
_UNPROCESSABLE = 422
ADDED = "added"
"""Stands for a question in a fault where nobody asked one."""


@routes.get("/buying/posts/{entry}/questions")
@for_roles(*OF_A_BUYER)
async def show(request: web.Request) -> web.Response:
    """Those that wait, and those that are answered; nobody is told whose they are."""
    return await _page(request)


@routes.post("/buying/posts/{entry}/questions/{question}")
@for_roles(*OF_A_BUYER)
async def settle(request: web.Request) -> web.Response:
    """Publishes the answer, or declines; an empty answer comes back."""
    try:
        await asyncio.to_thread(_settle, request)
    except InvalidInputError as fault:
        return await _page(request, str(fault))
    raise web.HTTPSeeOther(f"/buying/posts/{_id(request)}/questions")


@routes.post("/buying/posts/{entry}/questions")
@for_roles(*OF_A_BUYER)
async def add(request: web.Request) -> web.Response:
    """Publishes an answer that nobody asked for; an empty one comes back."""
    words, reply = first(request, "words"), first(request, "reply")
    publish = _quoting(request).answer.add
    try:
        await asyncio.to_thread(publish, request[OFFICER], _id(request), words, reply)
    except InvalidInputError as fault:
        return await _page(request, str(fault))
    raise web.HTTPSeeOther(f"/buying/posts/{_id(request)}/questions")


def _settle(request: web.Request) -> None:
    answer, officer = _quoting(request).answer, request[OFFICER]
    question = QuestionId(request.match_info["question"])
    if first(request, "do") == "decline":
        reason = first(request, "reason")
        if reason not in set(DeclineReason):
            raise InvalidInputError("reason")
        answer.decline(officer, _id(request), question, DeclineReason(reason))
        return
    words, reply = first(request, "words"), first(request, "reply")
    answer.answer(officer, _id(request), question, words, reply)


async def _page(request: web.Request, faulty: str = "") -> web.Response:
    say = request.app[SERVICES].phrases.say
    asked = await asyncio.to_thread(_quoting(request).answer.asked, request[OFFICER], _id(request))
    question = request.match_info.get("question", ADDED)
    typed = {"words": first(request, "words"), "reply": first(request, "reply")} if faulty else {}
    facts = {
        "entry": asked.competition.entry,
        "waiting": asked.waiting,
        "published": asked.published,
        "declined": asked.declined,
        "is_open": asked.competition.takes_quotes(_quoting(request).clock.now()),
        "until": when(asked.competition.questions_end),
        "reasons": [(one.value, say(f"decline.{one}.label")) for one in DeclineReason],
        "is_faulty": bool(faulty),
        "faulty": {"field": faulty, "question": question},
        "typed": typed,
    }
    return await page(request, "questions.html", facts, _UNPROCESSABLE if faulty else 200)


def _id(request: web.Request) -> EntryId:
    return EntryId(request.match_info["entry"])


def _quoting(request: web.Request) -> Quoting:
    return request.app[SERVICES].quoting
