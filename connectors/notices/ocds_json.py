"""Reads OCDS releases out of JSON, one at a time, so that size does not matter."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import ijson

from bot.domain.notice import ProcessKey, Refusal, Release
from bot.domain.opportunity import Ocid
from connectors.notices.dates import moment

FEEDS_BY_PREFIX = {
    "ocds-b5fd17-": "contracts_finder",
    "ocds-h6vhtk-": "find_a_tender",
    "ocds-r6ebe6-": "public_contracts_scotland",
    "ocds-kuma6s-": "sell2wales",
}
_NOT_JSON = "This is not JSON: {fault}."
_CUT_SHORT = "The file breaks off or is damaged after {n} releases: {fault}."
_OLDER_SHAPE = (
    "This is Contracts Finder's older v2 shape, which is not read yet; "
    "fetch the same notices as OCDS."
)
_NO_RELEASES = "This JSON holds no OCDS releases."


def read_json(file: Path) -> Iterator[Release | Refusal]:
    """The releases of a package, a bare list, a single release, or lines of releases.

    A file that breaks off gives what stands before the break, then a Refusal.
    """
    with file.open("rb") as source:
        _skip_byte_order_mark(source)
        try:
            prefix = _where_releases_are(source)
        except (ijson.JSONError, UnicodeDecodeError) as fault:
            yield Refusal(str(file), _NOT_JSON.format(fault=_first_line(fault)))
            return
        if prefix is None:
            yield Refusal(str(file), _why_none(source))
            return
        _skip_byte_order_mark(source)
        yield from _stream(file, source, prefix)


def as_release(body: object, where: str) -> Release | Refusal:
    """A release from its JSON, or why it is none: it needs an `ocid` and a readable `date`."""
    if not isinstance(body, Mapping):
        return Refusal(where, "A release must be a JSON object.")
    ocid, released_at = body.get("ocid"), moment(body.get("date"))
    if not isinstance(ocid, str) or not ocid.strip() or not ocid.isprintable():
        return Refusal(where, "The release has no ocid.")
    if released_at is None:
        return Refusal(where, "The release has no date that can be read.")
    if not isinstance(body.get("tender", {}), Mapping):
        return Refusal(where, "The release's tender is not a JSON object.")
    try:
        fingerprint = fingerprint_of(body)
    except RecursionError:
        return Refusal(where, "The release is nested too deeply.")
    feed = next((name for start, name in FEEDS_BY_PREFIX.items() if ocid.startswith(start)), "ocds")
    return Release(ProcessKey(ocid), Ocid(ocid), released_at, feed, body, fingerprint)


def fingerprint_of(body: Mapping[str, Any]) -> str:
    """The same for the same content, whatever the order of its keys."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _where_releases_are(source: IO[bytes]) -> str | None:
    for prefix, event, value in ijson.parse(source, multiple_values=True):
        if (prefix, event) == ("", "start_array"):
            return "item"
        if (prefix, event) == ("", "map_key") and value in {"releases", "ocid"}:
            return "releases.item" if value == "releases" else ""
    return None


def _why_none(source: IO[bytes]) -> str:
    _skip_byte_order_mark(source)
    keys = {key for key, _ in ijson.kvitems(source, "", multiple_values=True)}
    return _OLDER_SHAPE if {"meta", "contracts"} <= keys else _NO_RELEASES


def _stream(file: Path, source: IO[bytes], prefix: str) -> Iterator[Release | Refusal]:
    count = 0
    try:
        for body in ijson.items(source, prefix, use_float=True, multiple_values=True):
            count += 1
            yield as_release(body, f"{file} release {count}")
    except (ijson.JSONError, UnicodeDecodeError) as fault:
        yield Refusal(str(file), _CUT_SHORT.format(n=count, fault=_first_line(fault)))
    else:
        if not count:
            yield Refusal(str(file), _NO_RELEASES)


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
