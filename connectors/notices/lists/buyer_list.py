"""Reads a buyer's own list, CSV or Excel, each row as the release of a process of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.notice import FileNote, ProcessKey, Refusal, Release
from bot.domain.opportunity import BUYER_LIST
from connectors.notices.lists import cells
from connectors.notices.lists.cells import Cell, Spoilt
from connectors.notices.lists.columns import ListColumns, plainly
from connectors.notices.lists.csv_table import csv_table
from connectors.notices.lists.row import ListRow
from connectors.notices.lists.table import Header, Row, Table, find_header
from connectors.notices.lists.xlsx_table import xlsx_tables
from connectors.notices.ocds_release import fingerprint_of
from connectors.notices.text_file import BadFileError

_MOST_NAMED = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Entry = Release | Refusal | FileNote


@dataclass(frozen=True, slots=True)
class BuyerLists:
    """Buyers' own lists in these columns."""

    columns: ListColumns

    def read_csv(self, file: Path) -> Iterator[Entry]:
        """The releases of a list in CSV; a row is read whole or refused with all its faults.

        The process key is made from the buyer's name and its reference, and the release is of
        the day that the file was last saved: a corrected list that is imported later corrects
        its entries, and the same file again changes nothing.
        """
        try:
            tables = [csv_table(file, self.columns)]
            yield from _read(file, tables, self.columns)
        except BadFileError as fault:
            yield Refusal(str(file), str(fault))

    def read_xlsx(self, file: Path) -> Iterator[Entry]:
        """The releases of a list in a workbook, as of one in CSV, from every sheet with its header.

        Sheets without it and hidden ones are named in a note and not read.
        """
        columns = self.columns
        try:
            sheets = list(xlsx_tables(file))
            yield from _passed_over(sheets, columns)
            seen = [t for _, is_hidden, t in sheets if not is_hidden and find_header(t, columns)]
            every = seen or [table for _, is_hidden, table in sheets if not is_hidden]
            yield from _read(file, every, columns)
        except BadFileError as fault:
            yield Refusal(str(file), str(fault))


def _passed_over(
    sheets: Iterable[tuple[str, bool, Table]], columns: ListColumns
) -> Iterator[FileNote]:
    for name, is_hidden, table in sheets:
        if table.rows and name != columns.help_sheet:
            if is_hidden:
                yield FileNote(table.where, "The sheet is hidden, so it was not read.")
            elif find_header(table, columns) is None:
                yield FileNote(table.where, "The sheet has no header of a list: it was not read.")


def _read(file: Path, tables: Iterable[Table], columns: ListColumns) -> Iterator[Entry]:
    saved_at = _saved_at(file)
    seen: dict[ProcessKey, str] = {}
    headers = [(table, find_header(table, columns)) for table in tables]
    if not any(header for _, header in headers):
        needed = ", ".join(one.name for one in columns if one.required)
        raise BadFileError(f"The file has no row with the columns of a list: {needed}.")
    for table, header in headers:
        if header:
            unread = _unread(table, header)
            yield from _notes(table, unread)
            added = {"readAs": table.read_as, "unreadColumns": unread}
            said = {name: value for name, value in added.items() if value}
            yield from _of_table(table, _Reading(header, columns, saved_at, said), seen)


def _notes(table: Table, unread: list[str]) -> Iterator[FileNote]:
    if table.read_as:
        yield FileNote(table.where, f"The file is not UTF-8; it was read as {table.read_as}.")
    if unread:
        yield FileNote(table.where, f"These columns are not read: {', '.join(unread)}.")


def _unread(table: Table, header: Header) -> list[str]:
    """The columns that nobody reads, by header or number; one that is wholly empty is none."""
    below = [row for number, row in table.rows.items() if number > header.row]
    filled = {n for row in below for n, cell in enumerate(row) if not cells.is_blank(cell)}
    named = {n: cells.shown(said.strip()) for n, said in header.unread.items() if said.strip()}
    unnamed = {n: f"number {n + 1}" for n in header.unread if n in filled and n not in named}
    return [said for _, said in sorted((named | unnamed).items())][:_MOST_NAMED]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all rows of a table are read with; `added` is what each release says of the file."""

    header: Header
    columns: ListColumns
    saved_at: datetime
    added: Mapping[str, Any]


def _of_table(
    table: Table, reading: _Reading, seen: dict[ProcessKey, str]
) -> Iterator[Release | Refusal]:
    below = {n: row for n, row in table.rows.items() if n > reading.header.row}
    for number, row in below.items():
        yield _entry(f"{table.where} row {number}", row, reading, seen)
    if not below:
        yield Refusal(table.where, "The list has a header and no rows.")


def _entry(
    where: str, row: Row, reading: _Reading, seen: dict[ProcessKey, str]
) -> Release | Refusal:
    if len(row) > reading.header.width:
        return Refusal(where, "The row has more cells than the header.")
    places = reading.header.places.items()
    found: dict[str, Cell] = {key: row[place] for key, place in places if place < len(row)}
    if _is_example(found.get("reference", ""), reading.columns):
        return Refusal(where, "This is the template's own example, so it was left out.")
    read = ListRow(reading.columns, found)
    body = {**read.body(reading.saved_at), **reading.added}
    if read.faults:
        return Refusal(where, " ".join(read.faults))
    return _release(where, body, reading.saved_at, seen)


def _is_example(reference: Cell, columns: ListColumns) -> bool:
    if isinstance(reference, Spoilt):
        return False
    examples = columns["reference"].examples
    return plainly(str(reference)) in {plainly(one) for one in examples}


def _release(
    where: str, body: Mapping[str, Any], saved_at: datetime, seen: dict[ProcessKey, str]
) -> Release | Refusal:
    key = _key(body)
    if key in seen:
        return Refusal(where, f"The same reference of the same buyer stands in {seen[key]}.")
    seen[key] = where
    return Release(key, None, saved_at, BUYER_LIST, body, fingerprint_of(body))


def _key(body: Mapping[str, Any]) -> ProcessKey:
    identity = f"{plainly(body['buyer']['name'])}|{cells.line(body['id']).casefold()}"
    return ProcessKey(f"{BUYER_LIST}-{hashlib.sha256(identity.encode()).hexdigest()[:24]}")


def _saved_at(file: Path) -> datetime:
    """When the file was last saved, to the second."""
    try:
        return datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    except (OverflowError, ValueError):
        return _EPOCH
