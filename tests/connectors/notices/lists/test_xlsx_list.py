"""A buyer's own list in a workbook: cells of every sort, sheets, and what is wrong by its place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.connectors.notices.lists.making import (
    COLUMNS,
    ROW,
    Fill,
    a_table,
    compiled,
    read,
    repacked,
    sheet_of,
    xlsx_file,
)

PLACE = {name: number for number, name in enumerate(ROW, start=1)}
SHEET = "sheet 'Sheet'"


def with_cell(name: str, value: Any, number_format: str | None = None) -> Fill:
    """A list of one row with that value in the column."""

    def fill(book: openpyxl.Workbook) -> None:
        sheet_of({})(book)
        cell = book.active.cell(2, PLACE[name])
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return fill


def refused(tmp_path: Path, fill: Fill) -> list[str]:
    """What is refused in the workbook."""
    return read(xlsx_file(tmp_path, fill))[1]


@pytest.mark.parametrize(
    "value",
    [datetime.combine(date(2027, 1, 31), time()), date(2027, 1, 31), "31/01/2027", "2027-01-31"],
)
def test_a_date_may_be_a_date_cell_or_text(value: Any, tmp_path: Path) -> None:
    (notice,) = compiled(xlsx_file(tmp_path, with_cell("Deadline date", value)))
    assert notice.opportunity.deadline == datetime(2027, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize("value", [time(16, 30), timedelta(hours=16, minutes=30), "4.30pm"])
def test_a_time_may_be_a_time_cell_or_text(value: Any, tmp_path: Path) -> None:
    (notice,) = compiled(xlsx_file(tmp_path, with_cell("Deadline time", value)))
    assert notice.opportunity.deadline == datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize("value", [12500, 12500.0, "12500", "£12,500", "'12500"])
def test_a_number_may_be_a_number_or_text(value: Any, tmp_path: Path) -> None:
    (notice,) = compiled(xlsx_file(tmp_path, with_cell("Value (£)", value)))
    assert notice.opportunity.value.amount == Decimal(12500)


def test_pennies_survive(tmp_path: Path) -> None:
    (notice,) = compiled(xlsx_file(tmp_path, with_cell("Value (£)", 1234567890.55)))
    assert notice.opportunity.value.amount == Decimal("1234567890.55")


def test_a_number_is_a_reference_and_a_code_too(tmp_path: Path) -> None:
    (notice,) = compiled(xlsx_file(tmp_path, with_cell("Reference", 20261)))
    assert notice.opportunity.reference == "20261"
    (notice,) = compiled(xlsx_file(tmp_path, with_cell("CPV codes", 90911300)))
    assert notice.opportunity.cpv == ("90911300",)


def test_a_number_where_a_date_belongs_is_refused_as_what_it_is(tmp_path: Path) -> None:
    assert refused(tmp_path, with_cell("Deadline date", 46387)) == [
        f"{SHEET} row 2: Deadline date: '46387' is a number and not a date; write it as 31/12/2026."
    ]


@pytest.mark.parametrize("error", ["#REF!", "#N/A"])
def test_an_error_of_the_spreadsheet_is_refused_by_its_place(error: str, tmp_path: Path) -> None:
    assert refused(tmp_path, with_cell("Title", error)) == [
        f"{SHEET} row 2: Title: the spreadsheet shows {error} here; type what is meant."
    ]


def test_a_formula_without_a_result_is_refused_by_its_place(tmp_path: Path) -> None:
    assert refused(tmp_path, with_cell("Value (£)", "=A1*2")) == [
        f"{SHEET} row 2: Value (£): a formula without a result stands here; type the value instead."
    ]


def test_a_formula_counts_with_the_result_that_was_saved_with_it(tmp_path: Path) -> None:
    def with_result(name: str, content: bytes) -> bytes:
        return content.replace(b"<f>A1*2</f><v></v>", b"<f>A1*2</f><v>9000</v>").replace(
            b"<f>A1*2</f><v />", b"<f>A1*2</f><v>9000</v>"
        )

    file = repacked(xlsx_file(tmp_path, with_cell("Value (£)", "=A1*2")), with_result)
    (notice,) = compiled(file)
    assert notice.opportunity.value.amount == Decimal(9000)


def test_merged_cells_cost_the_rows_that_they_touch(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet_of({}, {"Reference": "BV-2"}, {"Reference": "BV-3"})(book)
        book.active.merge_cells(
            start_row=3, end_row=4, start_column=PLACE["Buyer"], end_column=PLACE["Buyer"]
        )

    releases, said, _ = read(xlsx_file(tmp_path, fill))
    assert [one.body["id"] for one in releases] == ["BV-1"]
    assert said == [
        f"{SHEET} row {row}: Buyer: the cell is merged with others; separate them."
        for row in (3, 4)
    ]


def test_a_merged_title_above_the_header_costs_nothing(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["What we want bought in 2027"])
        book.active.append([])
        for row in a_table({}):
            book.active.append(row)
        book.active.merge_cells("A1:F1")

    assert read(xlsx_file(tmp_path, fill))[1:] == ([], [])


def test_of_several_sheets_those_with_the_header_are_read_and_the_others_named(
    tmp_path: Path,
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.title = "Empty"
        book.create_sheet("Budget").append(["Heading", "Sum"])
        for name in ("Spring", "Autumn"):
            sheet = book.create_sheet(name)
            for row in a_table({"Reference": name}):
                sheet.append(row)
        hidden = book.create_sheet("Last year")
        hidden.append(["Reference"])
        hidden.sheet_state = "hidden"
        book.create_sheet(COLUMNS.help_sheet).append(["Column"])

    releases, said, noted = read(xlsx_file(tmp_path, fill))
    assert [one.body["id"] for one in releases] == ["Spring", "Autumn"]
    assert said == []
    assert noted == [
        "sheet 'Budget': The sheet has no header of a list: it was not read.",
        "sheet 'Last year': The sheet is hidden, so it was not read.",
    ]


def test_a_workbook_that_has_only_empty_sheets_says_what_is_needed(tmp_path: Path) -> None:
    (said,) = refused(tmp_path, lambda book: book.create_sheet("Another"))
    assert said.startswith(": The file has no row with the columns of a list: Reference, ")


def test_a_hidden_list_is_not_read_for_want_of_another(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet_of({})(book)
        book.create_sheet("Cover")
        book["Sheet"].sheet_state = "hidden"

    releases, said, noted = read(xlsx_file(tmp_path, fill))
    assert releases == []
    assert len(said) == 1
    assert noted == [f"{SHEET}: The sheet is hidden, so it was not read."]


def test_a_workbook_is_known_by_what_is_in_it_whatever_it_is_called(tmp_path: Path) -> None:
    file = xlsx_file(tmp_path, sheet_of({}))
    for name in ("list.csv", "download", "list.xlsm"):
        file = file.rename(tmp_path / name)
        assert len(read(file)[0]) == 1
