"""An import of two processes that is stopped, however it is, goes on where it stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from sqlalchemy import func, select

from bot.reading import ROOT, make_import
from bot.services.import_notices import import_notices
from bot.settings import read_settings
from connectors.storage.database import SqlStorage
from connectors.storage.engines import make_engine
from connectors.storage.tables import opportunities, releases
from tests.connectors.notices.making import a_body, write

MANY = 2_500
IMPORTS = """
import sys
from pathlib import Path
from bot.commands.importing import open_import
from bot.services.import_notices import import_notices
from bot.settings import read_settings
settings, path = read_settings({"database_url": sys.argv[1]}), Path(sys.argv[2])
with open_import(lambda: settings, [path], least=0) as (reader, intake):
    import_notices([path], reader, intake, lambda count: print(count, flush=True))
"""


def by_ctrl_c(importing: psutil.Process) -> None:
    """As a terminal does: everything that was started from it hears of it."""
    os.killpg(importing.pid, signal.SIGINT)


def by_its_end(importing: psutil.Process) -> None:
    importing.kill()


def by_its_helpers_end(importing: psutil.Process) -> None:
    for helper in importing.children():
        helper.kill()


def held(url: str) -> tuple[int, int]:
    """How many releases and opportunities are stored."""
    engine = make_engine(url)
    with engine.connect() as connection:
        counts = [select(func.count()).select_from(table) for table in (releases, opportunities)]
        one, other = (int(connection.execute(count).scalar_one()) for count in counts)
    engine.dispose()
    return one, other


@pytest.mark.parametrize("stopped", [by_ctrl_c, by_its_end, by_its_helpers_end])
def test_the_same_import_goes_on_where_it_stopped(
    tmp_path: Path, empty_database: Path, stopped: Callable[[psutil.Process], None]
) -> None:
    bodies = [a_body(ocid=f"ocds-b5fd17-{n}", id=f"{n}-1") for n in range(MANY)]
    file = write(tmp_path / "many.jsonl", "\n".join(map(json.dumps, bodies)))
    url = f"sqlite:///{shutil.copy(empty_database, tmp_path / 'doorstep.sqlite3')}"
    command, pipe = [sys.executable, "-c", IMPORTS, url, str(file)], subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, cwd=ROOT, text=True, start_new_session=True
    ) as started:
        assert started.stdout
        started.stdout.readline()
        importing = psutil.Process(started.pid)
        helpers = importing.children()
        stopped(importing)
        _, said = started.communicate(timeout=30)
    assert started.returncode != 0, said
    gone, left = psutil.wait_procs(helpers, timeout=20)
    assert (len(gone), left) == (1, [])
    before, _ = held(url)
    assert 0 < before < MANY
    storage = SqlStorage(url)
    reader, intake = make_import(read_settings({"now": "2026-03-01"}), storage, None)
    summary = import_notices([file], reader, intake)
    storage.close()
    assert (summary.read, summary.opportunities) == (MANY, MANY)
    assert held(url) == (MANY, MANY)
