"""Sends mails and hears what comes back, until it is killed: run as a process by a test."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from bot.bootstrap import make_storage
from tests.standins.mails import sending_mails, settings_of


async def work(folder: Path, smtp: int, mail_in: int, a_second: float) -> None:
    """Works for ever."""
    settings = settings_of(folder, smtp, mail_in, a_second)
    async with sending_mails(settings, make_storage(settings)):
        (folder / "working").touch()
        await asyncio.Event().wait()


if __name__ == "__main__":
    logging.basicConfig(level="WARNING")
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
