"""Mails of the outbox opened: the page of one, its files, and the whole as a server gets it."""

from __future__ import annotations

import asyncio
import hashlib
from urllib.parse import quote

from aiohttp import web

from bot.domain.outbox import ShownMessage
from connectors.email.opening import OpenedMail, open_mail
from connectors.web.keys import SERVICES

routes = web.RouteTableDef()
# What a mail's own page may do: show its own styles and follow links, and nothing else.
_PAGE_OF_A_MAIL = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
_IDS = 24


@routes.get("/outbox/mails/{mail}")
async def page_of_mail(request: web.Request) -> web.Response:
    """The page of a mail as a mail program would show it, without scripts or anything fetched."""
    opened = open_mail(await _source(request))
    if not opened.html:
        raise web.HTTPNotFound
    answer = web.Response(text=opened.html, content_type="text/html")
    answer.headers["Content-Security-Policy"] = _PAGE_OF_A_MAIL
    return _kept_from_others(answer)


@routes.get("/outbox/mails/{mail}/files/{number:[0-9]{1,3}}")
async def file_of_mail(request: web.Request) -> web.Response:
    """A file that goes with a mail, to be saved."""
    files, number = open_mail(await _source(request)).files, int(request.match_info["number"])
    if number >= len(files):
        raise web.HTTPNotFound
    return _to_be_saved(files[number].content, files[number].name, files[number].media_type)


@routes.get("/outbox/mails/{mail}/source")
async def source_of_mail(request: web.Request) -> web.Response:
    """The whole mail as a server is given it, to be saved and opened in a mail program."""
    return _to_be_saved(await _source(request), "doorstep.eml", "message/rfc822")


def id_of(shown: ShownMessage) -> str:
    """By which the pages of a mail know it."""
    return hashlib.sha256(shown.key.encode()).hexdigest()[:_IDS]


def opened(shown: ShownMessage) -> OpenedMail | None:
    """What a mail has beyond its words; None for one that was shown by an older version."""
    return open_mail(shown.source) if shown.source else None


async def _source(request: web.Request) -> bytes:
    held = await asyncio.to_thread(request.app[SERVICES].reaching.outbox.latest)
    wanted = request.match_info["mail"]
    found = next((one.source for one in held.mails if id_of(one) == wanted), None)
    if found is None:
        raise web.HTTPNotFound
    return found


def _to_be_saved(content: bytes, name: str, media_type: str) -> web.Response:
    answer = web.Response(body=content, content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return _kept_from_others(answer)


def _kept_from_others(answer: web.Response) -> web.Response:
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Cache-Control"] = "no-store"
    return answer
