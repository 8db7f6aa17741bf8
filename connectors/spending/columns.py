"""Which column of a payments file is which, by the headers that public bodies use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import SourceError
from bot.domain.spending_guide import plain

MOST_COLUMNS = 200

# The names of the Local Government Transparency Code and what councils make of them, best first.
NAMES: dict[str, tuple[str, ...]] = {
    "date": (
        "date", "payment date", "date of payment", "date paid", "paid date", "pay date",
        "transaction date", "posting date", "payment clearance date", "invoice payment date",
    ),
    "amount": (
        "amount", "net amount", "amount net", "amount excluding vat", "amount exc vat",
        "amount ex vat", "amount excl vat", "sumofamount exc vat", "amount paid", "payment amount",
        "amount gbp", "amount in sterling", "net", "value", "transaction amount", "net value",
    ),
    "payee": (
        "supplier name", "supplier", "supplier beneficiary name", "supplier beneficiary",
        "beneficiary", "beneficiary name", "payment beneficiary", "payee", "payee name", "vendor",
        "vendor name", "creditor", "creditor name", "merchant name", "name of supplier",
    ),
    "postcode": ("supplier postcode", "supplier post code", "postcode", "post code",
                 "vendor postcode"),
    "place": ("supplier place", "supplier town", "supplier city", "supplier location", "town",
              "city"),
    "type": (
        "expense type", "expenses type", "expenditure type", "expense category",
        "expenditure category", "procurement category", "procurement classification",
        "subjective group", "subjective description", "category", "type of expenditure",
        "detailed expenses type",
    ),
    "merchant": ("merchant category", "merchant category description"),
    "purpose": (
        "purpose", "purpose of spend", "purpose of expenditure", "summary of purpose",
        "summary of the purpose of the expenditure", "description", "narrative",
    ),
    "area": (
        "expense area", "expenditure area", "service area", "service area categorisation",
        "service", "directorate", "department", "department service", "service label",
    ),
    "number": (
        "transaction number", "transaction no", "transaction ref", "transaction reference",
        "document number", "document no", "internal ref number", "invoice number",
        "payment number", "reference", "unique document reference", "payment reference",
    ),
    "body": ("body name", "organisation name", "organisation", "body", "publisher name"),
    "vat": ("irrecoverable vat", "vat not recovered", "vat that cannot be recovered",
            "non recoverable vat", "unrecoverable vat"),
}  # fmt: skip
NEEDED = {"date": "Date", "amount": "Amount", "payee": "Supplier name"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known column stands, and the header that it has in the file."""

    at: dict[str, int]
    headers: tuple[str, ...]

    def cell(self, row: Sequence[str], name: str) -> str:
        """The row's cell in that column, trimmed; empty where either is missing."""
        at = self.at.get(name)
        return row[at].strip() if at is not None and at < len(row) else ""

    def header(self, name: str) -> str:
        """The column as the file calls it."""
        return self.headers[self.at[name]].strip()


def columns_of(row: Sequence[str]) -> Columns | None:
    """The columns, if this row is a header; of two columns for one thing the better name counts."""
    if len(row) > MOST_COLUMNS:
        raise SourceError(f"The file has more than {MOST_COLUMNS} columns: it is no payments file.")
    said = [_header(cell) for cell in row]
    at = {
        name: said.index(variant)
        for name, variants in NAMES.items()
        if (variant := next((v for v in variants if v in said), None))
    }
    return Columns(at, tuple(row)) if set(NEEDED) <= set(at) else None


def _header(cell: str) -> str:
    """Without signs: "Amount (£)" and "AMOUNT" are the same."""
    return plain(cell.replace("_", " "))
