"""The page of one lead: shown by a link of a mail, answered by a press, without logging in.

A GET only ever shows, so a scanner that opens links in mails answers nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.domain.errors import InvalidInputError
from bot.domain.introduction import REFUSALS, Why
from bot.domain.lead_answer import MONTHS, LeadAnswer, LeadChoice
from bot.domain.working_days import LONDON
from bot.services.decide_introduction import OpenedLead
from bot.services.plain_days import day_of
from connectors.web.contact_pages import opened
from connectors.web.keys import SERVICES
from connectors.web.pages import common, render

routes = web.RouteTableDef()
CONFLICT, UNPROCESSABLE = 409, 422


@routes.get("/leads/{signed}")
@opened
async def lead(request: web.Request, signed: str) -> web.Response:
    """The firm, what it is put forward for, how it stands, and the answers that can be given."""
    shown = await asyncio.to_thread(request.app[SERVICES].digests.decide.opened, signed)
    chosen = shown.choice if shown.choice in shown.may_choose else None
    return await _page(request, shown, chosen, told=request.query.get("told", ""))


@routes.post("/leads/{signed}")
@opened
async def answer(request: web.Request, signed: str) -> web.Response:
    """Stores the answer; where another came first, shows what stands instead."""
    decide = request.app[SERVICES].digests.decide
    form = await request.post()
    try:
        said, saw = _answer(form), _number(form.get("saw"))
    except InvalidInputError:
        shown = await asyncio.to_thread(decide.opened, signed)
        chosen = _choice(form.get("choice"))
        return await _page(request, shown, chosen, told="missing", status=UNPROCESSABLE)
    done = await asyncio.to_thread(decide.decide, signed, said, saw)
    if done.is_new:
        return web.Response(status=303, headers={"Location": f"{request.path}?told=done"})
    return await _page(request, done.lead, None, told="stands", status=CONFLICT)


def _answer(form: Mapping[str, Any]) -> LeadAnswer:
    """What the form says; InvalidInputError where it says no whole answer."""
    choice = _choice(form.get("choice"))
    if choice is None:
        raise InvalidInputError("There is no such answer.")
    why, words = form.get("why"), form.get("words", "")
    return LeadAnswer(
        choice=choice,
        why=Why(why) if why in set(Why) and choice is LeadChoice.NOT_SUITABLE else None,
        months=_number(form.get("months")) or MONTHS[0],
        words=" ".join(words.split()) if isinstance(words, str) else "",
    )


def _choice(said: object) -> LeadChoice | None:
    return LeadChoice(str(said)) if said in set(LeadChoice) else None


def _number(said: object) -> int:
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() else 0


async def _page(
    request: web.Request,
    shown: OpenedLead,
    chosen: LeadChoice | None,
    *,
    told: str,
    status: int = 200,
) -> web.Response:
    facts = await asyncio.to_thread(_facts, request, shown)
    choices = [one for one in LeadChoice if one in shown.may_choose]
    say = request.app[SERVICES].phrases.say
    facts |= {
        "path": request.path,
        "told": told,
        "chosen": chosen.value if chosen else None,
        "choices": [(one.value, say(f"lead.choice.{one}")) for one in choices],
        "reasons": [(one.value, say(f"lead.why.{one}")) for one in REFUSALS],
        "months": MONTHS,
    }
    words = {**await common(request), "has_samples": False, "lead": facts}
    return render(request, "lead.html", words, status)


def _facts(request: web.Request, shown: OpenedLead) -> dict[str, Any]:
    services, one = request.app[SERVICES], shown.introduction
    facts = services.digests.told_of(shown)
    compose, about = services.digests.compose, shown.opportunity
    today = services.clock.now().astimezone(LONDON).date()
    return {
        "firm": one.firm,
        "buyer": shown.contact.buyer,
        "title": one.title,
        "closes": day_of(about.deadline) if about and about.deadline else None,
        "facts": [(compose.value(fact), compose.mark(fact, today)) for fact in facts.facts],
        "needs": [(need.asked, compose.mark(need.fact, today)) for need in facts.needs],
        "state": shown.state.value,
        "stands": services.phrases.say(f"lead.stands.{one.state}"),
        "since": day_of(one.last.at),
        "moves": shown.moves,
        "answers_within": shown.contact.answers_within,
    }
