"""The buttons that begin a quote without a chat: on an opportunity's page, and on an invitation."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.domain.conversation import ConversationId
from bot.domain.errors import LinkEndedError, NotYoursError
from bot.domain.feedback import Owner
from bot.domain.opportunity import OpportunityId
from bot.services.write_quote import NotTaken, Writing
from connectors.web.chat_api import caller_of
from connectors.web.keys import CONVERSATIONS, LIMITS, SERVICES
from connectors.web.pages import error_page

routes = web.RouteTableDef()


@routes.post("/opportunities/{id}/quote")
async def begin(request: web.Request) -> web.Response:
    """A draft of whoever pressed the button, who holds it by its link alone."""
    request.app[LIMITS].take("conversations", caller_of(request))
    services, wanted = request.app[SERVICES], OpportunityId(request.match_info["id"])
    anybody = Owner(ConversationId(""))
    if not await asyncio.to_thread(services.quoting.write.may_begin, anybody, wanted):
        return error_page(request, "not_found", 404)
    conversation, _token = await request.app[CONVERSATIONS].start()
    held = await asyncio.to_thread(services.quoting.write.begin, conversation, wanted)
    return _led(request, held)


@routes.post("/invited/{signed}/quote")
async def begin_invited(request: web.Request) -> web.Response:
    """The draft of the firm that was invited, begun or gone on with."""
    request.app[LIMITS].take("quotes", caller_of(request))
    services = request.app[SERVICES]
    try:
        opened = services.buying.invite.opened
        found = await asyncio.to_thread(opened, request.match_info["signed"])
    except LinkEndedError:
        return error_page(request, "invitation_ended", 410)
    except NotYoursError:
        return error_page(request, "not_found", 404)
    await asyncio.to_thread(services.buying.invite.seen, found)
    owner = Owner(supplier=found.supplier)
    begin_for = services.quoting.write.begin_for
    return _led(request, await asyncio.to_thread(begin_for, owner, found.entry.opportunity_id))


def _led(request: web.Request, held: Writing | NotTaken) -> web.Response:
    if isinstance(held, NotTaken):
        return error_page(request, "quotes_closed", 409)
    path = request.app[SERVICES].quoting.links.path(held.quote.id)
    return web.Response(status=303, headers={"Location": path, "Cache-Control": "no-store"})
