"""How fast news goes out by text, beside DBOS's own bare queue on the same database.

`python -m tests.benchmarks.texts` writes docs/benchmarks/texts.md; with a number it measures so
many, prints and writes nothing. Each measurement is a process of its own with a database of its
own, and so is the stand-in for Twilio: what it costs is not counted as ours. Half of the bare
queue's work is done before ours and half after, so that whatever else the machine does meets both.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from bot.settings import Settings
from tests.benchmarks.texts_bare import NO_LIMIT, bare, make_store
from tests.benchmarks.texts_event import event_settings, from_the_event
from tests.benchmarks.texts_inbound import measure_replies, measure_words
from tests.benchmarks.texts_page import write_page
from tests.benchmarks.texts_spent import Spent
from tests.standins.sending import make_database, mean_alerts, sending, settings_of
from tests.standins.servers import a_postgresql
from tests.standins.twilio import TwilioStandIn

TEXTS = 10_000
AT_LEAST_A_SECOND = 30
"""What is slower is given up, so that all of it ends."""
Measured = dict[str, Any]


async def ours(settings: Settings, count: int) -> Measured:
    """So many alerts to accepted, once all are queued; and the memory on the way."""
    await make_store(settings)
    storage = make_database(settings)
    await asyncio.to_thread(mean_alerts, storage, count)
    spent = Spent()
    async with sending(settings, storage):
        while (done := await asyncio.to_thread(_taken, settings.twilio_url)) < count:
            spent.look(done, count)
            await asyncio.sleep(0.1)
        return spent.told(count)


def _taken(address: str) -> int:
    """How many the stand-in has taken, as it tells over the wire."""
    with urlopen(f"{address}/taken", timeout=10) as answer:  # noqa: S310 - loopback
        return int(answer.read())


def stand_in(port: Any) -> None:
    """The stand-in, in a process of its own."""
    with TwilioStandIn().open() as twilio:
        port.send(twilio.port)
        while True:
            time.sleep(60)


@contextmanager
def a_stand_in() -> Iterator[str]:
    """Its address, while it is there."""
    ours_end, theirs_end = multiprocessing.Pipe()
    process = multiprocessing.Process(target=stand_in, args=(theirs_end,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours_end.recv()}"
    finally:
        process.kill()
        process.join()


def in_a_process(what: str, url: str, count: int) -> Measured:
    """One measurement, alone in its process and with nothing taken yet."""
    with a_stand_in() as address:
        command = [sys.executable, "-m", "tests.benchmarks.texts", what, url, address, str(count)]
        within = 60 + count / AT_LEAST_A_SECOND
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=within)
    if done.returncode:
        raise RuntimeError(f"{what} ended with {done.returncode}: {done.stderr[-3000:]}")
    measured = dict(json.loads(done.stdout.splitlines()[-1]))
    print(what, json.dumps(measured), flush=True)  # noqa: T201 - said even if what follows fails
    return measured


def measure(new_database: Callable[[], str], count: int) -> Measured:
    """From one event, from queued, and the bare queue, on databases of one kind; their ratios."""
    half = count // 2
    before = in_a_process("bare", new_database(), half)
    event = in_a_process("event", new_database(), count)
    queued = in_a_process("ours", new_database(), count)
    after = in_a_process("bare", new_database(), half)
    alone = {name: before[name] + after[name] for name in ("count", "seconds", "processor_seconds")}
    ratios = {"event_ratio": _rate(event) / _rate(alone), "ratio": _rate(queued) / _rate(alone)}
    return {"bare": alone, "event": event, "ours": queued, **ratios}


def _rate(one: Measured) -> float:
    return float(one["count"] / one["seconds"])


def main() -> int:
    """Measures on both databases, then replies, and writes the page; 1 where a part failed."""
    if len(sys.argv) == 5:
        what, url, address, number = sys.argv[1:]
        print(json.dumps(_alone(what, url, address, int(number))))  # noqa: T201 - it is read
        return 0
    count = int(sys.argv[1]) if len(sys.argv) == 2 else TEXTS
    found, failed = _all_of_it(count)
    print(json.dumps(found, indent=1))  # noqa: T201 - a command
    if count == TEXTS:
        write_page(found, failed)
    for what, why in failed.items():
        print(f"{what} could not be measured: {why}", file=sys.stderr)  # noqa: T201 - a command
    return 1 if failed else 0


def _all_of_it(count: int) -> tuple[Measured, dict[str, str]]:
    """What was measured, and why the rest was not: one that fails stops none of the others."""
    found: Measured = {}
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = iter(range(9))

        def on_postgresql() -> Measured:
            with a_postgresql(folder / "pg") as new_database:
                return measure(new_database, count)

        parts: dict[str, Callable[[], Measured]] = {
            "SQLite": lambda: measure(lambda: f"sqlite:///{folder}/{next(numbers)}.sqlite3", count),
            "PostgreSQL": on_postgresql,
            "replies": lambda: measure_replies(folder / "replies"),
            "words": lambda: measure_words(folder / "words"),
        }
        for what, measuring in parts.items():
            try:
                found[what] = measuring()
            except Exception as fault:  # noqa: BLE001 - what was measured is told all the same
                failed[what] = f"{type(fault).__name__}: {fault}"
    return found, failed


def _alone(what: str, url: str, address: str, count: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        if what == "event":
            settings = event_settings(Path(folder), url, address)
            return asyncio.run(from_the_event(settings, count, _taken))
        changes = {"DATABASE_URL": url, "texts_a_second": NO_LIMIT, "twilio_seconds": 10}
        settings = settings_of(Path(folder), address, {**changes, "twilio_doubt_seconds": 60})
        return asyncio.run((bare if what == "bare" else ours)(settings, count))


if __name__ == "__main__":
    sys.exit(main())
