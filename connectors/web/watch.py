"""Looks every second whether the assistant would answer."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from aiohttp import web

from connectors.web.keys import DIALOGUE, WATCH

LOOK_EVERY = 1.0


async def watch_dialogue(app: web.Application) -> AsyncIterator[None]:
    """Looks after the assistant for as long as the application runs."""
    task = asyncio.create_task(_watch(app))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _watch(app: web.Application) -> None:
    while True:
        app[WATCH].look(is_ready=await app[DIALOGUE].is_ready(), now=time.monotonic())
        await asyncio.sleep(LOOK_EVERY)
