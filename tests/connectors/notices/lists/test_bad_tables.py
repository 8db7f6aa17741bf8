"""CSV that is no table, or would burst: one sentence each, quickly, and nothing half kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.notices.lists.table import LARGEST_FILE, MOST_ROWS
from tests.connectors.notices.lists.making import a_table, as_csv, csv_file, read
from tests.connectors.notices.lists.test_bad_workbooks import BOUND, measured, refusal

TWO = as_csv(a_table({}, {"Reference": "BV-2"}))
HEADER, FIRST, SECOND = TWO.splitlines()


def test_a_quotation_mark_that_is_never_closed_refuses_the_file_and_names_the_row(
    tmp_path: Path,
) -> None:
    broken = SECOND.replace("Window", '"Window')
    said = refusal(csv_file(tmp_path, f"{HEADER}\n{FIRST}\n{broken}\n{FIRST}"))
    assert said == (
        "Row 3 is broken: a quotation mark is opened and not closed, or stands inside a text."
    )


@pytest.mark.parametrize(
    "content",
    [
        TWO.replace("Window", "Win\0dow").encode(),
        TWO.encode("utf-16-le"),
        TWO.encode("utf-32"),
        TWO.encode() + b"\x81\x8d",
        b"\xff\xfe" + TWO.encode() + b"x" * (len(TWO.encode()) % 2 + 1),
    ],
)
def test_what_is_not_plain_text_is_refused_with_what_to_do(content: bytes, tmp_path: Path) -> None:
    assert "save the file as UTF-8" in refusal(csv_file(tmp_path, content))


def test_more_columns_than_a_list_has_are_refused(tmp_path: Path) -> None:
    wide = f"{HEADER}," + ",".join(f"c{n}" for n in range(300))
    assert refusal(csv_file(tmp_path, wide)) == "Row 1 has more than 200 columns; a list has fewer."


def test_empty_columns_to_the_right_cost_nothing(tmp_path: Path) -> None:
    padded = "\n".join(line + "," * 300 for line in (HEADER, FIRST))
    releases, refused, noted = read(csv_file(tmp_path, padded))
    assert (len(releases), refused, noted) == (1, [], [])


def test_more_rows_than_a_list_has_are_refused(tmp_path: Path) -> None:
    said = refusal(csv_file(tmp_path, "\n".join([HEADER, *[FIRST] * (MOST_ROWS + 100)])))
    assert said == "The table has more than 5,000 rows: split it and try again."


def test_a_cell_longer_than_any_spreadsheet_holds_costs_its_row(tmp_path: Path) -> None:
    long = as_csv(a_table({"Description": "x" * 40_000}, {"Reference": "BV-2"}))
    releases, refused, _ = read(csv_file(tmp_path, long))
    assert len(releases) == 1
    assert refused == ["row 2: Description: the text is longer than 32,767 characters."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEADER + "," * 1_000_000, "more than 32,768 columns"),
        (HEADER + "x" * 11_000_000, "longer than ten million characters"),
        (f"{HEADER}\n" + f"{FIRST}\n" * 60_000, "more than 5,000 rows"),
        (f'{HEADER}\n"' + "line\n" * 3_000_000, "field larger than field limit"),
        (f"{HEADER}\n" + "x" * LARGEST_FILE, "larger than 20 MB"),
        (f"{HEADER}\n" + "\n" * 15_000_000, "more than 5,000 rows"),
    ],
    ids=["columns", "line", "rows", "cell", "file", "blank"],
)
def test_a_huge_table_is_refused_in_bounded_time_and_memory(
    content: str, reason: str, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, content)
    assert reason in refusal(file)
    entries, grown, seconds = measured(file)
    assert entries == 1
    assert grown < 2 * BOUND
    assert seconds < 30


def test_a_hint_at_the_separator_above_the_header_costs_nothing(tmp_path: Path) -> None:
    table = as_csv(a_table({}), ";")
    assert len(read(csv_file(tmp_path, f"sep=;\n{table}"))[0]) == 1
