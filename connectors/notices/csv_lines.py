"""Rows of a CSV file, guarded against what is no table: endless lines, cells and columns."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Protocol, TextIO

from connectors.notices.text_file import Encoding

SEPARATORS = (",", ";", "\t", "|")
FIRST_ROWS = 30
"""Rows among which a header is looked for: titles and notes may stand above it."""

_LONGEST_LINE = 10_000_000
_LONGEST_START = 1_000_000
"""Characters in which a header is looked for."""

_MOST_SEPARATORS = 32_768
"""In one line; no spreadsheet program has half as many columns."""

Row = list[str]


class Rows(Protocol):
    """Rows that are read as they are asked for."""

    @property
    def line_num(self) -> int:
        """How many lines have been read; a row may stand on several."""
        ...

    def __iter__(self) -> Iterator[Row]: ...

    def __next__(self) -> Row: ...


@contextmanager
def rows_of(
    file: Path, encoding: Encoding, separator: str, longest: float = math.inf
) -> Iterator[Rows]:
    """The rows; asking for one raises csv.Error where the table is broken, and may go on after it.

    No line is begun after the first `longest` characters.
    """
    csv.field_size_limit(_LONGEST_LINE)
    with file.open(encoding=encoding.codec, newline="") as source:
        yield csv.reader(_lines(source, separator, longest), delimiter=separator, strict=True)


def first_rows(file: Path, encoding: Encoding, separator: str) -> list[Row]:
    """The rows at the start, up to the first broken one."""
    found: list[Row] = []
    with rows_of(file, encoding, separator, _LONGEST_START) as rows:
        try:
            found.extend(islice(rows, FIRST_ROWS))
        except csv.Error:
            return found
    return found


def _lines(source: TextIO, separator: str, longest: float) -> Iterator[str]:
    length = 0
    while length < longest and (line := source.readline(_LONGEST_LINE)):
        length += len(line)
        if len(line) == _LONGEST_LINE:
            raise csv.Error("a line is longer than ten million characters")
        if line.count(separator) > _MOST_SEPARATORS:
            raise csv.Error(f"a line has more than {_MOST_SEPARATORS:,} columns")
        yield line
