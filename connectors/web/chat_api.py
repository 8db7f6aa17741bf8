"""The chat API: conversations begun, held, read again and forgotten."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.domain.conversation import ConversationId
from bot.domain.errors import InvalidInputError, NotYoursError
from bot.domain.opportunity import OpportunityId
from connectors.web import schema
from connectors.web.keys import CONVERSATIONS, LIMITS, SERVICES

routes = web.RouteTableDef()
Body = TypeVar("Body", bound=schema.Strict)
_BEARER = "Bearer "


@routes.post("/api/conversations")
async def start(request: web.Request) -> web.Response:
    """Begins a conversation."""
    request.app[LIMITS].take("conversations", caller_of(request))
    if request.can_read_body:
        await _body(request, schema.NewConversation)
    conversation, token = await request.app[CONVERSATIONS].start()
    return _json(schema.Started(conversation=conversation, token=token), status=201)


@routes.post("/api/conversations/{id}/messages")
async def say(request: web.Request) -> web.Response:
    """Takes one turn and answers it."""
    conversation, token = _opened(request)
    request.app[LIMITS].take("messages", conversation)
    message = await _body(request, schema.NewMessage)
    hold = request.app[CONVERSATIONS]
    if message.choice is not None:
        turn = await hold.choose(conversation, token, message.choice, message.client_id)
    else:
        if message.about is not None:
            await _put_at_hand(request, conversation, token, message.about)
        turn = await hold.say(conversation, token, message.text or "", message.client_id)
    return _json(schema.Messages(messages=schema.answers_of(turn)))


@routes.get("/api/conversations/{id}/messages")
async def history(request: web.Request) -> web.Response:
    """Everything said so far, for a reload or another device."""
    conversation, token = _opened(request)
    turns = await request.app[CONVERSATIONS].history(conversation, token)
    return _json(schema.Messages(messages=[m for turn in turns for m in schema.all_of(turn)]))


@routes.delete("/api/conversations/{id}")
async def forget(request: web.Request) -> web.Response:
    """Erases the conversation."""
    conversation, token = _opened(request)
    await request.app[CONVERSATIONS].forget(conversation, token)
    return web.Response(status=204)


async def _put_at_hand(
    request: web.Request, conversation: ConversationId, token: str, about: str
) -> None:
    """Makes an opportunity the one spoken of, once it is known whose conversation it is."""
    await request.app[CONVERSATIONS].history(conversation, token)
    if not about.isprintable():
        return
    describe, now = request.app[SERVICES].describe, datetime.now(UTC)
    await asyncio.to_thread(describe.put_at_hand, conversation, OpportunityId(about), now)


def caller_of(request: web.Request) -> str:
    """Who calls, as far as the connection tells; never logged."""
    return request.remote or "unknown"


def _opened(request: web.Request) -> tuple[ConversationId, str]:
    header = request.headers.get("Authorization", "")
    if not header.startswith(_BEARER):
        raise NotYoursError("conversation")
    return ConversationId(request.match_info["id"]), header.removeprefix(_BEARER).strip()


async def _body(request: web.Request, shape: type[Body]) -> Body:
    raw = await request.read()
    try:
        return shape.model_validate_json(raw)
    except ValidationError as fault:
        raise InvalidInputError("The body is not what this call takes.") from fault


def _json(answer: BaseModel, status: int = 200) -> web.Response:
    return web.Response(
        text=answer.model_dump_json(), status=status, content_type="application/json"
    )
