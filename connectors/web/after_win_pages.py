"""The page on which a buyer's contact, or an owner, says how work went that was won.

A GET only ever shows, so a scanner that opens links in mails answers nothing.
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.domain.after_winning import Went
from bot.domain.errors import InvalidInputError
from bot.domain.introduction import LONGEST_WORDS
from bot.services.answer_after_win import AnswerAfterWin, OpenedQuestion
from bot.services.plain_days import day_of
from connectors.web.contact_pages import opened
from connectors.web.keys import SERVICES
from connectors.web.pages import common, render

routes = web.RouteTableDef()
UNPROCESSABLE = 422
_WORK = (Went.YES, Went.PART, Went.NOT_YET, Went.NO)
_PAY = (Went.YES, Went.LATE, Went.PART, Went.NO, Went.NOT_YET)


@routes.get("/after/{signed}")
@opened
async def question(request: web.Request, signed: str) -> web.Response:
    """What is asked, and what was said already."""
    shown = await asyncio.to_thread(_answers(request).opened, signed)
    return await _page(request, shown, told=request.query.get("told", ""))


@routes.post("/after/{signed}")
@opened
async def answer(request: web.Request, signed: str) -> web.Response:
    """Stores what is said; it may be said anew."""
    form = await request.post()
    words = form.get("words", "")
    try:
        await asyncio.to_thread(
            _answers(request).answer,
            signed,
            _went(form.get("delivered")),
            _went(form.get("paid")),
            words if isinstance(words, str) else "",
        )
    except InvalidInputError:
        shown = await asyncio.to_thread(_answers(request).opened, signed)
        return await _page(request, shown, told="missing", status=UNPROCESSABLE)
    return web.Response(status=303, headers={"Location": f"{request.path}?told=done"})


def _went(said: object) -> Went | None:
    return Went(str(said)) if said in set(Went) else None


def _answers(request: web.Request) -> AnswerAfterWin:
    return request.app[SERVICES].introducing.after.page


async def _page(
    request: web.Request, shown: OpenedQuestion, *, told: str, status: int = 200
) -> web.Response:
    services, side = request.app[SERVICES], shown.side
    say, one, asked = services.phrases.say, shown.won, shown.follow_up

    def options(part: str, those: tuple[Went, ...]) -> list[tuple[str, str]]:
        return [(o.value, say(f"after_win.page.{part}.{o}")) for o in those]

    facts: dict[str, Any] = {
        "path": request.path,
        "told": told,
        "side": side.value,
        "firm": one.firm,
        "buyer": one.buyer,
        "title": one.title,
        "work": options("delivered", _WORK),
        "pay": options("paid", _PAY),
        "delivered": asked.delivered.value if asked.delivered else None,
        "paid": asked.paid.value if asked.paid else None,
        "words": asked.words,
        "said": services.introducing.after.tell.said(asked) if asked.answered_at else "",
        "since": day_of(asked.answered_at) if asked.answered_at else "",
        "advice": services.introducing.after.tell.advice(asked, one.buyer),
        "longest": LONGEST_WORDS,
    }
    words = {**await common(request), "has_samples": False, "after": facts}
    return render(request, "after_win.html", words, status)
