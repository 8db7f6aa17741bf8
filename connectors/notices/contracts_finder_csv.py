"""Reads the Contracts Finder CSV export, each row as the OCDS release that it stands for."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bot.domain.notice import FileNote, ProcessKey, Refusal, Release
from connectors.notices.csv_lines import SEPARATORS, Rows, first_rows, rows_of
from connectors.notices.dates import day_and_time, moment
from connectors.notices.ocds_release import fingerprint_of
from connectors.notices.text_file import BadFileError, Encoding, encoding_of

FEED = "contracts_finder_csv"
NEEDED = ("Notice Identifier", "Notice Type", "Organisation Name", "Published Date", "Title")
_DOCUMENT_TYPES = {
    "PreProcurement": "marketEngagementNotice",
    "Pipeline": "plannedProcurementNotice",
}
_STATUSES = {
    "": "active",
    "Open": "active",
    "Closed": "active",
    "Awarded": "complete",
    "Withdrawn": "withdrawn",
}
_CATEGORIES = {
    "": None,
    "NotApplicable": None,
    "NotSpecified": None,
    "Works": "works",
    "Services": "services",
    "Products": "goods",
}
_ANSWERS = {"": False, "No": False, "Yes": True}
_NO_DATE = ("", "01/01/1")
"""How the export writes that there is no date."""

_TELLING = frozenset({"Notice Identifier", "Published Date"})
"""Columns that no other table has."""

_BEYOND = "beyond the last column"

Row = Mapping[str, str]


def is_export(file: Path) -> bool:
    """Whether the header is an export's, or nearer to it than to any other table."""
    try:
        encoding = encoding_of(file)
    except BadFileError:
        return False
    return _separator(file, encoding) is not None


def read_csv(file: Path) -> Iterator[Release | Refusal | FileNote]:
    """A release for each row; a row too short for its closing time counts as having none.

    The export names no `ocid`: the process key is made from the buyer's name and its reference.
    A cell that cannot be understood goes into the release as it is, to be noted there. Columns
    that tell nothing of an opportunity (attachments, links, whom it was awarded to) are not kept.
    A file that a spreadsheet program saved in another encoding, or with another separator, is
    read too; each release then says as what it was read.
    """
    try:
        encoding = encoding_of(file)
        if encoding.instead:
            said = f"The file is not UTF-8; it was read as {encoding.instead}."
            yield FileNote(str(file), said)
        with rows_of(file, encoding, _separator(file, encoding) or SEPARATORS[0]) as rows:
            yield from _of_rows(file, rows, encoding)
    except BadFileError as fault:
        yield Refusal(str(file), str(fault))
    except csv.Error as fault:
        yield Refusal(str(file), f"This is not a CSV table: {fault}.")


def _of_rows(file: Path, rows: Rows, encoding: Encoding) -> Iterator[Release | Refusal]:
    header = next(rows, [])
    missing = [name for name in NEEDED if name not in header]
    if missing:
        yield Refusal(str(file), f"The header lacks {', '.join(missing)}.")
        return
    added = {"readAs": encoding.instead} if encoding.instead else {}
    number = 1
    for number, cells in enumerate(_whole_or_broken(rows), start=2):
        where = f"{file} row {number}"
        if isinstance(cells, str):
            yield Refusal(where, cells)
            continue
        row = dict(zip_longest(header, cells[: len(header)]))
        surplus = {_BEYOND: cells[len(header) :]} if len(cells) > len(header) else {}
        yield _as_release(row | surplus, where, added)
    if number == 1:
        yield Refusal(str(file), "The table has no rows.")


def _whole_or_broken(rows: Rows) -> Iterator[list[str] | str]:
    """Each row that is not blank, or why it is none; a broken one costs only its own lines."""
    while True:
        first = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            yield f"Lines {first} to {rows.line_num} are no row of a CSV table: {fault}."
        else:
            if row:
                yield row


def _separator(file: Path, encoding: Encoding) -> str | None:
    """The separator with which the header is an export's, or None."""
    headers = {one: first_rows(file, encoding, one)[:1] for one in SEPARATORS}
    known = {one: len(_TELLING.intersection(*rows)) for one, rows in headers.items() if rows}
    best = max(known, key=lambda one: known[one], default=None)
    return best if best and known[best] else None


def _as_release(row: dict[str, Any], where: str, added: Mapping[str, str]) -> Release | Refusal:
    if _BEYOND in row:
        return Refusal(where, "The row has more cells than the header.")
    lacking = sum(cell is None for cell in row.values())
    row = {name: cell or "" for name, cell in row.items()}
    published = moment(row["Published Date"])
    if published is None:
        return Refusal(where, "The row has no published date that can be read.")
    if not row["Notice Identifier"].strip() or not row["Title"].strip():
        return Refusal(where, "The row has no notice identifier or no title.")
    body = {**_body(row), **added}
    if lacking > 1:  # the closing time is the last column, and noted for itself
        body["tender"]["cellsLacking"] = lacking
    return Release(_key(row), None, published, FEED, body, fingerprint_of(body))


def _key(row: Row) -> ProcessKey:
    identity = f"{row['Organisation Name'].strip().lower()}|{row['Notice Identifier'].strip()}"
    return ProcessKey(f"{FEED}-{hashlib.sha256(identity.encode()).hexdigest()[:24]}")


def _body(row: Row) -> dict[str, Any]:
    planning = row["Notice Type"] in _DOCUMENT_TYPES
    return {
        "id": row["Notice Identifier"].strip(),
        "date": row["Published Date"],
        "tag": ["planning" if planning else "tender"],
        "buyer": {"name": row["Organisation Name"].strip()},
        "parties": [_buyer(row)],
        "relatedProcesses": _relations(row.get("Is sub-contract", "")),
        "tender": _tender(row),
    }


def _relations(answer: str) -> object:
    if answer == "YES":
        return [{"id": "1", "relationship": ["subContract"]}]
    return [] if answer in {"", "NO"} else answer


def _buyer(row: Row) -> dict[str, Any]:
    return {
        "id": "buyer",
        "name": row["Organisation Name"].strip(),
        "roles": ["buyer"],
        "address": {
            "locality": row.get("Contact Town", ""),
            "postalCode": row.get("Contact Postcode", ""),
        },
        "contactPoint": {
            "name": row.get("Contact Name", ""),
            "email": row.get("Contact Email", ""),
            "telephone": row.get("Contact Telephone", ""),
        },
        "details": {"url": row.get("Contact Website", "")},
    }


def _tender(row: Row) -> dict[str, Any]:
    codes = [{"scheme": "CPV", "id": code} for code in row.get("Cpv Codes", "").split()]
    ends = _moment(row.get("Closing Date", ""), row.get("Closing Time", ""))
    return {
        "id": row["Notice Identifier"].strip(),
        "title": row["Title"],
        "description": "\n\n".join(
            text for text in (row.get("Description"), row.get("Additional Text")) if text
        ),
        "status": _known(_STATUSES, row.get("Status", "")),
        "documents": [
            {
                "id": "notice",
                "documentType": _DOCUMENT_TYPES.get(row["Notice Type"], "tenderNotice"),
            }
        ],
        "items": [
            {"id": "1", "additionalClassifications": codes, "deliveryAddresses": _places(row)}
        ],
        "mainProcurementCategory": _known(_CATEGORIES, row.get("OJEU Contract Type", "")),
        "minValue": _amount(row.get("Value Low", "")),
        "value": _amount(row.get("Value High", "")) or _amount(row.get("Value Low", "")),
        "procurementMethodDetails": row.get("OJEU Procedure Type", "").strip(),
        "tenderPeriod": {"endDate": ends},
        "deadlineHasNoTime": bool(ends and not row.get("Closing Time", "").strip()),
        "contractPeriod": {
            "startDate": _moment(row.get("Start Date", ""), "12:00"),
            "endDate": _moment(row.get("End Date", ""), "12:00"),
        },
        "suitability": {
            "sme": _known(_ANSWERS, row.get("Suitable for SME", "")),
            "vcse": _known(_ANSWERS, row.get("Suitable for VCO", "")),
        },
    }


def _known(words: Mapping[str, Any], said: str) -> Any:
    """What the export's word stands for; a word that it never had stays as it is."""
    return words.get(said.strip(), said)


def _places(row: Row) -> list[dict[str, str]]:
    regions = [
        {"region": name.strip()} for name in row.get("Region", "").split(",") if name.strip()
    ]
    postcode = row.get("Postcode", "").strip()
    return ([{"postalCode": postcode}] if postcode else []) + regions


def _amount(text: str) -> dict[str, Any] | None:
    """Nothing, or nought, stands for "not stated"."""
    if not text.strip():
        return None
    try:
        amount: float | str = float(text)
    except ValueError:
        amount = text
    if not isinstance(amount, float) or not math.isfinite(amount):
        return {"amount": text, "currency": "GBP"}
    return {"amount": amount, "currency": "GBP"} if amount else None


def _moment(day: str, clock: str) -> str | None:
    if day.strip() in _NO_DATE:
        return None
    at = day_and_time(day, clock)
    return at.isoformat() if at else f"{day} {clock}".strip()
