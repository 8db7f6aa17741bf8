"""The template of a list: what is in it, and that what it is filled with comes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.opportunity import Kind, SuitableFor, Visibility
from connectors.notices.lists.csv_table import as_plain_text, cell_text
from tests.connectors.notices.lists.making import COLUMNS, COMPILER, FILES, read

LONDON = ZoneInfo("Europe/London")
FORMS: dict[str, Callable[..., bytes]] = {"csv": FILES.csv, "xlsx": FILES.xlsx}
PLAIN = st.text("abc =+-@'\"(),;:5é£", min_size=1, max_size=30).map(
    lambda t: f"A{' '.join(t.split())}z"
)
FACTS = st.fixed_dictionaries(
    {
        "title": PLAIN,
        "reference": PLAIN,
        "kind": st.sampled_from([kind for kind in Kind if kind is not Kind.RE_LET]),
        "visibility": st.sampled_from(list(Visibility)),
        "amount": st.decimals(101, 10**9, places=2),
        "on": st.dates(date(2026, 1, 1), date(2090, 1, 1)),
        "at": st.times().map(lambda t: t.replace(second=0, microsecond=0)),
        "suits": st.sets(st.sampled_from(list(SuitableFor))),
    }
)


def said(key: str, value: str) -> str:
    """What the template offers for a value of a column."""
    return (COLUMNS[key].choices or {})[value][0]


def row_of(**facts: Any) -> dict[str, str]:
    """The cells in which a buyer would say these facts."""
    on, at = facts["on"], facts["at"]
    return {
        "reference": facts["reference"],
        "title": facts["title"],
        "buyer": "Brindle Vale Council",
        "kind": said("kind", facts["kind"]),
        "visibility": said("visibility", facts["visibility"]),
        "value": f"£{facts['amount']:,}",
        "vat": said("vat", "included"),
        "basis": said("basis", "yearly"),
        "deadline_date": f"{on:%d/%m/%Y}",
        "deadline_time": f"{at:%H:%M}",
        "place": "B9 5SS",
        "starts": f"{on:%d %B %Y}",
        "how_to_respond": facts["title"],
        **{who.value: said(who, "yes") for who in facts["suits"]},
    }


def test_the_template_has_every_column_in_both_forms() -> None:
    names = [column.name for column in COLUMNS]
    header = next(csv.reader(io.StringIO(FILES.csv().decode("utf-8-sig"))))
    assert header == names
    sheet = openpyxl.load_workbook(io.BytesIO(FILES.xlsx()))[COLUMNS.sheet]
    assert [cell.value for cell in sheet[1]] == names


@pytest.mark.parametrize("form", FORMS)
def test_the_examples_are_left_out_and_say_so(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"template.{form}"
    file.write_bytes(FORMS[form]())
    releases, refused, noted = read(file)
    assert releases == []
    assert len(refused) == 2
    assert all("the template's own example" in one for one in refused)
    assert noted == []


def test_an_example_with_another_reference_would_be_taken(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(
        FILES.csv([{**row, "reference": f"BV-{n}"} for n, row in enumerate(FILES.examples())])
    )
    releases, refused, _ = read(tmp_path / "list.csv")
    assert (len(releases), refused) == (2, [])


def test_the_workbook_tells_of_each_column_where_it_stands_and_on_a_sheet_of_its_own() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FILES.xlsx()))
    for cell, column in zip(book[COLUMNS.sheet][1], COLUMNS, strict=True):
        assert cell.comment is not None
        assert cell.comment.text.startswith(column.about)
    told = [row[0].value for row in book[COLUMNS.help_sheet].iter_rows(min_row=2)]
    assert told == [column.name for column in COLUMNS]


def test_the_workbook_offers_the_choices_of_a_column() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(FILES.xlsx()))[COLUMNS.sheet]
    offered = {one.formula1.strip('"') for one in sheet.data_validations.dataValidation}
    assert offered == {",".join(column.offered) for column in COLUMNS if column.choices}
    assert all(len(one) <= 253 for one in offered)


def test_no_cell_of_the_workbook_is_calculated() -> None:
    file = FILES.xlsx([{"reference": "=1+1", "title": "@x", "description": "-5"}])
    sheet = openpyxl.load_workbook(io.BytesIO(file))[COLUMNS.sheet]
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}


@given(st.text(max_size=30))
def test_text_that_is_written_comes_back_and_is_never_a_formula(text: str) -> None:
    written = as_plain_text(text)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    if not text.startswith('="'):
        assert cell_text(written) == text


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(form=st.sampled_from(sorted(FORMS)), facts=FACTS)
def test_whatever_is_filled_in_is_what_is_stored(
    form: str, facts: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / f"list.{form}"
    file.write_bytes(FORMS[form]([row_of(**facts)]))
    (release,), refused, noted = read(file)
    assert (refused, noted) == ([], [])
    one = COMPILER.compile([release]).opportunity
    title, amount, on = facts["title"], facts["amount"], facts["on"]
    assert (one.title, one.reference, one.how_to_respond) == (title, facts["reference"], title)
    assert (one.kind, one.visibility) == (facts["kind"], facts["visibility"])
    assert one.suitable_for == facts["suits"]
    assert (one.value.amount, one.value.vat, one.value.basis) == (amount, "included", "yearly")
    assert one.deadline == datetime.combine(on, facts["at"], LONDON).astimezone(UTC)
    assert one.starts_on == on
