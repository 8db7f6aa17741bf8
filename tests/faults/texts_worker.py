"""Sends what is queued and hears the reports, until it is killed: run as a process by a test."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from aiohttp import web

from bot.bootstrap import TwilioParts, make_storage, make_twilio_door
from connectors.web import twilio_webhooks
from connectors.web.keys import TWILIO
from tests.standins.sending import gate_of, sending, settings_of


async def work(folder: Path, twilio_address: str, port: int, a_second: float) -> None:
    """Works for ever."""
    settings = settings_of(
        folder,
        twilio_address,
        {"public_url": f"http://127.0.0.1:{port}", "texts_a_second": a_second},
    )
    storage, twilio = make_storage(settings), TwilioParts(settings)
    app = web.Application()
    app[TWILIO] = make_twilio_door(storage, gate_of(twilio), twilio)
    app.router.add_routes(twilio_webhooks.routes)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
    async with sending(settings, storage):
        (folder / "working").touch()
        await asyncio.Event().wait()


if __name__ == "__main__":
    logging.basicConfig(level="WARNING")
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
