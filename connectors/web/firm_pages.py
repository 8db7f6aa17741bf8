"""The page about a firm behind a signed link, and its files to take along."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from aiohttp import web

from bot.bootstrap import Services
from bot.domain.errors import LinkEndedError, NotFoundError, NotYoursError
from bot.domain.firm_page import Statement
from bot.services.offer_statement import OpenedFirm
from connectors.web.keys import SERVICES
from connectors.web.pages import common, error_page, render

routes = web.RouteTableDef()
_NAME = "about-our-business"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Whoever is handed the link may not have it told to others by a search engine or a cache.
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def _statement(services: Services, firm: OpenedFirm) -> Statement:
    return services.profile.statement.page(firm.profile, firm.stories, firm.checks)


def _word(services: Services, firm: OpenedFirm) -> bytes:
    return services.profile.files.word(_statement(services, firm))


def _pdf(services: Services, firm: OpenedFirm) -> bytes:
    return services.profile.files.pdf(_statement(services, firm))


def _text(services: Services, firm: OpenedFirm) -> bytes:
    return services.profile.statement.text(firm.profile, firm.stories, firm.checks).encode()


_FORMS: Mapping[str, tuple[str, Callable[[Services, OpenedFirm], bytes]]] = {
    "docx": (_WORD, _word),
    "pdf": ("application/pdf", _pdf),
    "txt": ("text/plain; charset=utf-8", _text),
}


@routes.get("/statements/{signed}")
async def page(request: web.Request) -> web.Response:
    """The page as it stands now, the text for portals, and the files."""
    services = request.app[SERVICES]
    firm = await asyncio.to_thread(_opened, services, request.match_info["signed"])
    if firm is None:
        return error_page(request, "no_statement", 410)
    statement = services.profile.statement
    facts = {
        **await common(request),
        "has_samples": False,
        "statement": _statement(services, firm),
        "portal_text": statement.text(firm.profile, firm.stories, firm.checks),
        "link": f"/statements/{request.match_info['signed']}",
        "file_name": _NAME,
    }
    answer = render(request, "firm_page.html", facts)
    answer.headers.update(_PRIVATE)
    return answer


@routes.get("/statements/{signed}/" + _NAME + ".{form:docx|pdf|txt}")
async def file(request: web.Request) -> web.Response:
    """The page as a file."""
    services, form = request.app[SERVICES], request.match_info["form"]
    content_type, write = _FORMS[form]
    firm = await asyncio.to_thread(_opened, services, request.match_info["signed"])
    if firm is None:
        return error_page(request, "no_statement", 410)
    body = await asyncio.to_thread(write, services, firm)
    headers = {
        **_PRIVATE,
        "Content-Type": content_type,
        "Content-Disposition": f'attachment; filename="{_NAME}.{form}"',
    }
    return web.Response(body=body, headers=headers)


def _opened(services: Services, signed: str) -> OpenedFirm | None:
    """What may be read; None where the link has ended or what it was about is erased.

    Raises HTTPNotFound for what is no link of ours.
    """
    try:
        return services.profile.offer.opened(signed)
    except (LinkEndedError, NotFoundError):
        return None
    except NotYoursError as fault:
        raise web.HTTPNotFound from fault
