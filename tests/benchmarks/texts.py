"""How fast queued texts go out, beside DBOS's own bare queue on the same database.

`python -m tests.benchmarks.texts` writes docs/benchmarks/texts.md. Each measurement is a process
of its own, and so is the stand-in for Twilio: what it costs is not counted as ours.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from dbos import DBOS, DBOSClient

from bot.settings import Settings
from connectors.jobs.running import Job, running_jobs
from connectors.jobs.sending import AT_ONCE
from connectors.queue.names import APPLICATION
from connectors.queue.store import jobs_engine
from tests.benchmarks.texts_inbound import measure_inbound
from tests.benchmarks.texts_page import write_page
from tests.standins.sending import make_database, mean_alerts, sending, settings_of
from tests.standins.servers import a_postgresql
from tests.standins.twilio import TwilioStandIn

TEXTS = 10_000
NO_LIMIT = 100_000
BARE_QUEUE, BARE = "bare", "do_nothing"


class BareQueue:
    """DBOS alone: a workflow with one step that does nothing, in a queue like ours."""

    def __init__(self) -> None:
        self.done = 0

    def register(self) -> None:
        @DBOS.step(name="nothing")
        def nothing() -> None:
            self.done += 1

        @DBOS.workflow(name=BARE)
        def do_nothing(_: str) -> None:
            nothing()

    def begin(self) -> None:
        DBOS.register_queue(
            BARE_QUEUE,
            worker_concurrency=AT_ONCE,
            limiter={"limit": NO_LIMIT, "period": 1.0},
            polling_interval_sec=0.1,
        )

    def stop(self, within: float) -> None:
        """Nothing is under way."""


class Nothing:
    """Only so that the store of jobs is made."""

    def register(self) -> None: ...
    def begin(self) -> None: ...
    def stop(self, within: float) -> None: ...


async def make_store(settings: Settings) -> None:
    """The tables of the jobs."""
    nothing: Job = Nothing()
    async with running_jobs(settings, [nothing]):
        pass


async def bare(settings: Settings, count: int) -> dict[str, Any]:
    """So many workflows of DBOS alone: how long they take, once all are queued."""
    await make_store(settings)
    engine = jobs_engine(settings.jobs_address)
    client = DBOSClient(
        system_database_url=settings.jobs_address,
        system_database_engine=engine,
        application_name=APPLICATION,
    )

    def queue() -> None:
        connecting = (engine or client._sys_db.engine).begin()  # noqa: SLF001 - its own engine
        with connecting as connection:
            for which in range(count):
                options = {"workflow_name": BARE, "queue_name": BARE_QUEUE}
                one = {**options, "workflow_id": f"bare {which}", "priority": 10}
                client.enqueue_in_transaction(connection, one, "x")  # type: ignore[arg-type]

    await asyncio.to_thread(queue)
    client.destroy()
    job = BareQueue()
    began = time.perf_counter()
    async with running_jobs(settings, [job]):
        while job.done < count:  # noqa: ASYNC110 - DBOS tells nobody
            await asyncio.sleep(0.02)
        return {"seconds": time.perf_counter() - began, "count": count}


async def ours(settings: Settings, count: int) -> dict[str, Any]:
    """So many alerts to accepted, once all are queued; and the memory on the way."""
    await make_store(settings)
    storage = make_database(settings)
    await asyncio.to_thread(mean_alerts, storage, count)
    taken, memory = Taken(settings.twilio_url), []
    process, began = psutil.Process(), time.perf_counter()
    async with sending(settings, storage):
        while (done := await asyncio.to_thread(taken.count)) < count:
            if done:
                memory.append((done, process.memory_info().rss))
            await asyncio.sleep(0.1)
        seconds = time.perf_counter() - began
    quarter = next((rss for done, rss in memory if done >= count / 4), memory[0][1])
    return {
        "seconds": seconds,
        "count": count,
        "megabytes_at_a_quarter": quarter / 1e6,
        "megabytes_at_the_end": memory[-1][1] / 1e6,
    }


class Taken:
    """How many the stand-in has taken, as it tells over the wire."""

    def __init__(self, address: str) -> None:
        self._address = address

    def count(self) -> int:
        from urllib.request import urlopen

        with urlopen(f"{self._address}/taken", timeout=10) as answer:  # noqa: S310 - loopback
            return int(answer.read())


def stand_in(port: Any) -> None:
    """The stand-in, in a process of its own."""
    with TwilioStandIn().open() as twilio:
        port.send(twilio.port)
        while True:
            time.sleep(60)


def in_a_process(what: str, url: str, address: str, count: int) -> dict[str, Any]:
    """One measurement, alone in its process."""
    command = [sys.executable, "-m", "tests.benchmarks.texts", what, url, address, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(url: str, count: int) -> dict[str, Any]:
    """Both on one database: first DBOS alone, then ours, and their ratio."""
    ours_end, theirs_end = multiprocessing.Pipe()
    process = multiprocessing.Process(target=stand_in, args=(theirs_end,), daemon=True)
    process.start()
    address = f"http://127.0.0.1:{ours_end.recv()}"
    try:
        alone = in_a_process("bare", url, address, count)
        sent = in_a_process("ours", url, address, count)
    finally:
        process.kill()
    ratio = alone["seconds"] / sent["seconds"]
    return {"bare": alone, "ours": sent, "ratio": ratio}


def main() -> None:
    """Measures on both databases, then replies, and writes the page."""
    if len(sys.argv) == 5:
        what, url, address, count = sys.argv[1:]
        with tempfile.TemporaryDirectory() as folder:
            changes = {"DATABASE_URL": url, "texts_a_second": NO_LIMIT, "twilio_seconds": 10}
            settings = settings_of(Path(folder), address, {**changes, "twilio_doubt_seconds": 60})
            measured = asyncio.run((bare if what == "bare" else ours)(settings, int(count)))
        print(json.dumps(measured))  # noqa: T201 - what the caller reads
        return
    count = int(sys.argv[1]) if len(sys.argv) == 2 else TEXTS
    with tempfile.TemporaryDirectory() as folder:
        sqlite = measure(f"sqlite:///{folder}/doorstep.sqlite3", count)
        with a_postgresql(Path(folder) / "pg") as new_database:
            postgresql = measure(new_database(), count)
        replies = measure_inbound(Path(folder))
    told = {"SQLite": sqlite, "PostgreSQL": postgresql}
    print(json.dumps({**told, "replies": replies}, indent=1))  # noqa: T201 - a command
    if count == TEXTS:
        write_page(told, replies)


if __name__ == "__main__":
    main()
