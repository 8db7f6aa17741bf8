"""Where Twilio hands over texts that came, and reports of those that went."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime

from aiohttp import web

from bot.domain.errors import InvalidInputError, TooManyRequestsError, TryAgainError
from connectors.sms import twilio_keys
from connectors.sms.twilio_webhooks import read_report, read_text
from connectors.web.keys import LIMITS, TEXTS, TWILIO

routes = web.RouteTableDef()
logger = logging.getLogger(__name__)

_FORM = "application/x-www-form-urlencoded"
_A_NUMBER = re.compile(r"\+[1-9]\d{7,14}")
"""Whoever writes from a short code or a name cannot be answered."""
_NOTHING_MORE = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@routes.post("/webhooks/twilio/messages")
async def message(request: web.Request) -> web.Response:
    """Takes a text that came. Its answer goes as a text of its own, so it is sent once and kept.

    The same MessageSid twice is one text. 403 without Twilio's signature, 503 where the same
    request may succeed later.
    """
    form = await _signed(request)
    try:
        text, media = read_text(form, datetime.now(UTC))
        if _A_NUMBER.fullmatch(text.sender.value):
            request.app[LIMITS].take("messages", text.sender.value)
            await request.app[TEXTS].take(text, has_pictures=media > 0)
    except InvalidInputError as fault:
        raise web.HTTPBadRequest from fault
    except TooManyRequestsError:
        # Two machines that answer each other would go on for ever, at a price for each text.
        logger.warning("A number sends more texts than are answered")
    except TryAgainError as fault:
        raise web.HTTPServiceUnavailable from fault
    return web.Response(text=_NOTHING_MORE, content_type="text/xml")


@routes.post("/webhooks/twilio/status")
async def status(request: web.Request) -> web.Response:
    """Takes a report; one that is about nothing of ours, or came before, changes nothing."""
    form = await _signed(request)
    try:
        report = read_report(form, twilio_keys.read(request.query.get("key", "")))
        if report:
            await asyncio.to_thread(request.app[TWILIO].reports.hear, report)
    except InvalidInputError as fault:
        raise web.HTTPBadRequest from fault
    except TryAgainError as fault:
        raise web.HTTPServiceUnavailable from fault
    return web.Response(status=204)


async def closed_at_the_end(app: web.Application) -> AsyncIterator[None]:
    """Gives the connections to Twilio back once nothing more is sent."""
    yield
    await asyncio.to_thread(app[TWILIO].texts.close)


async def _signed(request: web.Request) -> Mapping[str, str]:
    """The form, if Twilio signed it for this address; else 403, and nothing is told of why."""
    signature = request.headers.get("X-Twilio-Signature", "")
    if request.content_type != _FORM or not signature:
        raise web.HTTPForbidden
    form = {name: str(value) for name, value in (await request.post()).items()}
    if not request.app[TWILIO].signature.is_of(request.raw_path, form, signature):
        raise web.HTTPForbidden
    return form
