"""Reads a CSV file as a table of cells, with any usual separator and encoding."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from connectors.notices.csv_lines import SEPARATORS, first_rows, rows_of
from connectors.notices.lists.columns import ListColumns
from connectors.notices.lists.table import (
    LARGEST_FILE,
    Row,
    Table,
    check_height,
    checked_width,
)
from connectors.notices.text_file import BadFileError, Encoding, encoding_of

_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""How spreadsheet programs are made to keep a number's leading noughts."""

_APOSTROPHE = re.compile(r"'(?=[=+\-@\d'\t\r])")
_CALCULATED = re.compile(r"[=+\-@\t\r]|'[=+\-@\d'\t\r]")


def as_plain_text(text: str) -> str:
    """The text as a cell that no spreadsheet program calculates; `cell_text` takes it back."""
    return f"'{text}" if _CALCULATED.match(text) else text


def cell_text(written: str) -> str:
    """What a written cell says, without the marks that spreadsheet programs put around text."""
    kept = _KEPT_AS_TEXT.fullmatch(written.strip())
    text = kept[1] if kept else written
    return text[1:] if _APOSTROPHE.match(text) else text


def csv_table(file: Path, columns: ListColumns) -> Table:
    """The table of the file; raises BadFileError, whose message refuses it in one sentence."""
    if file.stat().st_size > LARGEST_FILE:
        raise BadFileError(f"The file is larger than {LARGEST_FILE // 1024**2} MB: split it.")
    encoding = encoding_of(file)
    separator = _separator(file, encoding, columns)
    rows: dict[int, Row] = {}
    number = 0
    with rows_of(file, encoding, separator) as source:
        try:
            for number, cells in enumerate(source, start=1):
                row = checked_width(number, [cell_text(one) for one in cells])
                if row:
                    rows[number] = row
                check_height(len(rows), number)
        except csv.Error as fault:
            raise BadFileError(f"Row {number + 1} is broken: {_plainly(fault)}.") from fault
    return Table(str(file), rows, encoding.instead)


def _separator(file: Path, encoding: Encoding, columns: ListColumns) -> str:
    """The separator with which most of the columns are known; a comma where none is better."""
    return max(SEPARATORS, key=lambda one: max(_known(file, encoding, one, columns), default=0))


def _known(file: Path, encoding: Encoding, separator: str, columns: ListColumns) -> Iterator[int]:
    for row in first_rows(file, encoding, separator):
        yield sum(columns.named(cell_text(one)) is not None for one in row[:1000])


def _plainly(fault: csv.Error) -> str:
    said = str(fault)
    if "unexpected end of data" in said or "expected after" in said:
        return "a quotation mark is opened and not closed, or stands inside a text"
    return said
