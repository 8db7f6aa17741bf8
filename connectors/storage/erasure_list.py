"""The ErasureList as a file of lines, kept apart from the database and from its backups."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from bot.domain.errors import DoNotTryAgainError, StorageUnavailableError
from bot.domain.held import ListedErasure


class ErasureFile:
    """One JSON line an erasure; locked while it is written, and on the disk before `add` ends."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, those: Iterable[ListedErasure]) -> None:
        """Appends those whose number is not there yet."""
        added = list(those)
        if not added:
            return
        with self._locked() as file:
            held = {one.number for one in _read(file)}
            new = [one for one in added if one.number not in held]
            file.seek(0, os.SEEK_END)
            file.write("".join(_line(one) for one in new))
            _to_disk(file)

    def all(self) -> list[ListedErasure]:
        """All that are listed; none where there is no file yet."""
        if not self._file.exists():
            return []
        with self._locked() as file:
            return _read(file)

    def drop_before(self, moment: datetime) -> int:
        """Writes the file anew without those that are not younger."""
        if not self._file.exists():
            return 0
        with self._locked() as file:
            held = _read(file)
            kept = [one for one in held if one.at > moment]
            if len(kept) < len(held):
                file.seek(0)
                file.write("".join(_line(one) for one in kept))
                file.truncate()
                _to_disk(file)
            return len(held) - len(kept)

    @contextmanager
    def _locked(self) -> Iterator[IO[str]]:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(handle, "r+", encoding="ascii", newline="") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file
        except (OSError, UnicodeDecodeError) as fault:
            raise StorageUnavailableError(
                f"The list of erasures cannot be read or written: {type(fault).__name__}."
            ) from fault


def _read(file: IO[str]) -> list[ListedErasure]:
    """All lines; the end of one that was cut off by a crash is taken off: it was not begun."""
    file.seek(0)
    text = file.read()
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        file.seek(len(whole))
        file.truncate()
    return [_erasure(line) for line in whole.splitlines()]


def _erasure(line: str) -> ListedErasure:
    try:
        read: dict[str, Any] = json.loads(line)
        at, hashes = datetime.fromisoformat(read["at"]), tuple(map(str, read["hashes"]))
        return ListedErasure(str(read["number"]), at, hashes)
    except (ValueError, KeyError, TypeError) as fault:
        raise DoNotTryAgainError(
            "A line of the list of erasures cannot be read; put back a whole copy of its file."
        ) from fault


def _line(one: ListedErasure) -> str:
    told = {"number": one.number, "at": one.at.isoformat(), "hashes": list(one.hashes)}
    return json.dumps(told) + "\n"


def _to_disk(file: IO[str]) -> None:
    file.flush()
    os.fsync(file.fileno())
