"""Finds the notice files under a path and reads each by its shape, whatever is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.notice import FileNote, Refusal, Release
from connectors.notices.contracts_finder_csv import is_export, read_csv
from connectors.notices.json_file import read_json
from connectors.notices.text_file import OLE_MARK, ZIP_MARK

if TYPE_CHECKING:
    from connectors.notices.lists.buyer_list import BuyerLists

_JSON, _TABLES = {".json", ".jsonl"}, {".csv", ".tsv"}
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_SUFFIXES = _JSON | _TABLES | {".xlsx"}
_LOOKS_LIKE_JSON = (b"{", b"[")
_OPEN_IN_EXCEL = "~$"
_NEITHER = "This is neither JSON nor a table: a Contracts Finder export, or a list as CSV or .xlsx."

Entry = Release | Refusal | FileNote


class NoticeFileReader:
    """Reads OCDS releases in JSON, Contracts Finder CSV, and buyers' own lists.

    What reads the lists is made when the first of them is met.
    """

    def __init__(self, make_lists: Callable[[], BuyerLists]) -> None:
        self._make_lists = make_lists

    def read(self, path: Path) -> Iterator[Entry]:
        """Every release under the path, in the order of file names; never raises.

        In a folder only .json, .jsonl, .csv, .tsv and .xlsx count; a file that is named itself is
        read by what is in it. What cannot be read comes as a Refusal, in its place.
        """
        if path.is_dir():
            yield from self._read_folder(path)
        elif not path.exists():
            yield Refusal(str(path), "There is no such file or folder.")
        else:
            yield from self._read_file(path)

    def _read_folder(self, folder: Path) -> Iterator[Entry]:
        files = sorted(f for f in folder.rglob("*") if _counts(f) and f.is_file())
        if not files:
            yield Refusal(str(folder), "No .json, .jsonl, .csv or .xlsx file is in this folder.")
        for file in files:
            yield from self._read_file(file)

    def _read_file(self, file: Path) -> Iterator[Entry]:
        try:
            with file.open("rb") as start:
                content = start.read(256)
            first = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
            if not first:
                yield Refusal(str(file), "The file is empty.")
            elif content.startswith((ZIP_MARK, OLE_MARK)) or file.suffix.lower() in _WORKBOOKS:
                yield from self._lists.read_xlsx(file)
            elif first in _LOOKS_LIKE_JSON or file.suffix.lower() in _JSON:
                yield from read_json(file)
            elif file.suffix.lower() in _TABLES:
                yield from self._read_table(file)
            else:
                yield Refusal(str(file), _NEITHER)
        except OSError as fault:
            yield Refusal(str(file), f"The file cannot be opened: {fault.strerror or fault}.")

    def _read_table(self, file: Path) -> Iterator[Entry]:
        return read_csv(file) if is_export(file) else self._lists.read_csv(file)

    @cached_property
    def _lists(self) -> BuyerLists:
        return self._make_lists()


def _counts(file: Path) -> bool:
    """Excel leaves a file of its own beside a workbook that is open."""
    return file.suffix.lower() in _SUFFIXES and not file.name.startswith(_OPEN_IN_EXCEL)
