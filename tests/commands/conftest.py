"""The `doorstep` command as a process, in an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DOORSTEP = ROOT / ".venv" / "bin" / "doorstep"


@dataclass(frozen=True)
class Ran:
    """What a finished command left behind."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each line of stdout, which must be a JSON object."""
        return [json.loads(line) for line in self.stdout.split("\n")[:-1]]

    @property
    def has_stack_trace(self) -> bool:
        """Whether a user would see Python's own words."""
        return "Traceback" in self.stdout + self.stderr


Run = Callable[..., Ran]


def run_doorstep(folder: Path, *arguments: str, stdin: str | bytes = b"", **changes: str) -> Ran:
    """Runs the command to its end; `changes` are environment variables."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("DOORSTEP_")}
    database = {"DATABASE_URL": f"sqlite:///{folder / 'doorstep.sqlite3'}"}
    done = subprocess.run(
        [str(DOORSTEP), *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        env=inherited | database | changes,
        capture_output=True,
        timeout=300,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def doorstep(tmp_path: Path) -> Run:
    """Runs `doorstep` with a database and a place for the model in `tmp_path`."""

    def run(*arguments: str, stdin: str | bytes = b"", **changes: str) -> Ran:
        model = {"DOORSTEP_MODEL": str(tmp_path / "model.tar.gz")}
        return run_doorstep(tmp_path, *arguments, stdin=stdin, **model | changes)

    return run
