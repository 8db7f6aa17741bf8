"""Open data out: what buyers posted here, as OCDS releases in pages and as one file."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

from aiohttp import web

from bot.domain.errors import InvalidQueryError
from bot.domain.publishing import Bookmark
from connectors.web.keys import SERVICES, SETTINGS
from connectors.web.pages import common, render

RELEASES = "/api/ocds/releases"
BULK = "/open-data/releases.jsonl.gz"
LONGEST = 120
"""Characters of a question's part that are read."""
_GZIP = 16 + zlib.MAX_WBITS
_AT_A_TIME = 64 * 1024
_BETWEEN = "~"
routes = web.RouteTableDef()


@routes.get("/open-data")
async def open_data(request: web.Request) -> web.Response:
    """What is given out, under which licence, and how to take it."""
    writer = request.app[SERVICES].publishing.writer
    facts = {
        "prefix": writer.prefix,
        "is_registered": writer.is_registered,
        "releases": RELEASES,
        "bulk": BULK,
    }
    shared = {**await common(request), "has_samples": False}
    return render(request, "open_data.html", {**shared, "data": facts})


@routes.get(RELEASES)
async def releases(request: web.Request) -> web.Response:
    """A release package; `links.next` is where the next one is, as long as there is more."""
    publishing = request.app[SERVICES].publishing
    since, after = _since(request), _bookmark(request)
    page = await asyncio.to_thread(publishing.page, since, after)
    here = f"{request.app[SETTINGS].public_address}{RELEASES}"
    asked = {name: request.query[name] for name in ("since", "cursor") if name in request.query}
    address = f"{here}?{urlencode(asked)}" if asked else here
    more = {**asked, "cursor": _written(page.last)} if page.last else None
    following = f"{here}?{urlencode(more)}" if more else None
    return web.json_response(publishing.package(page, address, following))


@routes.get(BULK)
async def bulk(request: web.Request) -> web.StreamResponse:
    """Every release, one a line, packed; read from the database while it is sent."""
    answer = web.StreamResponse(
        headers={
            "Content-Type": "application/gzip",
            "Content-Disposition": 'attachment; filename="releases.jsonl.gz"',
        }
    )
    parts = _packed(request)
    first = await asyncio.to_thread(next, parts, None)  # so that a fault comes before the headers
    await answer.prepare(request)
    part = first
    while part is not None:
        await answer.write(part)
        part = await asyncio.to_thread(next, parts, None)
    await answer.write_eof()
    return answer


def _packed(request: web.Request) -> Iterator[bytes]:
    """The lines as a gzip file, in parts of some size."""
    packer, waiting = zlib.compressobj(wbits=_GZIP), b""
    for release in request.app[SERVICES].publishing.everything():
        waiting += packer.compress(json.dumps(release, ensure_ascii=False).encode() + b"\n")
        if len(waiting) >= _AT_A_TIME:
            yield waiting
            waiting = b""
    yield waiting + packer.flush()


def _since(request: web.Request) -> datetime | None:
    said = request.query.get("since", "")
    if "since" not in request.query:
        return None
    return _moment(said)


def _bookmark(request: web.Request) -> Bookmark | None:
    if "cursor" not in request.query:
        return None
    moment, mark, one = request.query["cursor"][:LONGEST].partition(_BETWEEN)
    if not mark or not one or not one.isprintable():
        raise InvalidQueryError("The cursor is none that this service gave.")
    return Bookmark(_moment(moment), one)


def _moment(said: str) -> datetime:
    """A moment or a day, in UTC where no zone is named; InvalidQueryError for anything else."""
    try:
        # In a query a bare "+" is a space.
        read = datetime.fromisoformat(said[:LONGEST].replace(" ", "+"))
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise InvalidQueryError("Write a moment like 2026-11-30T09:00:00Z.") from fault


def _written(last: Bookmark) -> str:
    return f"{last.as_of.isoformat()}{_BETWEEN}{last.id}"
