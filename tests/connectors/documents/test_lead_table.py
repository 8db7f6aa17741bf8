from __future__ import annotations

import csv
import io

import pytest

from connectors.documents.lead_table import CsvLeadTable


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_cells_come_back_as_they_were() -> None:
    rows = [["Firm", "For"], ['Ada "Clean" & Söhne, Ltd', "cleaning; 20 % off, €5"]]
    content = CsvLeadTable().csv(rows)
    assert read(content) == rows
    assert content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+44 7700 900123",
        "-2",
        "@SUM(A1)",
        " =1+1",
        '"=1+1',
        "'=1+1",
        "\t=1+1",
        "\r\n=1+1",
        "\uff1d1+1",
        "\u00a0=1",
    ],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    ((told,),) = read(CsvLeadTable().csv([[cell]]))
    assert told.startswith("'")


def test_a_cell_cannot_begin_a_row() -> None:
    assert read(CsvLeadTable().csv([["a\r\n=cmd", "b\u2028c"]])) == [["a =cmd", "b c"]]


def test_half_a_letter_is_no_fault() -> None:
    assert read(CsvLeadTable().csv([["a\ud800"]])) == [["a?"]]
