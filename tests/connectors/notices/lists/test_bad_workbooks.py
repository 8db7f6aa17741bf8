"""Files that only look like a workbook, or would burst: one sentence each, and quickly."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bot.bootstrap import CONTENT
from tests.connectors.notices.lists.making import (
    Fill,
    a_table,
    read,
    repacked,
    sheet_of,
    xlsx_file,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
BLANKS = b" " * 200_000_000
BOUND = 60_000_000
"""Bytes that refusing a bomb may add to the process; each bomb unpacks to several times as much."""

READ_AND_MEASURE = """
import resource, sys, time
from pathlib import Path
from bot.bootstrap import make_reader

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

reader = make_reader()
before, began = peak(), time.monotonic()
entries = list(reader.read(Path(sys.argv[1])))
print(len(entries), peak() - before, time.monotonic() - began)
"""


def a_zip(folder: Path, parts: dict[str, bytes]) -> Path:
    """A zip named as a workbook."""
    file = folder / "list.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return file


def refusal(file: Path) -> str:
    """The one sentence in which a file is refused, with nothing read of it."""
    releases, refused, _ = read(file)
    assert releases == []
    (said,) = refused
    assert "\n" not in said
    return said.removeprefix(": ")


def write(folder: Path, content: bytes, name: str = "list.xlsx") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list"])
def test_an_old_workbook_is_told_from_a_locked_one(name: str, tmp_path: Path) -> None:
    assert "of the old kind" in refusal(write(tmp_path, OLE, name))
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    assert "locked with a password" in refusal(write(tmp_path, locked, name))


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a PowerPoint file"),
        ("content.xml", "an OpenDocument file"),
        ("xl/workbook.bin", "a binary .xlsb"),
        ("list.csv", "a zip file and not a workbook"),
        ("nested/list.xlsx", "a zip file and not a workbook"),
    ],
)
def test_another_kind_of_file_is_named(part: str, kind: str, tmp_path: Path) -> None:
    assert kind in refusal(a_zip(tmp_path, {part: b"<a/>"}))


@pytest.mark.parametrize("content", [b"Reference,Title\n", b"\x89PNG", b"<html></html>"])
def test_what_is_no_zip_is_no_workbook(content: bytes, tmp_path: Path) -> None:
    assert "is none" in refusal(write(tmp_path, content))


@pytest.mark.parametrize("kept", [30, 500, 3000])
def test_a_workbook_that_breaks_off_says_so(kept: int, tmp_path: Path) -> None:
    whole = xlsx_file(tmp_path, sheet_of({})).read_bytes()
    assert "is damaged" in refusal(write(tmp_path, whole[:kept]))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_part_that_is_no_xml_is_damage(part: str, tmp_path: Path) -> None:
    file = xlsx_file(tmp_path, sheet_of({}))
    assert "is damaged" in refusal(repacked(file, lambda n, c: b"<a>" if n == part else c))


def test_a_part_that_is_gone_is_damage(tmp_path: Path) -> None:
    file = xlsx_file(tmp_path, sheet_of({}))
    assert "is damaged" in refusal(
        repacked(file, lambda n, c: None if n == "[Content_Types].xml" else c)
    )


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_entities_that_would_multiply_are_never_opened(part: str, tmp_path: Path) -> None:
    file = xlsx_file(tmp_path, sheet_of({}))
    with_part(file, part, ENTITIES)
    assert refusal(file) == "The workbook holds XML that no spreadsheet writes."


def test_a_zip_entry_that_is_locked_says_so(tmp_path: Path) -> None:
    file = xlsx_file(tmp_path, sheet_of({}))
    content = bytearray(file.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "locked with a password" in refusal(write(tmp_path, bytes(content)))


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="5"/><row r="2"><c r="A2"><v>1</v></c></row>',
        b'<row r="x"/>',
        b'<row r="1"><c r="B1"/><c r="A1"/></row>',
        b'<row r="1"><c r="A9"/></row>',
        b'<row r="1"><c r="1A"/></row>',
        b'<row r="1"><c r="A1"><v>x</v></c></row>',
        b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        b"<a>" * 60 + b"</a>" * 60,
        b'<row r="1"><c r="A1"><v>1</v></c></row><mergeCells><mergeCell ref="A"/></mergeCells>',
    ],
)
def test_rows_and_cells_out_of_order_are_damage_and_not_silently_lost(
    row: bytes, tmp_path: Path
) -> None:
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    sheet = start + b"<sheetData>" + row + b"</sheetData></worksheet>"
    file = xlsx_file(tmp_path, sheet_of({}))
    said = refusal(repacked(file, lambda n, c: sheet if n.endswith("sheet1.xml") else c))
    assert "damaged" in said or "not in order" in said


def far_right(book: openpyxl.Workbook) -> None:
    sheet_of({})(book)
    book.active.cell(1, 16_384).value = "far"


def far_down(book: openpyxl.Workbook) -> None:
    sheet_of({})(book)
    book.active.cell(1_048_576, 1).value = "far"


def many_rows(book: openpyxl.Workbook) -> None:
    header, row = a_table({})
    book.active.append(header)
    for _ in range(5_100):
        book.active.append(row[:3])


def many_merged(book: openpyxl.Workbook) -> None:
    sheet_of({})(book)
    for number in range(10, 600):
        book.active.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)


@pytest.mark.parametrize(
    ("fill", "reason"),
    [
        (far_right, "more than 200 columns"),
        (far_down, "Row 1048576 is filled, far below the table"),
        (many_rows, "more than 5,000 rows"),
        (many_merged, "hundreds of merged cells"),
    ],
)
def test_a_sheet_beyond_what_a_list_has_is_refused(fill: Fill, reason: str, tmp_path: Path) -> None:
    assert reason in refusal(xlsx_file(tmp_path, fill))


def with_part(file: Path, part: str, content: bytes) -> None:
    """Puts the part in place of the one of that name, or beside the others."""
    repacked(file, lambda name, old: None if name == part else old)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr(part, content)


def many_parts(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as more:
        for number in range(2_000):
            more.writestr(f"xl/worksheets/more{number}.xml", b"<a/>")


def bomb_of(kind: str, folder: Path) -> Path:
    """A small file that unpacks to a very large one."""
    file = xlsx_file(folder, sheet_of({}))
    if kind == "many parts":
        many_parts(file)
        return file
    with_part(file, kind, BLANKS)
    return file


@pytest.mark.parametrize(
    "kind", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "many parts"]
)
def test_a_bomb_is_refused_before_it_is_opened(kind: str, tmp_path: Path) -> None:
    file = bomb_of(kind, tmp_path)
    assert file.stat().st_size < 2_000_000
    assert "unpacks to far more" in refusal(file)
    entries, grown, seconds = measured(file)
    assert entries == 1
    assert grown < BOUND
    assert seconds < 5


def test_a_bomb_that_lies_about_its_size_is_damage(tmp_path: Path) -> None:
    file = xlsx_file(tmp_path, sheet_of({}))
    with_part(file, "xl/worksheets/sheet1.xml", BLANKS)
    content = bytearray(file.read_bytes())
    said = bytes(content).rindex(b"xl/worksheets/sheet1.xml")
    content[said - 22 : said - 18] = (1000).to_bytes(4, "little")
    file.write_bytes(bytes(content))
    assert "is damaged" in refusal(file)
    assert measured(file)[1] < BOUND


def test_a_bomb_within_a_bomb_is_never_looked_at(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", BLANKS)
    file = xlsx_file(tmp_path, sheet_of({}))
    with zipfile.ZipFile(file, "a") as more:
        more.writestr("xl/embeddings/inner.xlsx", inner.getvalue())
    assert len(read(file)[0]) == 1
    assert measured(file)[1] < BOUND


def test_the_largest_sheet_that_is_let_through_is_read_in_bounded_time_and_memory(
    tmp_path: Path,
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        header, row = a_table({})
        book.active.append(header)
        for number in range(5_000):
            book.active.append([f"BV-{number}", *row[1:]])

    entries, grown, seconds = measured(xlsx_file(tmp_path, fill))
    assert entries == 5_000
    assert grown < 2 * BOUND
    assert seconds < 60


def measured(file: Path) -> tuple[int, int, float]:
    """How many entries a fresh process reads from the file, the bytes and seconds that it takes."""
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_MEASURE, str(file)],
        cwd=CONTENT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    entries, grown, seconds = done.stdout.split()
    return int(entries), int(grown), float(seconds)
