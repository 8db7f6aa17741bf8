"""Buyers' own lists as files, whole unless a test says otherwise."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl

from bot.bootstrap import CONTENT, make_compiler, make_reader
from bot.domain.notice import CompiledNotice, FileNote, Refusal, Release
from connectors.notices.lists.cells import UnreadableCellError
from connectors.notices.lists.columns import load_columns
from connectors.notices.lists.template import ListFiles

COLUMNS = load_columns(CONTENT)
FILES = ListFiles(COLUMNS)
READER, COMPILER = make_reader(), make_compiler()
SAVED = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)

ROW = {
    "Reference": "BV-1",
    "Title": "Window cleaning at three libraries",
    "Description": "Outside windows, once a month.",
    "Buyer": "Brindle Vale Council",
    "What kind": "Quick quote",
    "Who may see it": "Everybody",
    "Category": "Services",
    "Value (£)": "7200",
    "VAT": "Excluded",
    "Total or yearly": "Total",
    "Deadline date": "31/12/2026",
    "Deadline time": "12:00",
    "Delivery postcode or area": "B9 5SS",
    "CPV codes": "90911300",
    "How to respond": "Send us your price by e-mail.",
    "Contact (role mailbox)": "buying@example.org",
}
"""One row by header, as the template names the columns."""

Fill = Callable[[openpyxl.Workbook], None]


def a_table(*rows: Mapping[str, Any], header: Sequence[str] = tuple(ROW)) -> list[list[Any]]:
    """A header and rows, each with changes to a whole one."""
    return [list(header), *([{**ROW, **row}.get(name, "") for name in header] for row in rows)]


def as_csv(table: Iterable[Sequence[str]], separator: str = ",") -> str:
    """The table as text."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(table)
    return out.getvalue()


def csv_file(folder: Path, content: str | bytes, saved: datetime = SAVED) -> Path:
    """A CSV file with that content, saved at that moment."""
    return _saved(folder / "list.csv", content, saved)


def xlsx_file(folder: Path, fill: Fill, saved: datetime = SAVED) -> Path:
    """A workbook that the function fills, saved at that moment."""
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return _saved(folder / "list.xlsx", out.getvalue(), saved)


def sheet_of(*rows: Mapping[str, Any]) -> Fill:
    """Fills the first sheet with a list."""

    def fill(book: openpyxl.Workbook) -> None:
        for row in a_table(*rows):
            book.active.append(row)

    return fill


def repacked(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The zip with its parts changed by name; None leaves a part out."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            changed = change(name, content)
            if changed is not None:
                new.writestr(name, changed)
    return file


def read(file: Path) -> tuple[list[Release], list[str], list[str]]:
    """The releases of a file, and what was refused and noted, without the folder's name."""
    entries = list(READER.read(file))
    refused = [(one.where, one.reason) for one in entries if isinstance(one, Refusal)]
    noted = [(one.where, one.said) for one in entries if isinstance(one, FileNote)]
    return (
        [one for one in entries if isinstance(one, Release)],
        [f"{where.removeprefix(str(file))}: {said}".strip() for where, said in refused],
        [f"{where.removeprefix(str(file))}: {said}".strip() for where, said in noted],
    )


def compiled(file: Path) -> list[CompiledNotice]:
    """Each row of a list that is read whole, as an opportunity with its findings."""
    releases, refused, _ = read(file)
    assert refused == []
    return [COMPILER.compile([one]) for one in releases]


def one_of(folder: Path, **changes: Any) -> CompiledNotice:
    """What a list of a single row comes to; changes by header."""
    (notice,) = compiled(csv_file(folder, as_csv(a_table(changes, header=list(ROW | changes)))))
    return notice


def refusals_of(folder: Path, changes: Mapping[str, str]) -> list[str]:
    """Why a row with these changes is refused."""
    header = list(ROW | dict(changes))
    return read(csv_file(folder, as_csv(a_table(changes, header=header))))[1]


def reason_of(read: Callable[[str], object], text: str) -> str:
    """Why a cell cannot be read, or nothing if it can."""
    try:
        read(text)
    except UnreadableCellError as refused:
        return str(refused)
    return ""


def _saved(file: Path, content: str | bytes, saved: datetime) -> Path:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    os.utime(file, (saved.timestamp(), saved.timestamp()))
    return file
