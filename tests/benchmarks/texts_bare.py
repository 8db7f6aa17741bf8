"""DBOS's bare queue: what carries texts, with nothing to carry."""

from __future__ import annotations

import asyncio

from dbos import DBOS, DBOSClient

from bot.settings import Settings
from connectors.jobs.running import Job, running_jobs
from connectors.jobs.sending import AT_ONCE, POLLED_EVERY
from connectors.queue.names import APPLICATION
from connectors.queue.store import jobs_engine
from tests.benchmarks.texts_spent import Spent

NO_LIMIT = 100_000
QUEUE, WORKFLOW = "bare", "do_nothing"


class BareQueue:
    """A workflow with one step that does nothing, in a queue set up as the one for texts is."""

    def __init__(self) -> None:
        self.done = 0

    def register(self) -> None:
        @DBOS.step(name="nothing")
        def nothing() -> None:
            self.done += 1

        @DBOS.workflow(name=WORKFLOW)
        def do_nothing(_: str) -> None:
            nothing()

    def begin(self) -> None:
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=AT_ONCE,
            limiter={"limit": NO_LIMIT, "period": 1.0},
            polling_interval_sec=POLLED_EVERY,
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


async def bare(settings: Settings, count: int) -> dict[str, float]:
    """So many workflows of DBOS alone: what they take, once all are queued."""
    await make_store(settings)
    await asyncio.to_thread(_queue, settings, count)
    job, spent = BareQueue(), Spent()
    async with running_jobs(settings, [job]):
        while job.done < count:
            spent.look(job.done, count)
            await asyncio.sleep(0.05)
        return spent.told(count)


def _queue(settings: Settings, count: int) -> None:
    engine = jobs_engine(settings.jobs_address)
    client = DBOSClient(
        system_database_url=settings.jobs_address,
        system_database_engine=engine,
        application_name=APPLICATION,
    )
    connecting = (engine or client._sys_db.engine).begin()  # noqa: SLF001 - its own engine
    with connecting as connection:
        for which in range(count):
            options = {"workflow_name": WORKFLOW, "queue_name": QUEUE}
            one = {**options, "workflow_id": f"bare {which}", "priority": 10}
            client.enqueue_in_transaction(connection, one, "x")  # type: ignore[arg-type]
    client.destroy()
