"""Sends a Monday's digests once, until it is done or killed: run as a process by a test."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.standins.digests import run_of, settings_of

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    digests = run_of(settings_of(folder))
    (folder / "working").touch()
    digests.run()
    (folder / "done").touch()
