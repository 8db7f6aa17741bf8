"""Rasa's understanding of one message without a turn of any conversation, for who must route it.

Rasa offers the same with its whole HTTP API, which also trains, replaces models and writes trackers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class UnderstandingChannel(InputChannel):
    """Answers `POST /webhooks/understanding/` with what the model makes of `{text}`."""

    @classmethod
    def name(cls) -> str:
        """Part of its address."""
        return "understanding"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The one route; no message goes on to the dialogue."""

        async def parse(request: Request) -> HTTPResponse:
            parsed = await request.app.ctx.agent.parse_message(request.json["text"])
            kept = ("intent", "entities")
            return response.json({key: parsed[key] for key in kept})

        understanding = Blueprint("understanding")
        understanding.add_route(parse, "/", methods=["POST"])
        return understanding
