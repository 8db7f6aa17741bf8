"""Releases, rows and files as notices bring them, whole unless a test says otherwise."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from bot.domain.notice import Release
from connectors.notices.ocds_release import as_release

CSV_COLUMNS = (
    "Notice Identifier",
    "Notice Type",
    "Organisation Name",
    "Status",
    "Published Date",
    "Title",
    "Description",
    "Postcode",
    "Region",
    "Cpv Codes",
    "Closing Date",
    "Is sub-contract",
    "Value Low",
    "Value High",
    "OJEU Procedure Type",
    "Closing Time",
)
CSV_ROW = {
    "Notice Identifier": "BV-1",
    "Notice Type": "Contract",
    "Organisation Name": "Brindle Vale Council",
    "Status": "Open",
    "Published Date": "2025-10-05T09:00:00Z",
    "Title": "Painting of a library",
    "Description": "Two rooms.",
    "Region": "West Midlands",
    "Cpv Codes": "45442100",
    "Closing Date": "21/11/2025",
    "Is sub-contract": "NO",
    "Value Low": "5000",
    "Value High": "12000",
    "Closing Time": "12:00",
}


def a_body(**changes: Any) -> dict[str, Any]:
    """A clean release; `tender` changes single fields of the tender."""
    tender = {
        "id": "T-1",
        "title": "Cleaning of a community hall",
        "description": "Floors, kitchen and toilets, twice a week.",
        "mainProcurementCategory": "services",
        "status": "active",
        "items": [
            {
                "id": "1",
                "classification": {"scheme": "CPV", "id": "90910000"},
                "deliveryAddresses": [{"postalCode": "B9 5SS"}],
            }
        ],
        "value": {"amount": 9000, "currency": "GBP"},
        "tenderPeriod": {"endDate": "2025-11-20T12:00:00Z"},
        **changes.pop("tender", {}),
    }
    return {
        "ocid": "ocds-b5fd17-made-up-1",
        "id": "made-up-1-1",
        "date": "2025-10-01T09:00:00Z",
        "tag": ["tender"],
        "parties": [
            {
                "id": "b",
                "name": "Brindle Vale Council",
                "roles": ["buyer"],
                "identifier": {"scheme": "GB-PPON", "id": "PMAD-0000-EUPX"},
            }
        ],
        "buyer": {"id": "b", "name": "Brindle Vale Council"},
        "tender": tender,
        **changes,
    }


def a_release(**changes: Any) -> Release:
    """A clean release as the reader gives it."""
    read = as_release(a_body(**changes), "here")
    assert isinstance(read, Release), read
    return read


def package(*bodies: Any) -> str:
    """A release package as JSON; lone surrogates stay as escapes."""
    return json.dumps({"uri": "https://example.org/made-up", "releases": list(bodies)})


def table(*rows: dict[str, str], columns: tuple[str, ...] = CSV_COLUMNS) -> str:
    """A Contracts Finder export; each row changes single cells of a clean one."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(CSV_ROW | row for row in rows)
    return out.getvalue()


def write(file: Path, content: str | bytes) -> Path:
    """The file with that content, in UTF-8."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file
