"""Finds the notice files under a path and reads each by its shape, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.domain.notice import Refusal, Release
from connectors.notices.contracts_finder_csv import read_csv
from connectors.notices.json_file import read_json

_READERS = {".csv": read_csv, ".json": read_json, ".jsonl": read_json}
_LOOKS_LIKE_JSON = (b"{", b"[")


class NoticeFileReader:
    """Reads OCDS release packages, bare lists and lines of releases, and Contracts Finder CSV."""

    def read(self, path: Path) -> Iterator[Release | Refusal]:
        """Every release under the path, in the order of file names; never raises.

        In a folder only .json, .jsonl and .csv count; a file that is named itself is read by
        what is in it. What cannot be read comes as a Refusal, in its place.
        """
        if path.is_dir():
            yield from self._read_folder(path)
        elif not path.exists():
            yield Refusal(str(path), "There is no such file or folder.")
        else:
            yield from self._read_file(path)

    def _read_folder(self, folder: Path) -> Iterator[Release | Refusal]:
        files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in _READERS and f.is_file())
        if not files:
            yield Refusal(str(folder), "No .json, .jsonl or .csv file is in this folder.")
        for file in files:
            yield from self._read_file(file)

    def _read_file(self, file: Path) -> Iterator[Release | Refusal]:
        try:
            with file.open("rb") as start:
                first = start.read(256).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
            read = read_json if first in _LOOKS_LIKE_JSON else _READERS.get(file.suffix.lower())
            if not first:
                yield Refusal(str(file), "The file is empty.")
            elif read is None:
                yield Refusal(str(file), "This is neither JSON nor a Contracts Finder CSV export.")
            else:
                yield from read(file)
        except OSError as fault:
            yield Refusal(str(file), f"The file cannot be opened: {fault.strerror or fault}.")
