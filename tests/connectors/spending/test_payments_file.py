"""Reading the files in which public bodies publish their payments."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import SourceError
from bot.domain.payment import Payment, RefusedRow
from bot.domain.spending import PayeePlace
from bot.domain.spending_guide import Heading, SpendingGuide
from connectors.spending import cells
from connectors.spending.columns import NAMES
from connectors.spending.payments_file import PaymentsFileReader

TODAY = date(2026, 3, 31)
GUIDE = SpendingGuide({"Hospitality": Heading("Catering", ("catering",))}, {})
HEAD = "Date,Amount,Supplier Name,Expense Type\n"
MADE_UP = Path(__file__).parents[2] / "samples" / "payments" / "eastside_made_up.csv"


def place_of(postcode: str, town: str) -> PayeePlace:
    """In Birmingham if anything is said of it."""
    return PayeePlace.BIRMINGHAM if postcode or town else PayeePlace.NOT_STATED


READER = PaymentsFileReader(GUIDE, place_of)


def read(folder: Path, content: str | bytes) -> list[Payment | RefusedRow]:
    file = folder / "payments.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(READER.read(file, TODAY))


def only(folder: Path, content: str | bytes) -> Payment:
    (row,) = read(folder, content)
    assert isinstance(row, Payment)
    return row


def refusal(folder: Path, content: str) -> RefusedRow:
    (row,) = read(folder, content)
    assert isinstance(row, RefusedRow)
    return row


def test_a_row_becomes_a_payment(tmp_path: Path) -> None:
    assert only(tmp_path, HEAD + '03/04/2025,"£1,250.50",Bright Windows Ltd,Cleaning\n') == Payment(
        date(2025, 4, 3), Decimal("1250.50"), "bright windows", "Cleaning", PayeePlace.NOT_STATED
    )


@pytest.mark.parametrize("date_name", NAMES["date"])
@pytest.mark.parametrize("amount_name", ["Amount (£)", "NET_AMOUNT", "Amount excl. VAT", "Value"])
def test_columns_are_known_by_the_headers_that_bodies_use(
    tmp_path: Path, date_name: str, amount_name: str
) -> None:
    head = f"Supplier (Beneficiary) Name,{amount_name},{date_name.title()}\n"
    assert only(tmp_path, head + "Bright,600,2025-04-03\n").amount == 600


def test_a_title_and_empty_rows_above_the_header_do_no_harm(tmp_path: Path) -> None:
    file = "Payments over £500\n\n\n" + HEAD + "\n03/04/2025,600,Bright,Cleaning\n,,,\n"
    assert only(tmp_path, file).amount == 600


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("(150.00)", -150), ("-150", -150), ("150-", -150), ("150.00 CR", -150),
        ("£ 1,500", 1500), ("1500.0", 1500), ("\N{MINUS SIGN}150", -150),
    ],
)  # fmt: skip
def test_sums_are_read_as_bodies_write_them(tmp_path: Path, cell: str, amount: int) -> None:
    assert only(tmp_path, HEAD + f'03/04/2025,"{cell}",Bright,Cleaning\n').amount == amount


@pytest.mark.parametrize(
    "cell",
    ["03/04/2025", "3/4/25", "2025-04-03", "2025-04-03T00:00:00", "03-Apr-2025", "3 April 2025",
     "03.04.2025", "03/04/2025 00:00", "03-Apr-25"],
)  # fmt: skip
def test_days_are_read_day_before_month(tmp_path: Path, cell: str) -> None:
    row = only(tmp_path, HEAD + f"{cell},600,Bright,Cleaning\n")
    assert row.paid_on == date(2025, 4, 3)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("31/02/2025,600,Bright,Cleaning", "Date", "cannot be read"),
        (",600,Bright,Cleaning", "Date", "no date"),
        ("01/04/2026,600,Bright,Cleaning", "Date", "future"),
        ("01/04/1999,600,Bright,Cleaning", "Date", "2000"),
        ("03/04/2025,six,Bright,Cleaning", "Amount", "cannot be read"),
        ("03/04/2025,=SUM(A1),Bright,Cleaning", "Amount", "cannot be read"),
        ("03/04/2025,0.00,Bright,Cleaning", "Amount", "nought"),
        ("03/04/2025,99999999999,Bright,Cleaning", "Amount", "larger"),
        ("03/04/2025,,Bright,Cleaning", "Amount", "no amount"),
        ('03/04/2025,600,Bright,"=HYPERLINK(""x"")"', "Expense Type", "formula"),
    ],
)
def test_a_bad_row_is_refused_by_row_and_column(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    found = refusal(tmp_path, HEAD + row + "\n")
    assert (found.row, found.column) == (2, column)
    assert reason in found.reason
    assert "Bright" not in repr(found)


def test_one_bad_row_costs_one_row(tmp_path: Path) -> None:
    good = "03/04/2025,600,Bright,Cleaning\n"
    rows = read(tmp_path, HEAD + good + "nonsense\n" + good)
    assert [type(row) for row in rows] == [Payment, RefusedRow, Payment]


@pytest.mark.parametrize(
    "payee", ["REDACTED PERSONAL DATA", "Redacted", "Name withheld", "Personal data", "", "  "]
)
def test_a_hidden_payee_is_nobody(tmp_path: Path, payee: str) -> None:
    assert only(tmp_path, HEAD + f"03/04/2025,600,{payee},Cleaning\n").payee is None


def test_two_spellings_of_a_payee_are_one() -> None:
    assert cells.payee("Handy Repairs C.I.C.") == cells.payee("HANDY  REPAIRS CIC")


def test_a_purpose_is_free_text_and_kept_only_where_the_guide_knows_it(tmp_path: Path) -> None:
    head = "Date,Amount,Supplier,Purpose,Expense Area\n"
    known = only(tmp_path, head + "03/04/2025,600,Bright,Hospitality,Schools\n")
    free = only(tmp_path, head + "03/04/2025,600,Bright,Lunch for Mrs Example,Schools\n")
    assert (known.category, free.category) == ("Catering", "Schools")


def test_the_payments_of_two_bodies_are_not_mixed(tmp_path: Path) -> None:
    head = "Body Name,Date,Amount,Supplier\n"
    rows = read(tmp_path, head + "Eastside,03/04/2025,600,A\nWestside,03/04/2025,600,B\n")
    assert isinstance(rows[1], RefusedRow)
    assert rows[1].column == "Body Name"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    file = HEAD + "03/04/2025,£600,Bright,Café supplies\n"
    assert only(tmp_path, file.encode(encoding)).category == "Café supplies"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "No row"),
        (b"a,b,c\n1,2,3\n", "Supplier name"),
        (b"PK\x03\x04 something", "save the sheet as CSV"),
        (b"Date,Amount,Supplier\n" + b"x" * 300_000, "longer"),
        (b",".join(b"x" for _ in range(5000)), "columns"),
        (b'"' + b"x,\n" * 100_000, "no CSV table"),
    ],
)
def test_what_is_no_payments_file_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, content)
    assert reason in str(caught.value)


def test_a_missing_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        list(READER.read(tmp_path / "nothing.csv", TODAY))
    with pytest.raises(SourceError):
        READER.fingerprint(tmp_path / "nothing.csv")


def test_a_lost_quote_does_not_swallow_the_rest_unseen(tmp_path: Path) -> None:
    good = "03/04/2025,600,Bright,Cleaning\n"
    rows = read(tmp_path, HEAD + '03/04/2025,600,"Bright,Cleaning\n' + good * 8000)
    assert any(isinstance(row, RefusedRow) for row in rows)
    assert any(isinstance(row, Payment) for row in rows)


cell = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.lists(cell, max_size=6), max_size=12))
def test_any_row_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["Date", "Amount", "Supplier", "Expense Type"], *rows])
    found = read(tmp_path_factory.mktemp("any"), out.getvalue())
    filled = [row for row in rows if any(one.strip() for one in row)]
    assert len(found) >= len(filled) - sum("\0" in "".join(row) for row in rows)
    for one in found:
        assert isinstance(one, Payment) or (one.row >= 2 and one.reason)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    with suppress(SourceError):
        rows = read(tmp_path_factory.mktemp("any"), content)
        assert all(isinstance(row, Payment) or row.reason for row in rows)


def test_the_made_up_file_is_read_as_its_rows_say() -> None:
    rows = list(READER.read(MADE_UP, TODAY))
    refused = [(row.row, row.column) for row in rows if isinstance(row, RefusedRow)]
    assert (len(rows), refused) == (20, [(14, "Payment Date"), (15, "Amount (£)")])
