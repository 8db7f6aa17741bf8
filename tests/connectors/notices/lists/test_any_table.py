"""Whatever stands in a table, a row is stored or refused by its place; nothing is ever raised."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.connectors.notices.lists.making import (
    COLUMNS,
    COMPILER,
    READER,
    ROW,
    as_csv,
    csv_file,
    read,
    sheet_of,
    xlsx_file,
)

MANY = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
OFFERED = [word for column in COLUMNS for word in column.offered]
LIKELY = st.sampled_from(
    [*ROW.values(), *OFFERED, "", "=1+1", "#REF!", "31/02/2026", "'5", "12.500"]
)
TEXT = LIKELY | st.text(st.characters(codec="utf-8"), max_size=30)
HEADERS = st.permutations([column.name for column in COLUMNS])
VALUES = (
    TEXT.filter(lambda text: not ILLEGAL_CHARACTERS_RE.search(text))
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.booleans()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.none()
)


def tables(cells: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[list[str], list[list[Any]]]]:
    """A header of every column in any order, and rows of anything."""
    width = len(COLUMNS.columns)
    return st.tuples(HEADERS, st.lists(st.lists(cells, max_size=width + 1), max_size=4))


def check(file: Path, rows: list[list[Any]]) -> None:
    """Each row that is not blank is a release that can be joined, or a refusal that names it."""
    releases, refused, _ = read(file)
    if not any(
        str(cell).strip(" \t\r\n\v\f\xa0") for row in rows for cell in row if cell is not None
    ):
        return
    assert releases or refused
    assert len(releases) + len(refused) <= max(len(rows), 1)
    for release in releases:
        assert COMPILER.compile([release]).opportunity.title
    assert all(one.endswith((".", "row 2", "row 3")) and "\n" not in one for one in refused)


@MANY
@given(tables(TEXT))
def test_any_text_in_any_csv_is_stored_or_refused(
    tmp_path: Path, table: tuple[list[str], list[list[str]]]
) -> None:
    header, rows = table
    check(csv_file(tmp_path, as_csv([header, *rows])), rows)


@MANY
@given(tables(VALUES))
def test_any_value_in_any_workbook_is_stored_or_refused(
    tmp_path: Path, table: tuple[list[str], list[list[Any]]]
) -> None:
    header, rows = table

    def fill(book: openpyxl.Workbook) -> None:
        for row in (header, *rows):
            book.active.append(row)

    check(xlsx_file(tmp_path, fill), rows)


@MANY
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_behind_any_ending_end_in_refusals_only(tmp_path: Path, content: bytes) -> None:
    for name in ("any.csv", "any.tsv", "any.xlsx", "any.xls", "any.json", "any"):
        file = tmp_path / name
        for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            file.write_bytes(start + content)
            releases, refused, _ = read(file)
            assert releases == []
            assert len(refused) >= 1


@MANY
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1))
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(
    tmp_path: Path, changes: list[tuple[float, int]]
) -> None:
    file = xlsx_file(tmp_path, sheet_of({}))
    content = bytearray(file.read_bytes())
    for place, byte in changes:
        content[int(place * len(content))] = byte
    file.write_bytes(bytes(content))
    assert list(READER.read(file)) != []


@MANY
@given(xml=st.text(st.sampled_from('<>/"=ar vcist1A&;! '), max_size=80) | st.text(max_size=80))
def test_a_workbook_with_any_sheet_is_read_or_refused(tmp_path: Path, xml: str) -> None:
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    whole = zipfile.ZipFile(io.BytesIO(xlsx_file(tmp_path, sheet_of({})).read_bytes()))
    with whole, zipfile.ZipFile(tmp_path / "list.xlsx", "w") as changed:
        for name in whole.namelist():
            is_sheet = name.endswith("sheet1.xml")
            part = f"{start}<sheetData>{xml}</sheetData></worksheet>".encode("utf-8", "replace")
            changed.writestr(name, part if is_sheet else whole.read(name))
    releases, refused, _ = read(tmp_path / "list.xlsx")
    assert releases == []
    assert len(refused) == 1
