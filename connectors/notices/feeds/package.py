"""Reads one page of a feed: an OCDS release package and the cursor of the page after it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.domain.errors import SourceError
from bot.domain.feed import FeedPage
from connectors.notices.ocds_release import as_release

MOST_RELEASES = 1_000
"""On a page; ten times what is asked for."""

MOST_BRACKETS = 1_000_000
"""On a page; each opens a value that takes far more memory than its text."""

_MOST_DIGITS = 4_000
"""Of a whole number; Python refuses to read a somewhat longer one."""

_CURSOR = re.compile(r"[A-Za-z0-9+/=_.-]{1,300}")


class DamagedPageError(Exception):
    """The page is no whole JSON: it broke off, or something else answered in the feed's place."""


def page_of(data: bytes, where: str, hosts: AbstractSet[str]) -> FeedPage:
    """The page in these bytes; a release that is none is a Refusal that tells where it stands.

    Of the link to the next page only the cursor is taken, and only if it leads to one of `hosts`.
    A number beyond all measure costs the release that holds it, and no other.
    Raises DamagedPageError for broken JSON, SourceError for JSON that is no page of releases or
    holds far more than one should: before memory is spent on it.
    """
    if data.count(b"{") + data.count(b"[") > MOST_BRACKETS:
        raise SourceError(f"{where}: the page holds more objects and lists than any page should.")
    try:
        package = json.loads(data, parse_int=_whole_number)
    except RecursionError as fault:
        raise SourceError(f"{where}: the page is nested too deeply.") from fault
    except ValueError as fault:
        raise DamagedPageError(f"{where}: the page is no whole JSON.") from fault
    releases = package.get("releases") if isinstance(package, Mapping) else None
    if not isinstance(releases, list):
        raise SourceError(f"{where}: the answer holds no list of releases.")
    if len(releases) > MOST_RELEASES:
        raise SourceError(f"{where}: the page holds {len(releases)} releases, far more than asked.")
    entries = tuple(as_release(one, f"{where} releases[{n}]") for n, one in enumerate(releases))
    return FeedPage(entries, _next_cursor(package, where, hosts))


def _whole_number(digits: str) -> float:
    """Infinite where there are too many digits, which is for the release to refuse."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _next_cursor(package: Mapping[str, Any], where: str, hosts: AbstractSet[str]) -> str | None:
    links = package.get("links")
    link = links.get("next") if isinstance(links, Mapping) else None
    if not link:
        return None
    try:
        url = urlsplit(link)
        host, query = url.hostname, parse_qs(url.query.replace("+", "%2B"))
    except (AttributeError, TypeError, ValueError) as fault:
        raise SourceError(f"{where}: the link to the next page is no address.") from fault
    if host and host not in hosts:
        raise SourceError(f"{where}: the link to the next page leads to another site.")
    cursor = query.get("cursor", [""])[0]
    if not _CURSOR.fullmatch(cursor):
        raise SourceError(f"{where}: the link to the next page has no cursor that can be used.")
    return cursor
