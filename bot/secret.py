"""The secret that hashes and signed links are keyed with: made once, and then kept."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from bot.domain.errors import SettingsError

LEAST_CHARACTERS = 32


def installation_secret(stated: str, file: Path) -> bytes:
    """The secret that the settings state, else that of the file, which is made where there is none.

    The file is readable by its owner alone (mode 600). Two processes that start at once get the
    same one. Raises SettingsError where the file cannot be made or read, or holds too little.
    """
    if stated:
        return stated.encode()
    try:
        if not file.exists():
            _make(file)
        held = file.read_bytes().strip()
    except OSError as fault:
        raise SettingsError(
            f"DOORSTEP_SECRET_FILE cannot be used ({fault.strerror}); set DOORSTEP_SECRET instead."
        ) from fault
    if len(held) < LEAST_CHARACTERS:
        raise SettingsError(f"DOORSTEP_SECRET_FILE holds fewer than {LEAST_CHARACTERS} characters.")
    return held


def _make(file: Path) -> None:
    """Written whole before it has its name, so nobody reads half of it; the first one stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=file.parent)  # it has mode 600 from the start
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48))
    try:
        with contextlib.suppress(FileExistsError):
            os.link(written, file)
    finally:
        os.unlink(written)  # noqa: PTH108 - its twin above is os.link, which paths spell backwards
