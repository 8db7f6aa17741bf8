"""The action server that Rasa calls: on loopback, without a word of the tracker on an error."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterator

from aiohttp import web
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions import (
    alerts,
    answering,
    complaining,
    conversing,
    explaining,
    feedback,
    finding,
    guidance,
    held,
    introducing,
    profile,
    quoting,
    reaching,
    spending,
)
from actions.base import DoorstepAction
from bot.bootstrap import Services

logger = logging.getLogger(__name__)
_EXECUTOR = web.AppKey("executor", ActionExecutor)
LARGEST_TRACKER = 16 * 1024 * 1024
MODULES = (
    finding,
    feedback,
    explaining,
    guidance,
    spending,
    complaining,
    conversing,
    answering,
    reaching,
    held,
    introducing,
    profile,
    quoting,
    alerts,
)


def make_action_app(services: Services) -> web.Application:
    """The application that runs every action on the given services."""
    executor = ActionExecutor()
    for action in all_actions():
        executor.register_action(action(services))
    app = web.Application(client_max_size=LARGEST_TRACKER)
    app[_EXECUTOR] = executor
    app.router.add_post("/webhook", _run)
    app.router.add_get("/health", _health)
    return app


def all_actions() -> Iterator[type[DoorstepAction]]:
    """Every action class that can be made, by module."""
    for module in MODULES:
        for _, thing in inspect.getmembers(module, inspect.isclass):
            is_own = thing.__module__ == module.__name__ and not inspect.isabstract(thing)
            if is_own and issubclass(thing, DoorstepAction):
                yield thing


async def _run(request: web.Request) -> web.Response:
    call = await request.json()
    try:
        result = await request.app[_EXECUTOR].run(call)
    except ActionNotFoundException as error:
        return web.json_response(
            {"error": "no such action", "action_name": error.action_name}, status=404
        )
    except ActionExecutionRejection as error:
        return web.json_response(
            {"error": "rejected", "action_name": error.action_name}, status=400
        )
    except Exception:
        logger.exception("action failed", extra={"action": call.get("next_action")})
        return web.json_response({"error": "failed"}, status=500)
    return web.json_response(result.model_dump() if hasattr(result, "model_dump") else result)


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})
