"""What `doorstep import` does, without the embedding: run as a process of its own to be measured.

`python -m tests.benchmarks.import_only DATABASE FILE` migrates and fills the database file and
prints what became of the releases, how long the import itself took and the most memory it held.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path

from bot.bootstrap import make_clock, make_intake, make_reader, make_storage
from bot.services.import_notices import import_notices
from bot.services.join_processes import join_held
from bot.settings import read_settings
from connectors.storage.migrate import migrate

_HEAVY = ("rasa", "tensorflow", "sklearn", "spacy", "onnxruntime", "dbos")


def main(database: str, file: str) -> None:
    """Imports the file as the command does and tells of it in one line of JSON."""
    settings = read_settings({"database_url": f"sqlite:///{database}"})
    migrate(settings.database_url)
    storage = make_storage(settings)
    join_held(storage, make_clock(settings))
    gc.freeze()
    began = time.perf_counter()
    summary = import_notices([Path(file)], make_reader(), make_intake(settings, storage))
    spent = time.perf_counter() - began
    told = {
        "read": summary.read,
        "opportunities": summary.opportunities,
        "unchanged": summary.unchanged,
        "seconds": spent,
        "peak": _peak(),
        "heavy": [name for name in _HEAVY if name in sys.modules],
    }
    sys.stdout.write(json.dumps(told))


def _peak() -> int:
    """The most bytes that this process had resident, its start counted.

    What the kernel keeps for a child may be its parent's, so Linux is asked for this one's own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
