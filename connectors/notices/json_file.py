"""Reads the releases in a JSON file one at a time, so that size does not matter."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any

import ijson

from bot.domain.notice import Refusal, Release
from connectors.notices import contracts_finder_v2, ocds_release

DEEPEST = 10_000
"""Brackets open at once beyond which a file is no table of notices but an attack on memory."""

_LONGEST_FAULT = 160
_LONGEST_LINE = 32 * 1024 * 1024
_PIECE = 64 * 1024
_NOT_JSON = "This is not JSON: {fault}."
_CUT_SHORT = "The file breaks off or is damaged after {n} releases: {fault}."
_NO_RELEASES = "This JSON holds no OCDS releases."
# Without `use_float` the quick parser, in C, ends the process at a number of too many digits.
_SLOW = ijson.get_backend("python")
# As the parsers say it: one that is written in C, and one that takes it for no number.
_NUMBER_TOO_LARGE = re.compile("overflow|Unexpected symbol '-?[0-9]")
_TOO_DEEP = "it is nested too deeply"

Taken = Callable[[object, str], Release | Refusal]


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the notices of a file stand, what each is, and the path that tells of the n-th."""

    prefix: str
    path: str
    taken: Taken = ocds_release.as_release


_PACKAGE = _Shape("releases.item", "releases[{n}]")
_LIST = _Shape("item", "[{n}]")
_SINGLE = _Shape("", "the release")
_V2 = _Shape("contracts.item", "contracts[{n}]", contracts_finder_v2.as_release)


def read_json(file: Path, parser: Any = ijson) -> Iterator[Release | Refusal]:
    """The releases of a package, a bare list, one release, lines of releases, or the v2 shape.

    A refusal names the path in the file, from nought as JSON counts: "releases[3]". A file that
    breaks off gives what stands before the break, then a Refusal; of lines, only the broken ones
    are lost. `parser` is a backend of ijson; which of them a machine has changes nothing of what
    is read.
    """
    with file.open("rb") as source:
        _skip_byte_order_mark(source)
        is_lines = _is_lines(source)
        _skip_byte_order_mark(source)
        if is_lines:
            yield from _read_lines(file, source)
            return
        try:
            shape = _shape_of(source, parser)
        except (ijson.JSONError, UnicodeDecodeError) as fault:
            yield Refusal(str(file), _NOT_JSON.format(fault=_first_line(fault)))
            return
        if shape is None:
            yield Refusal(str(file), _NO_RELEASES)
            return
        _skip_byte_order_mark(source)
        yield from _stream(file, shape, _bodies(source, shape.prefix, parser))


def _is_lines(source: IO[bytes]) -> bool:
    """Whether the first line is a release or a package by itself, and not the last."""
    first = b""
    while not first.strip():
        start, length = source.tell(), _length_of_line(source)
        if not 0 < length < _LONGEST_LINE:
            return False
        source.seek(start)
        first = source.read(length)
    return bool(source.read(1)) and not {"ocid", "releases"}.isdisjoint(_names_in(first))


def _length_of_line(source: IO[bytes]) -> int:
    """The bytes of the next line, or a few more than a line may have: no such line is held."""
    length = 0
    while piece := source.readline(_PIECE):
        length += len(piece)
        if piece.endswith(b"\n") or length >= _LONGEST_LINE:
            break
    return length


def _lines(source: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: source.readline(_LONGEST_LINE), b"")


def _names_in(line: bytes) -> set[str]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return set()
    return set(read) if isinstance(read, dict) else set()


def _read_lines(file: Path, source: IO[bytes]) -> Iterator[Release | Refusal]:
    for number, line in enumerate(_lines(source), start=1):
        if line.strip():
            yield from _read_line(line, f"{file} line {number}")


def _read_line(line: bytes, where: str) -> Iterator[Release | Refusal]:
    try:
        body = json.loads(line)
    except RecursionError:
        yield Refusal(where, "The release is nested too deeply.")
    except ValueError as fault:
        yield Refusal(where, _NOT_JSON.format(fault=_first_line(fault)))
    else:
        if isinstance(body, dict) and isinstance(body.get("releases"), list):
            for n, one in enumerate(body["releases"]):
                yield ocds_release.as_release(one, f"{where} {_PACKAGE.path.format(n=n)}")
        else:
            yield ocds_release.as_release(body, where)


def _shape_of(source: IO[bytes], parser: Any) -> _Shape | None:
    start = source.tell()
    try:
        return _shape_in(parser.parse(_Shallow(source), use_float=True, multiple_values=True))
    except ijson.JSONError as fault:
        if not _NUMBER_TOO_LARGE.search(str(fault)):
            raise
        source.seek(start)
        return _shape_in(_SLOW.parse(_Shallow(source), multiple_values=True))


def _shape_in(events: Iterable[tuple[str, str, Any]]) -> _Shape | None:
    names: set[str] = set()
    for prefix, event, value in events:
        if (prefix, event) == ("", "start_array"):
            return _LIST
        if (prefix, event) != ("", "map_key"):
            continue
        names.add(value)
        if value in {"releases", "ocid"}:
            return _PACKAGE if value == "releases" else _SINGLE
        if names >= contracts_finder_v2.KEYS:
            return _V2
    return None


def _stream(file: Path, shape: _Shape, bodies: Iterator[object]) -> Iterator[Release | Refusal]:
    count = 0
    try:
        for body in bodies:
            yield shape.taken(body, f"{file} {shape.path.format(n=count)}")
            count += 1
    except (ijson.JSONError, UnicodeDecodeError) as fault:
        yield Refusal(str(file), _CUT_SHORT.format(n=count, fault=_first_line(fault)))
    else:
        if not count:
            yield Refusal(str(file), _NO_RELEASES)


def _bodies(source: IO[bytes], prefix: str, parser: Any) -> Iterator[object]:
    """The values at the prefix; where a number is too large for the quick way, by the slow."""
    start, count = source.tell(), 0
    try:
        for body in parser.items(_Shallow(source), prefix, use_float=True, multiple_values=True):
            yield body
            count += 1
    except ijson.JSONError as fault:
        if not _NUMBER_TOO_LARGE.search(str(fault)):
            raise
        source.seek(start)
        yield from islice(_with_any_number(source, prefix), count, None)


def _with_any_number(source: IO[bytes], prefix: str) -> Iterator[object]:
    """The values with numbers of any size: infinite ones are for the release to refuse."""
    events = (
        (path, event, float(value) if isinstance(value, Decimal) else value)
        for path, event, value in _SLOW.parse(_Shallow(source), multiple_values=True)
    )
    every: Iterator[object] = _SLOW.items(events, prefix)
    return every


class _Shallow:
    """A file that ends with a fault where its brackets stand too deep.

    Brackets inside texts are counted too: they nearly always come in pairs.
    """

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._open = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises ijson's fault when too many brackets are open."""
        data = self._source.read(size)
        self._open += data.count(b"[") + data.count(b"{") - data.count(b"]") - data.count(b"}")
        if self._open > DEEPEST:
            raise ijson.JSONError(_TOO_DEEP)
        return data


def _skip_byte_order_mark(source: IO[bytes]) -> None:
    """Goes to the start of the text: Windows programs put a mark before it."""
    source.seek(0)
    if source.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        source.seek(0)


def _first_line(fault: Exception) -> str:
    said = fault.args[0] if fault.args else ""
    # The parser shows the place in bytes when they are not UTF-8.
    told = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(fault)
    first = told.strip().splitlines()[0].rstrip(".") if told.strip() else "damaged"
    return first if len(first) <= _LONGEST_FAULT else f"{first[:_LONGEST_FAULT]}…"
