"""Answers texts at once until it is killed: run as a process by a test."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import timedelta
from pathlib import Path

from bot.bootstrap import make_storage
from tests.standins.sending import mean_answer, sending, settings_of

LEFT_ALONE_FOR = timedelta(seconds=1)


async def work(folder: Path, twilio_address: str, _port: int, a_second: float) -> None:
    """Means one answer after the other, from where the last that was killed ended; for ever."""
    settings = settings_of(folder, twilio_address)
    storage = make_storage(settings)
    async with sending(settings, storage) as job:
        job.left_alone_for = LEFT_ALONE_FOR
        (folder / "working").touch()
        which = 0
        while True:
            which = await asyncio.to_thread(mean_answer, storage, which)
            await asyncio.sleep(1 / a_second)
            # What was stored and never begun is looked for much more often than in life.
            await asyncio.to_thread(job.sweep)


if __name__ == "__main__":
    logging.basicConfig(level="WARNING")
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))
