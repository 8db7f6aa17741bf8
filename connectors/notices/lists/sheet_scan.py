"""Scans a sheet's XML for what must be known before its cells are read, holding none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors.notices.csv_lines import FIRST_ROWS
from connectors.notices.lists.table import FARTHEST_ROW, MOST_COLUMNS, MOST_ROWS
from connectors.notices.text_file import BadFileError

_NAMESPACES = re.compile(r"^\{[^}]*\}")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DEEPEST = 50
_MOST_CELLS = 16_384
"""In one row: what a spreadsheet program has."""

_MOST_MERGED = 500
_DAMAGED = "The sheet's rows or cells are not in order: save the workbook as .xlsx again."


@dataclass(slots=True)
class SheetFacts:
    """How far the content of a sheet goes, which cells are merged, and which lack a result."""

    last_row: int = 0
    last_column: int = 0
    filled_rows: int = 0
    merged: list[str] = field(default_factory=list)
    without_result: set[tuple[int, int]] = field(default_factory=set)


def place_of(reference: str) -> tuple[int, int]:
    """Row and column, from one, of a cell such as "C7"; raises BadFileError for what is none."""
    match = _PLACE.fullmatch(reference)
    if not match:
        raise BadFileError(_DAMAGED)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


class SheetScan:
    """A target for an XML parser; it keeps counts and places, no text.

    Raises BadFileError as soon as a sheet is larger than a list may be.
    """

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self.is_sheet = False
        self._depth = 0
        self._row = self._column = self._cells = 0
        self._row_is_filled = self._cell_is_filled = self._has_formula = self._in_value = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadFileError(_DAMAGED)
        name = _NAMESPACES.sub("", tag)
        if self._depth == 1:
            self.is_sheet = name == "worksheet"
        elif self.is_sheet:
            self._start_in_sheet(name, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        name = _NAMESPACES.sub("", tag)
        if not self.is_sheet:
            return
        if name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name in {"v", "t"}:
            self._in_value = False

    def data(self, text: str) -> None:
        """Text within an element."""
        if self._in_value and text.strip():
            self._cell_is_filled = True

    def close(self) -> SheetFacts:
        """The document is over."""
        return self.facts

    def _start_in_sheet(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._start_row(attributes.get("r", str(self._row + 1)))
        elif name == "c":
            self._start_cell(attributes.get("r"))
        elif name == "f":
            self._has_formula = True
        elif name in {"v", "t"}:
            self._in_value = True
        elif name == "mergeCell":
            self.facts.merged.append(attributes.get("ref", ""))
            if len(self.facts.merged) > _MOST_MERGED:
                raise BadFileError("The sheet has hundreds of merged cells: separate them.")

    def _start_row(self, number: str) -> None:
        if not number.isascii() or not number.isdigit() or int(number) <= self._row:
            raise BadFileError(_DAMAGED)
        self._row, self._column, self._cells, self._row_is_filled = int(number), 0, 0, False

    def _start_cell(self, reference: str | None) -> None:
        row, column = place_of(reference) if reference else (self._row, self._column + 1)
        self._cells += 1
        if row != self._row or column <= self._column or self._cells > _MOST_CELLS:
            raise BadFileError(_DAMAGED)
        self._column, self._cell_is_filled, self._has_formula = column, False, False

    def _end_cell(self) -> None:
        if self._has_formula and not self._cell_is_filled:
            self.facts.without_result.add((self._row, self._column))
        if not (self._cell_is_filled or self._has_formula):
            return
        if self._column > MOST_COLUMNS:
            raise BadFileError(f"The sheet has more than {MOST_COLUMNS} columns; a list has fewer.")
        self._row_is_filled = True
        self.facts.last_column = max(self.facts.last_column, self._column)

    def _end_row(self) -> None:
        if not self._row_is_filled:
            return
        if self._row > FARTHEST_ROW:
            raise BadFileError(f"Row {self._row} is filled, far below the table: clear it.")
        self.facts.last_row = self._row
        self.facts.filled_rows += 1
        if self.facts.filled_rows > MOST_ROWS + FIRST_ROWS:
            raise BadFileError(f"The sheet has more than {MOST_ROWS:,} rows: split it.")
