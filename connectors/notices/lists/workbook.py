"""Writes a list of opportunities as an Excel workbook that helps whoever fills it in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from connectors.notices.lists.columns import Column, ListColumns
from connectors.notices.lists.csv_table import as_plain_text

_DATE_KEYS = ("deadline_date", "starts", "ends")
_WIDE_KEYS = ("title", "description", "how_to_respond", "buyer")
_WIDTH, _NAME_WIDE, _WIDE, _HELP_WIDE = 18, 28, 44, 90
_LAST_ROW = 1000
"""Up to which a cell offers its choices."""

_TEXT, _DAY_FIRST = "@", "dd/mm/yyyy"
_HEADER = PatternFill("solid", fgColor="1F4E5F")
_COMMENT_SIZE = 320
_AUTHOR = "Doorstep"


def workbook_of(columns: ListColumns, rows: Iterable[Mapping[str, str]]) -> bytes:
    """The rows, by column key, under the header, and a second sheet that tells of each column.

    Every cell is text, so a spreadsheet program calculates none.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = columns.sheet
    for place, column in enumerate(columns, start=1):
        _head(sheet, place, column)
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            _write(sheet.cell(number, place), row.get(column.key, ""))
    sheet.freeze_panes = "B2"
    _help(book.create_sheet(columns.help_sheet), columns)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _help(sheet: Any, columns: ListColumns) -> None:
    for place, words in enumerate(columns.help_headers, start=1):
        _embolden(sheet.cell(1, place, words))
    for number, column in enumerate(columns, start=2):
        needed = columns.needed if column.required else columns.not_needed
        for place, words in enumerate((column.name, needed, _about(column)), start=1):
            cell = sheet.cell(number, place, words)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABC", (_NAME_WIDE, _WIDTH, _HELP_WIDE), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _head(sheet: Any, place: int, column: Column) -> None:
    cell = sheet.cell(1, place, column.name)
    _embolden(cell)
    cell.comment = Comment(_about(column), _AUTHOR, width=_COMMENT_SIZE, height=_COMMENT_SIZE // 2)
    letter = get_column_letter(place)
    dimension = sheet.column_dimensions[letter]
    dimension.width = _WIDE if column.key in _WIDE_KEYS else _WIDTH
    dimension.number_format = _DAY_FIRST if column.key in _DATE_KEYS else _TEXT
    if column.choices:
        offered = DataValidation("list", formula1=f'"{",".join(column.offered)}"', allow_blank=True)
        offered.showErrorMessage = True
        offered.error, offered.errorTitle = _about(column)[:250], column.name[:30]
        sheet.add_data_validation(offered)
        offered.add(f"{letter}2:{letter}{_LAST_ROW}")


def _embolden(cell: Any) -> None:
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEADER
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write(cell: Any, text: str) -> None:
    if not text:
        return
    cell.value = as_plain_text(text)
    cell.data_type = "s"  # text, though it may look like a formula or a number
    cell.number_format = _TEXT
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _about(column: Column) -> str:
    offered = f" ({', '.join(column.offered)})" if column.offered else ""
    return f"{column.about}{offered}"
