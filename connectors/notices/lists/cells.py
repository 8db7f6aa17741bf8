"""What people write into the cells of a table: words, sums, links, addresses, codes and choices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from urllib.parse import urlsplit

from connectors.notices.lists.columns import Column

LONGEST_CELL = 32_767
"""Characters: no spreadsheet program holds more in a cell."""

SHEET_ERRORS = frozenset(
    ["#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"]
)
_SHOWN = 40
_THOUSANDS = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_AMOUNT = re.compile(
    r"(?:£|gbp)?\s*(?P<whole>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]{1,15})(?P<part>\.[0-9]+)?"
    r"\s*(?P<unit>k|m|thousand|million)?",
    re.IGNORECASE,
)
_PENNIES = 3
"""A point and two digits; three digits after a point may be thousands, as elsewhere in Europe."""
_MAILBOX = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]+\.[^\s@,;<>\".]{2,}")
_CPV = re.compile(r"[0-9]{8}(?:-[0-9])?")
_BETWEEN_CODES = re.compile(r"[\s,;|]+")
_BETWEEN_AREAS = re.compile(r"[,;\n]+")
_BLANKS = " \t\r\n\v\f\xa0\u200b\ufeff"


class UnreadableCellError(ValueError):
    """A cell that does not hold what its column asks for; the message ends the sentence."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A cell whose content the spreadsheet itself cannot tell, and why."""

    reason: str


Cell = str | datetime | time | Spoilt
"""What a table has in one place; "" where there is nothing."""


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in it."""
    return isinstance(cell, str) and not cell.strip(_BLANKS)


def words(cell: Cell) -> str:
    """The text of a cell; a date or time as people write it."""
    if isinstance(cell, Spoilt):
        raise UnreadableCellError(cell.reason)
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    text = cell.strip(_BLANKS)
    if len(text) > LONGEST_CELL:
        raise UnreadableCellError(f"the text is longer than {LONGEST_CELL:,} characters")
    if text.upper() in SHEET_ERRORS:
        raise UnreadableCellError(f"the spreadsheet shows {text.upper()} here; type what is meant")
    return text


def line(cell: Cell) -> str:
    """The text on one line."""
    return " ".join(words(cell).split())


def shown(text: str) -> str:
    """A cell's text as a refusal shows it: short, and nothing but what can be printed."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return f"'{plain[:_SHOWN]}…'" if len(plain) > _SHOWN else f"'{plain}'"


def choice(cell: Cell, column: Column) -> str:
    """The value that the cell chooses among the column's."""
    said = line(cell)
    chosen = column.chosen(said)
    if chosen is None:
        offered = ", ".join(column.offered)
        raise UnreadableCellError(f"{shown(said)} is none of the choices; write one of: {offered}")
    return chosen


def pounds(cell: Cell) -> Decimal:
    """A sum in pounds, above nought: "£12,500", "12.5k", "12500.00"."""
    said = line(cell)
    match = _AMOUNT.fullmatch(said)
    if not match:
        raise UnreadableCellError(f"{shown(said)} is not one sum in pounds; write 12500")
    unit, part = (match["unit"] or "").lower(), match["part"] or ""
    if not unit and len(part) > _PENNIES:
        raise UnreadableCellError(f"{shown(said)} may mean pounds or thousands; write 12500.00")
    whole = re.sub("[, ]", "", match["whole"])
    amount = Decimal(f"{whole}{part[:20]}") * _THOUSANDS[unit]
    if not amount:
        raise UnreadableCellError("a sum of nought says nothing; leave the cell empty instead")
    return amount


def codes(cell: Cell) -> list[str]:
    """CPV codes, the main one first."""
    said = [code for code in _BETWEEN_CODES.split(words(cell)) if code]
    wrong = next((code for code in said if not _CPV.fullmatch(code)), None)
    if wrong is not None:
        raise UnreadableCellError(
            f"{shown(wrong)} is not a CPV code; write its eight digits, a 0 in front included"
        )
    return said


def areas(cell: Cell) -> list[str]:
    """The names that stand there, parted by commas."""
    return [name for part in _BETWEEN_AREAS.split(words(cell)) if (name := " ".join(part.split()))]


def link(cell: Cell) -> str:
    """A web address that a browser can open."""
    said = line(cell)
    try:
        parts = urlsplit(said)
        is_page = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        is_page = False
    if not is_page or " " in said:
        raise UnreadableCellError(f"{shown(said)} is not a web address; start it with https://")
    return said


def mailbox(cell: Cell) -> str:
    """One e-mail address."""
    said = line(cell).removeprefix("mailto:")
    if not _MAILBOX.fullmatch(said):
        raise UnreadableCellError(
            f"{shown(said)} is not one e-mail address; write one such as buying@example.org"
        )
    return said
