"""A TextEncoder that remembers: vectors kept in a file by what was encoded."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from bot.domain.errors import StorageUnavailableError
from bot.ports import TextEncoder, Vectors

_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"
_READ = "SELECT vector FROM vectors WHERE key = ?"
_WRITE = "INSERT OR REPLACE INTO vectors VALUES (?, ?)"


class CachedEncoder:
    """Encodes what it has not encoded before; each call commits, so that a crash loses little.

    A text is known by the hash of its words and the encoder's name: nothing of it is kept.
    """

    def __init__(self, encoder: TextEncoder, file: Path) -> None:
        self._encoder = encoder
        self._file = file
        self.name = encoder.name
        self.dimensions = encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder's own; raises StorageUnavailableError where the file cannot be used."""
        keys = [self._key(text) for text in texts]
        with self._open() as base:
            found = (base.execute(_READ, (key,)).fetchone() for key in keys)
            held = {k: row[0] for k, row in zip(keys, found, strict=True) if row}
            lacking = {k: text for k, text in zip(keys, texts, strict=True) if k not in held}
            rows = self._encoder.encode(list(lacking.values()))
            new = {k: row.astype("<f4").tobytes() for k, row in zip(lacking, rows, strict=True)}
            with base:
                base.executemany(_WRITE, new.items())
        held |= new
        return (
            np.stack([np.frombuffer(held[key], dtype="<f4") for key in keys])
            if keys
            else np.zeros((0, self.dimensions), dtype=np.float32)
        )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=30)) as base:
                base.execute(_TABLE)
                yield base
        except (sqlite3.Error, OSError) as fault:
            said = f"The vectors kept in {self._file} cannot be used: delete the file."
            raise StorageUnavailableError(said) from fault

    def _key(self, text: str) -> bytes:
        named = f"{self.name}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(named).digest()
