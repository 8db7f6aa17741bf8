"""Lists of opportunities as files: the template to fill in, and any rows in its form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from connectors.notices.lists.columns import ListColumns
from connectors.notices.lists.csv_table import as_plain_text

Written = Mapping[str, str]


class ListFiles:
    """The template of a buyer's list, and lists in its form."""

    def __init__(self, columns: ListColumns) -> None:
        self.columns = columns

    def examples(self) -> list[dict[str, str]]:
        """The example rows by column key; an import leaves them out."""
        count = len(self.columns["reference"].examples)
        return [{c.key: c.examples[n] for c in self.columns} for n in range(count)]

    def described(self) -> list[Mapping[str, Any]]:
        """Each column's name, what it is about, whether it is needed, and its choices as text."""
        return [
            {
                "name": column.name,
                "about": column.about,
                "required": column.required,
                "choices": ", ".join(column.offered),
            }
            for column in self.columns
        ]

    def csv(self, rows: Iterable[Written] | None = None) -> bytes:
        """The rows (else the examples) as CSV in UTF-8 with the mark that Excel looks for.

        A cell that a spreadsheet program would calculate gets an apostrophe before it, which
        reading takes away again.
        """
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(column.name for column in self.columns)
        for row in self.examples() if rows is None else rows:
            writer.writerow(as_plain_text(row.get(column.key, "")) for column in self.columns)
        return out.getvalue().encode("utf-8-sig")

    def xlsx(self, rows: Iterable[Written] | None = None) -> bytes:
        """The rows (else the examples) as a workbook: notes on headers, choices, a help sheet."""
        return self._workbook if rows is None else self._written(rows)

    @cached_property
    def _workbook(self) -> bytes:
        """The template's, made once: writing takes a while."""
        return self._written(self.examples())

    def _written(self, rows: Iterable[Written]) -> bytes:
        # The service does without that library until somebody asks for a workbook.
        from connectors.notices.lists.workbook import workbook_of  # noqa: PLC0415

        return workbook_of(self.columns, rows)
