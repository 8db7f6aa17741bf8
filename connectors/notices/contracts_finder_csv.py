"""Reads the Contracts Finder CSV export, each row as the OCDS release that it stands for."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.domain.notice import ProcessKey, Refusal, Release
from connectors.notices.dates import day_and_time, moment
from connectors.notices.ocds_release import fingerprint_of

FEED = "contracts_finder_csv"
NEEDED = ("Notice Identifier", "Notice Type", "Organisation Name", "Published Date", "Title")
_DOCUMENT_TYPES = {
    "PreProcurement": "marketEngagementNotice",
    "Pipeline": "plannedProcurementNotice",
}
_STATUSES = {"Open": "active", "Closed": "active", "Awarded": "complete", "Withdrawn": "withdrawn"}

Row = Mapping[str, str]


def read_csv(file: Path) -> Iterator[Release | Refusal]:
    """A release for each row; a row too short for its closing time counts as having none.

    The export names no `ocid`: the process key is made from the buyer's name and its reference.
    """
    csv.field_size_limit(10_000_000)
    with file.open(encoding="utf-8-sig", newline="") as source:
        try:
            reader = csv.DictReader(source, restval="", restkey="beyond the last column")
            missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if missing:
                yield Refusal(str(file), f"The header lacks {', '.join(missing)}.")
                return
            number = 1
            for number, row in enumerate(reader, start=2):
                yield _as_release(row, f"{file} row {number}")
            if number == 1:
                yield Refusal(str(file), "The table has no rows.")
        except UnicodeDecodeError:
            yield Refusal(str(file), "The text is not UTF-8: save the file as UTF-8 and try again.")
        except csv.Error as fault:
            yield Refusal(str(file), f"This is not a CSV table: {fault}.")


def _as_release(row: dict[str, Any], where: str) -> Release | Refusal:
    if "beyond the last column" in row:
        return Refusal(where, "The row has more cells than the header.")
    published = moment(row["Published Date"])
    if published is None:
        return Refusal(where, "The row has no published date that can be read.")
    if not row["Notice Identifier"].strip() or not row["Title"].strip():
        return Refusal(where, "The row has no notice identifier or no title.")
    body = _body(row)
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
        "relatedProcesses": [{"id": "1", "relationship": ["subContract"]}]
        if row.get("Is sub-contract") == "YES"
        else [],
        "tender": _tender(row),
    }


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
    ends = day_and_time(row.get("Closing Date", ""), row.get("Closing Time", ""))
    return {
        "id": row["Notice Identifier"].strip(),
        "title": row["Title"],
        "description": "\n\n".join(
            text for text in (row.get("Description"), row.get("Additional Text")) if text
        ),
        "status": _STATUSES.get(row.get("Status", ""), "active"),
        "documents": [
            {
                "id": "notice",
                "documentType": _DOCUMENT_TYPES.get(row["Notice Type"], "tenderNotice"),
            }
        ],
        "items": [
            {"id": "1", "additionalClassifications": codes, "deliveryAddresses": _places(row)}
        ],
        "mainProcurementCategory": _CATEGORIES.get(row.get("OJEU Contract Type", "")),
        "minValue": _amount(row.get("Value Low", "")),
        "value": _amount(row.get("Value High", "")) or _amount(row.get("Value Low", "")),
        "procurementMethodDetails": row.get("OJEU Procedure Type", "").strip(),
        "tenderPeriod": {"endDate": ends.isoformat() if ends else None},
        "deadlineHasNoTime": bool(ends and not row.get("Closing Time", "").strip()),
        "contractPeriod": {
            "startDate": _day(row.get("Start Date", "")),
            "endDate": _day(row.get("End Date", "")),
        },
        "suitability": {
            "sme": row.get("Suitable for SME") == "Yes",
            "vcse": row.get("Suitable for VCO") == "Yes",
        },
    }


_CATEGORIES = {"Works": "works", "Services": "services", "Products": "goods"}


def _places(row: Row) -> list[dict[str, str]]:
    regions = [
        {"region": name.strip()} for name in row.get("Region", "").split(",") if name.strip()
    ]
    postcode = row.get("Postcode", "").strip()
    return ([{"postalCode": postcode}] if postcode else []) + regions


def _amount(text: str) -> dict[str, Any] | None:
    try:
        amount = float(text)
    except ValueError:
        return None
    return {"amount": amount, "currency": "GBP"} if 0 < amount < math.inf else None


def _day(text: str) -> str | None:
    at = day_and_time(text, "12:00")
    return at.isoformat() if at else None
