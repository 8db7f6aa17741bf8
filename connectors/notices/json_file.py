"""Reads the releases in a JSON file one at a time, so that size does not matter."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import ijson

from bot.domain.notice import Refusal, Release
from connectors.notices import contracts_finder_v2, ocds_release

DEEPEST = 10_000
"""Brackets open at once beyond which a file is no table of notices but an attack on memory."""

_LONGEST_LINE = 32 * 1024 * 1024
_NOT_JSON = "This is not JSON: {fault}."
_CUT_SHORT = "The file breaks off or is damaged after {n} releases: {fault}."
_NO_RELEASES = "This JSON holds no OCDS releases."
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


def read_json(file: Path) -> Iterator[Release | Refusal]:
    """The releases of a package, a bare list, one release, lines of releases, or the v2 shape.

    A refusal names the path in the file, from nought as JSON counts: "releases[3]". A file that
    breaks off gives what stands before the break, then a Refusal; of lines, only the broken ones
    are lost.
    """
    with file.open("rb") as source:
        _skip_byte_order_mark(source)
        is_lines = _is_lines(source)
        _skip_byte_order_mark(source)
        if is_lines:
            yield from _read_lines(file, source)
            return
        try:
            shape = _shape_of(_Shallow(source))
        except (ijson.JSONError, UnicodeDecodeError) as fault:
            yield Refusal(str(file), _NOT_JSON.format(fault=_first_line(fault)))
            return
        if shape is None:
            yield Refusal(str(file), _NO_RELEASES)
            return
        _skip_byte_order_mark(source)
        yield from _stream(file, source, shape)


def _is_lines(source: IO[bytes]) -> bool:
    """Whether the first line is a release or a package by itself, and not the last."""
    first = next((line for line in _lines(source) if line.strip()), b"")
    return bool(source.read(1)) and not {"ocid", "releases"}.isdisjoint(_names_in(first))


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


def _shape_of(source: _Shallow) -> _Shape | None:
    names: set[str] = set()
    for prefix, event, value in ijson.parse(source, multiple_values=True):
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


def _stream(file: Path, source: IO[bytes], shape: _Shape) -> Iterator[Release | Refusal]:
    count = 0
    try:
        for body in _bodies(source, shape.prefix):
            yield shape.taken(body, f"{file} {shape.path.format(n=count)}")
            count += 1
    except (ijson.JSONError, UnicodeDecodeError) as fault:
        yield Refusal(str(file), _CUT_SHORT.format(n=count, fault=_first_line(fault)))
    else:
        if not count:
            yield Refusal(str(file), _NO_RELEASES)


def _bodies(source: IO[bytes], prefix: str) -> Iterator[object]:
    """The values at the prefix; where a number is too large for the quick parser, by the slow."""
    start, count = source.tell(), 0
    try:
        for body in ijson.items(_Shallow(source), prefix, use_float=True, multiple_values=True):
            yield body
            count += 1
    except ijson.JSONError as fault:
        if "overflow" not in str(fault):
            raise
        source.seek(start)
        slow = ijson.get_backend("python")
        every = slow.items(_Shallow(source), prefix, use_float=True, multiple_values=True)
        yield from islice(every, count, None)


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
    return told.strip().splitlines()[0].rstrip(".") if told.strip() else "damaged"
