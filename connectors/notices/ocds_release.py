"""Takes one JSON value for an OCDS release, or says why it is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.notice import JsonBody, ProcessKey, Refusal, Release
from bot.domain.opportunity import Ocid
from connectors.notices.dates import moment

_in_order = json.JSONEncoder(
    sort_keys=True,
    separators=(",", ":"),
    ensure_ascii=False,
    allow_nan=False,
    check_circular=False,
).encode

FEEDS_BY_PREFIX = {
    "ocds-b5fd17-": "contracts_finder",
    "ocds-h6vhtk-": "find_a_tender",
    "ocds-r6ebe6-": "public_contracts_scotland",
    "ocds-kuma6s-": "sell2wales",
}


def as_release(body: object, where: str) -> Release | Refusal:
    """A release from its JSON, or why it is none: it needs an `ocid` and a readable `date`."""
    if not isinstance(body, Mapping):
        return Refusal(where, "A release must be a JSON object.")
    released_at = moment(body.get("date"))
    reason = _why_unusable(body, released_at)
    if reason or released_at is None:
        return Refusal(where, reason)
    try:
        text, fingerprint = _canonical(body)
    except RecursionError:
        return Refusal(where, "The release is nested too deeply.")
    except ValueError:
        return Refusal(where, "The release holds a number beyond all measure.")
    ocid = body["ocid"]
    feed = next((name for start, name in FEEDS_BY_PREFIX.items() if ocid.startswith(start)), "ocds")
    return Release(
        ProcessKey(ocid), Ocid(ocid), released_at, feed, JsonBody(text, body), fingerprint
    )


def _why_unusable(body: Mapping[str, Any], released_at: datetime | None) -> str:
    ocid = body.get("ocid")
    if not isinstance(ocid, str) or not ocid.strip() or not ocid.isprintable():
        return "The release has no ocid."
    if released_at is None:
        return "The release has no date that can be read."
    if not isinstance(body.get("tender", {}), Mapping):
        return "The release's tender is not a JSON object."
    return ""


def fingerprint_of(body: Mapping[str, Any]) -> str:
    """The same for the same content, whatever the order of its keys.

    Raises ValueError for a number that JSON has no form for.
    """
    return _canonical(body)[1]


def _canonical(body: Mapping[str, Any]) -> tuple[str, str]:
    """The body as JSON text that any database can hold, and its fingerprint."""
    text = _in_order(body)
    try:
        return text, hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError:  # half a letter, which JSON can hold where it is escaped
        halves = text.encode("utf-8", "surrogatepass")
        return json.dumps(body, sort_keys=True), hashlib.sha256(halves).hexdigest()
