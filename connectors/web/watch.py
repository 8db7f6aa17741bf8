"""Tells in the log when the assistant comes, is late, or goes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator

from aiohttp import web

from connectors.web.keys import DIALOGUE, SETTINGS

logger = logging.getLogger(__name__)
LOOK_EVERY = 1.0
SAY_EVERY = 5.0


async def watch_dialogue(app: web.Application) -> AsyncIterator[None]:
    """Looks after the assistant for as long as the application runs."""
    task = asyncio.create_task(_watch(app))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _watch(app: web.Application) -> None:
    was_ready, since, said = False, time.monotonic(), time.monotonic()
    while True:
        is_ready, now = await app[DIALOGUE].is_ready(), time.monotonic()
        if is_ready and not was_ready:
            address = app[SETTINGS].public_address
            logger.info("The assistant is ready after %.0f s: chat at %s", now - since, address)
        elif was_ready and not is_ready:
            logger.warning("The assistant has gone; it is being started again")
            since = said = now
        elif not is_ready and now - said >= SAY_EVERY:
            logger.info("The assistant is loading, %.0f s", now - since)
            said = now
        was_ready = is_ready
        await asyncio.sleep(LOOK_EVERY)
