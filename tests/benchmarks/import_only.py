"""What `doorstep import` does, without the embedding: run as a process of its own to be measured.

`python -m tests.benchmarks.import_only DATABASE FILE` migrates and fills the database file and
prints what became of the releases, how long the import itself took and the most memory that it
and its helper held.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.importing import open_import

if TYPE_CHECKING:
    from bot.settings import Settings

_HEAVY = ("rasa", "tensorflow", "sklearn", "spacy", "onnxruntime", "dbos")


def main(database: str, file: str) -> None:
    """Imports the file as the command does and tells of it in one line of JSON."""
    with open_import(partial(_settings, database), [Path(file)]) as (reader, intake):
        from bot.services.import_notices import import_notices

        began = time.perf_counter()
        summary = import_notices([Path(file)], reader, intake)
        spent = time.perf_counter() - began
        peak = sum(map(_peak, [os.getpid(), *_children()]))
    told = {
        "read": summary.read,
        "opportunities": summary.opportunities,
        "unchanged": summary.unchanged,
        "seconds": spent,
        "peak": peak,
        "heavy": [name for name in _HEAVY if name in sys.modules],
    }
    sys.stdout.write(json.dumps(told))


def _settings(database: str) -> Settings:
    from bot.settings import read_settings

    return read_settings({"database_url": f"sqlite:///{database}"})


def _children() -> list[int]:
    """Asked of Linux itself, as what is loaded to measure would be measured too."""
    told = Path("/proc/self/task").glob("*/children")
    return [int(process) for task in told for process in task.read_text().split()]


def _peak(process: int) -> int:
    """The most bytes that the process had resident, its start counted.

    What the kernel keeps for a child may be its parent's, so Linux is asked for its own; where
    there is no Linux, only this process is measured.
    """
    status = Path(f"/proc/{process}/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
