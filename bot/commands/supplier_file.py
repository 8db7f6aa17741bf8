"""The file of `doorstep suppliers import`: a firm a line, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bot.domain.errors import InvalidInputError
from bot.domain.place import usual_spelling
from bot.domain.supplier import Agreement, Supplier, SupplierId
from bot.services.import_suppliers import RefusedSupplier

KNOWN = frozenset(
    {"supplier_id", "name", "text", "postcode", "max_value", "registered_at", "shown_to_buyers"}
)
_LARGEST = Decimal("1e13")


def read_suppliers(file: Path, now: datetime) -> Iterator[Supplier | RefusedSupplier]:
    """The firms of the file; a line that is none is a refusal, an empty one is passed over.

    Whoever has no `registered_at` registered now. InvalidInputError where the file cannot be read.
    """
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _read(line, number, now)
    except OSError as fault:
        raise InvalidInputError(f"{file} cannot be read: {fault.strerror}.") from fault


def _read(line: bytes, number: int, now: datetime) -> Supplier | RefusedSupplier:
    try:
        return _supplier(_object(line), now)
    except InvalidInputError as fault:
        return RefusedSupplier(number, str(fault))


def _object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as fault:
        raise InvalidInputError("The line is not JSON in UTF-8.") from fault
    if not isinstance(row, dict):
        raise InvalidInputError("The line is not an object.")
    if unknown := sorted(row.keys() - KNOWN):
        raise InvalidInputError(f"There is no field {unknown[0]}.")
    return row


def _supplier(row: dict[str, Any], now: datetime) -> Supplier:
    postcode = _text(row, "postcode", required=False)
    registered = _text(row, "registered_at", required=False)
    return Supplier(
        id=SupplierId(_text(row, "supplier_id")),
        name=_text(row, "name"),
        text=_text(row, "text"),
        registered_at=_moment("registered_at", registered) if registered else now,
        # What is none stays as it is, so that the refusal names the field.
        postcode=(usual_spelling(postcode) or postcode) if postcode else None,
        max_value=_pounds(row.get("max_value")),
        shown_to_buyers=_agreement(row.get("shown_to_buyers")),
    )


def _text(row: dict[str, Any], field: str, *, required: bool = True) -> str:
    value = row.get(field)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise InvalidInputError(f"The field {field} must be text.")
    # Half a surrogate pair, which JSON may hold, can be stored nowhere.
    return value.encode("utf-8", "replace").decode("utf-8").strip()


def _moment(field: str, text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise InvalidInputError(f"The field {field} must be a moment with a zone.") from fault


def _pounds(value: object) -> Decimal | None:
    if value is None:
        return None
    try:
        amount = Decimal(str(value)) if not isinstance(value, bool) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or amount > _LARGEST:
        raise InvalidInputError("The field max_value must be pounds.")
    return amount


def _agreement(value: object) -> Agreement | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise InvalidInputError("The field shown_to_buyers must be an object of at and wording.")
    return Agreement(_moment("shown_to_buyers", _text(value, "at")), _text(value, "wording"))
