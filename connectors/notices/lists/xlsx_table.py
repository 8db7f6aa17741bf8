"""Reads the sheets of an Excel workbook as tables of cells, once it is known to be harmless."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from connectors.notices.lists.cells import Cell, Spoilt
from connectors.notices.lists.csv_table import cell_text
from connectors.notices.lists.sheet_scan import SheetFacts, place_of
from connectors.notices.lists.table import Row, Table, checked_width
from connectors.notices.lists.xlsx_guard import checked_workbook
from connectors.notices.text_file import BadFileError

_NO_RESULT = Spoilt("a formula without a result stands here; type the value instead")
_MERGED = Spoilt("the cell is merged with others; separate them")
_AS_SAVED = {"data_only": True, "keep_links": False}

Places = Callable[[int, int], Spoilt | None]


def xlsx_tables(file: Path) -> Iterator[tuple[str, bool, Table]]:
    """Each sheet with its name and whether it is hidden.

    A formula counts with the result that was saved with it. Raises BadFileError, whose message
    refuses the file in one sentence.
    """
    import openpyxl  # noqa: PLC0415 - it takes a while, and most imports meet no workbook

    facts_by_part = checked_workbook(file)
    tables: list[tuple[str, bool, Table]] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out: charts, extensions, styles
        try:
            with file.open("rb") as source:
                book = openpyxl.load_workbook(
                    source, read_only=True, data_only=True, keep_links=False
                )
                for sheet in book.worksheets:
                    facts = facts_by_part.get(sheet._worksheet_path, SheetFacts())  # noqa: SLF001
                    table = Table(f"{file} sheet '{sheet.title}'", dict(_rows(sheet, facts)))
                    tables.append((sheet.title, sheet.sheet_state != "visible", table))
        except BadFileError:
            raise
        except Exception as fault:  # it raises whatever the damage leads to
            raise BadFileError(
                "The workbook is damaged: open it, save it as .xlsx again and try once more."
            ) from fault
    yield from tables


def _rows(sheet: Any, facts: SheetFacts) -> Iterator[tuple[int, Row]]:
    if not facts.last_row:
        return
    spoilt = _spoilt_places(facts)
    bounds = {"max_row": facts.last_row, "max_col": facts.last_column}
    for number, cells in enumerate(sheet.iter_rows(min_row=1, min_col=1, **bounds), start=1):
        read: list[Cell] = [
            spoilt(number, place) or _cell(one) for place, one in enumerate(cells, start=1)
        ]
        row = checked_width(number, read)
        if row:
            yield number, row


def _spoilt_places(facts: SheetFacts) -> Places:
    merged: dict[int, int] = {}
    for reference in facts.merged:
        corners = [place_of(one) for one in reference.split(":")]
        (top, left), (bottom, right) = corners[0], corners[-1]
        columns = sum(1 << place for place in range(left, min(right, facts.last_column) + 1))
        for row in range(top, min(bottom, facts.last_row) + 1):
            merged[row] = merged.get(row, 0) | columns

    def spoilt(row: int, column: int) -> Spoilt | None:
        if (row, column) in facts.without_result:
            return _NO_RESULT
        return _MERGED if merged.get(row, 0) >> column & 1 else None

    return spoilt


def _cell(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "e":
        return Spoilt(f"the spreadsheet shows {value} here; type what is meant")
    if isinstance(value, datetime | time):
        return value.replace(tzinfo=None)
    return "" if value is None else cell_text(_as_text(value))


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 6))
    return str(value)
