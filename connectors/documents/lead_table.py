"""Tables as CSV that spreadsheets open; what firms wrote in them is never a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes UTF-8 for something else."""
_A_FORMULA = re.compile(r"[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What begins one, in usual and in full width, also behind blanks or quotes."""
_BREAKS = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


class CsvLeadTable:
    """The LeadTable of files with commas between, and CRLF at each line's end."""

    def csv(self, rows: Sequence[Sequence[str]]) -> bytes:
        """The table; a cell that a spreadsheet could run begins with an apostrophe."""
        told = io.StringIO()
        writer = csv.writer(told, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerows([[_safe(cell) for cell in row] for row in rows])
        return f"{_BOM}{told.getvalue()}".encode("utf-8", "replace")


def _safe(cell: str) -> str:
    line = _BREAKS.sub(" ", cell)
    return f"'{line}" if _A_FORMULA.match(line) else line
