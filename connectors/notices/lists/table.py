"""A table as it was read from a file, whichever kind of file: rows of cells under a header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.notices.csv_lines import FIRST_ROWS
from connectors.notices.lists.cells import Cell, Spoilt, is_blank, shown
from connectors.notices.lists.columns import Column, ListColumns
from connectors.notices.text_file import BadFileError

MOST_ROWS = 5_000
FARTHEST_ROW = 2 * MOST_ROWS
MOST_COLUMNS = 200
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes. These bound a list's memory and time; a buyer's own list has some dozen rows."""

_FEWEST_KNOWN = 3
"""Columns by which a header is told from any other row."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by their numbers as a spreadsheet program shows them; blank rows are left out."""

    where: str
    rows: Mapping[int, Row]
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands, which column each place is, and what the other places say."""

    row: int
    places: Mapping[str, int]
    unread: Mapping[int, str]
    width: int


def find_header(table: Table, columns: ListColumns) -> Header | None:
    """The header: of the first rows, the one in which most columns are known; None if in none.

    Raises BadFileError where two columns have one meaning, or one that must be there is missing.
    """
    first = [(n, row) for n, row in table.rows.items()][:FIRST_ROWS]
    known = {n: len(_meant(row, columns)) for n, row in first}
    best = max(known, key=lambda n: known[n], default=0)
    if not best or known[best] < _FEWEST_KNOWN:
        return None
    header = _header(best, table.rows[best], columns)
    missing = columns.missing_in(list(header.places))
    if missing:
        raise BadFileError(f"The header lacks {', '.join(missing)}.")
    return header


def checked_width(number: int, row: Row) -> Row:
    """The row without the blank cells at its end; raises BadFileError if it is too wide."""
    width = len(row)
    while width and is_blank(row[width - 1]):
        width -= 1
    if width > MOST_COLUMNS:
        raise BadFileError(f"Row {number} has more than {MOST_COLUMNS} columns; a list has fewer.")
    return row[:width]


def check_height(count: int, last: int) -> None:
    """Raises BadFileError where more rows are filled, or go farther down, than a list may have."""
    if count > MOST_ROWS + FIRST_ROWS or last > FARTHEST_ROW:
        raise BadFileError(f"The table has more than {MOST_ROWS:,} rows: split it and try again.")


def _meant(row: Row, columns: ListColumns) -> dict[int, Column]:
    named = {place: columns.named(_header_text(cell)) for place, cell in enumerate(row)}
    return {place: column for place, column in named.items() if column}


def _header(number: int, row: Row, columns: ListColumns) -> Header:
    places: dict[str, int] = {}
    meant = _meant(row, columns)
    for place, column in meant.items():
        if column.key in places:
            both = " and ".join(shown(_header_text(row[n])) for n in (places[column.key], place))
            raise BadFileError(f"Two columns mean {column.name}: {both}.")
        places[column.key] = place
    others = {n: _header_text(cell) for n, cell in enumerate(row) if n not in meant}
    return Header(number, places, others, len(row))


def _header_text(cell: Cell) -> str:
    return "" if isinstance(cell, Spoilt) else str(cell)
