"""Reads a buyer's published file of payments, row by row, in a stream."""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.domain.errors import SourceError
from bot.domain.payment import Payment, RefusedRow
from bot.domain.spending import PayeePlace
from bot.domain.spending_guide import SpendingGuide, plain
from connectors.spending import cells
from connectors.spending.columns import NEEDED, Columns, columns_of

LONGEST_LINE = 200_000
LONGEST_CELL = 100_000
HEADER_WITHIN = 25
"""Rows in which the header is looked for: some files begin with a title and a note."""
BLOCK = 1 << 20

PlaceOf = Callable[[str, str], PayeePlace]
"""Where a payee is, by postcode and by town, either of which may be empty."""


class PaymentsFileReader:
    """The reader of payments files; `docs/payments-files.md` tells of the form."""

    def __init__(self, guide: SpendingGuide, place_of: PlaceOf) -> None:
        self._guide = guide
        self._place_of = place_of

    def read(self, file: Path, latest: date) -> Iterator[Payment | RefusedRow]:
        """Every payment, or the row, column and reason for which it was refused.

        A date after `latest` is refused. SourceError where the file is no payments file at all.
        """
        try:
            with file.open(encoding=_encoding_of(file), errors="replace", newline="") as source:
                yield from self._rows(source, latest)
        except OSError as fault:
            raise SourceError(f"{file.name} cannot be read: {fault.strerror}.") from fault

    def fingerprint(self, file: Path) -> str:
        """The file's SHA-256; SourceError where it cannot be read."""
        try:
            with file.open("rb") as source:
                return hashlib.file_digest(source, "sha256").hexdigest()
        except OSError as fault:
            raise SourceError(f"{file.name} cannot be read: {fault.strerror}.") from fault

    def _rows(self, source: TextIO, latest: date) -> Iterator[Payment | RefusedRow]:
        csv.field_size_limit(LONGEST_CELL)
        rows = csv.reader(_lines(source))
        columns, body = _find_header(rows), ""
        while True:
            begun = rows.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error:
                yield RefusedRow(begun, "", "The row is no row of a table: look for a lost quote.")
                continue
            if not any(cell.strip() for cell in row):
                continue
            said = plain(columns.cell(row, "body"))
            if said and body and said != body:
                reason = "This is another body's payment: give each body's file by itself."
                yield RefusedRow(begun, columns.header("body"), reason)
                continue
            body = body or said
            yield self._payment(begun, row, columns, latest)

    def _payment(
        self, number: int, row: list[str], columns: Columns, latest: date
    ) -> Payment | RefusedRow:
        paid_on = cells.day(columns.cell(row, "date"), latest)
        if isinstance(paid_on, str):
            return RefusedRow(number, columns.header("date"), paid_on)
        amount = cells.pounds(columns.cell(row, "amount"))
        if isinstance(amount, str):
            return RefusedRow(number, columns.header("amount"), amount)
        name, category = self._category(row, columns)
        if category is None:
            reason = "The cell is a spreadsheet formula."
            return RefusedRow(number, columns.header(name), reason)
        return Payment(
            paid_on=paid_on,
            amount=amount,
            payee=cells.payee(columns.cell(row, "payee")),
            category=category,
            place=self._place_of(columns.cell(row, "postcode"), columns.cell(row, "place")),
            number=columns.cell(row, "number"),
            body=columns.cell(row, "body"),
        )

    def _category(self, row: list[str], columns: Columns) -> tuple[str, str | None]:
        """The heading: the type of expense, else a purpose that the guide knows, else the area.

        A purpose is free text that may name somebody, so it is never kept as it was written.
        """
        for name in ("type", "merchant"):
            said = columns.cell(row, name)
            if said:
                return name, cells.category(said)
        purpose = columns.cell(row, "purpose")
        known = self._guide.read(purpose) if purpose else None
        if known and known.is_known:
            return "purpose", known.name
        return "area", cells.category(columns.cell(row, "area"))


def _find_header(rows: Iterator[list[str]]) -> Columns:
    try:
        for _ in range(HEADER_WITHIN):
            found = columns_of(next(rows))
            if found:
                return found
    except StopIteration:
        pass
    except csv.Error as fault:
        raise SourceError(f"The file is no CSV table: {fault}.") from fault
    wanted = ", ".join(NEEDED.values())
    raise SourceError(
        f"No row among the first {HEADER_WITHIN} is a header with the columns {wanted}."
    )


def _lines(source: TextIO) -> Iterator[str]:
    """The file's lines; one without an end would be read whole, so it is refused."""
    while line := source.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise SourceError(f"A line is longer than {LONGEST_LINE:,} characters.")
        yield line


def _encoding_of(file: Path) -> str:
    """UTF-8 or UTF-16 if it is that, else what spreadsheets on Windows write."""
    with file.open("rb") as source:
        start = source.read(4)
        if start.startswith(b"PK"):
            raise SourceError("This is an Excel workbook or an archive: save the sheet as CSV.")
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        source.seek(0)
        return "utf-8-sig" if _is_utf8(source) else "cp1252"


def _is_utf8(source: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := source.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
