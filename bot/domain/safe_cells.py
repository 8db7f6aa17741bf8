"""Cells of a table that a spreadsheet reads as words, never as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would compute it. Idempotent."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV (RFC 4180) with a mark by which spreadsheets know that it is UTF-8."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([[safe_cell(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + written.getvalue().encode()
