"""The page of one opportunity, for whoever is sent its address."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.bootstrap import Services
from bot.domain.opportunity import Opportunity, State, can_be_answered
from bot.domain.small_rules import Holds, small_rules
from bot.domain.threshold_table import BELOW_THRESHOLD_PAYMENT_DAYS
from connectors.web.keys import SERVICES, SETTINGS
from connectors.web.opportunity_words import days_until, value_text, when_text
from connectors.web.pages import advertised, common, render
from connectors.web.quote_facts import public_facts
from connectors.web.structured_data import demand

routes = web.RouteTableDef()
CODES_TOLD = 4
"""CPV codes of an opportunity by which more like it is offered."""


@routes.get("/opportunities/{id}")
async def opportunity(request: web.Request) -> web.Response:
    """The page of one advertised opportunity; for anything else there is none."""
    services = request.app[SERVICES]
    found = await asyncio.to_thread(advertised, request, request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    address = f"{request.app[SETTINGS].public_address}/opportunities/{found.id}"
    view = _view(services, found, address)
    facts = {
        **await common(request),
        "o": view,
        "data": demand(found, view, address),
        "questions": await asyncio.to_thread(public_facts, services, found),
    }
    answer = render(request, "opportunity.html", facts)
    if found.is_sample:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _view(services: Services, one: Opportunity, address: str) -> dict[str, Any]:
    """The page's facts, in words."""
    now, phrases = services.clock.now(), services.phrases
    state = one.state_at(now)
    says_no = None if can_be_answered(state) else phrases.say(f"over.{state}")
    return {
        **services.present.page(one, now),
        "value_text": value_text(phrases, one.value),
        "deadline_text": when_text(one.deadline),
        "days": days_until(one.deadline, now) if can_be_answered(state) else None,
        "kind_text": phrases.say(f"kind.{one.kind}"),
        "status_text": phrases.say(f"stands.{state}"),
        "over": says_no,
        "is_open": state is State.OPEN,
        "can_be_answered": can_be_answered(state),
        "address": address,
        "payment_days": _payment_days(one),
        "phases": [phrases.say(f"phase.{phase}") for phase in one.phases],
        "codes": _codes(services, one),
    }


def _payment_days(one: Opportunity) -> int | None:
    """Within how many days it must be paid, where the rule surely holds."""
    holds = small_rules(one).payment is Holds.YES
    return BELOW_THRESHOLD_PAYMENT_DAYS if holds else None


def _codes(services: Services, one: Opportunity) -> list[dict[str, str]]:
    """What it is filed under: the names of its first codes."""
    names = services.vocabulary.code_names
    return [{"code": code, "name": names[code]} for code in one.cpv[:CODES_TOLD] if code in names]
