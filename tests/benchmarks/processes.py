"""A bot's processes: started together, weighed together, ended together by their ids."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.bots import BENCH, Launch

_MAY_TAKE = 30
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Of all processes together, in MiB: resident, and with shared pages split among sharers."""

    processes: int
    resident: float
    proportional: float | None


@contextmanager
def started(launch: Launch, log: Path) -> Iterator[psutil.Process]:
    """The first process of the bot; when the block ends all of them have ended."""
    with log.open("wb") as out:
        first = subprocess.Popen(
            list(launch.command),
            cwd=launch.cwd,
            env=dict(launch.environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield psutil.Process(first.pid)
        finally:
            _end(first)


def memory_of(first: psutil.Process) -> Memory:
    """What the process and all that descend from it hold now."""
    tree = [first, *first.children(recursive=True)]
    full = [one.memory_full_info() for one in tree]
    shared_out = [one.pss for one in full if hasattr(one, "pss")]
    return Memory(
        processes=len(tree),
        resident=sum(one.rss for one in full) / _MEBIBYTE,
        proportional=sum(shared_out) / _MEBIBYTE if shared_out else None,
    )


def processor_seconds(first: psutil.Process) -> float:
    """The processor time spent so far by the process and all that descend from it."""
    times = (one.cpu_times() for one in [first, *first.children(recursive=True)])
    return float(sum(one.user + one.system for one in times))


def has_ended(first: psutil.Process) -> bool:
    """Whether the process has come to its end, waited for or not."""
    return not first.is_running() or first.status() == psutil.STATUS_ZOMBIE


def keep_logs(folder: Path) -> str:
    """Where copies of the folder's logs now lie; the folder itself goes with its round."""
    return ", ".join(shutil.copy(log, BENCH) for log in sorted(folder.glob("*.log")))


def _end(first: subprocess.Popen[bytes]) -> None:
    """Asks first, so that each may end its own children; then insists."""
    try:
        tree = psutil.Process(first.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        tree = []
    first.terminate()
    try:
        first.wait(_MAY_TAKE)
    except subprocess.TimeoutExpired:
        first.kill()
        first.wait()
    _, alive = psutil.wait_procs(tree, timeout=_MAY_TAKE)
    for one in alive:
        one.kill()
    psutil.wait_procs(alive)
