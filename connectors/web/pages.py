"""What a browser is shown: the chat, the static files, and what all pages share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.domain.errors import NotYoursError, TooManyRequestsError, TryAgainError
from bot.domain.opportunity import Opportunity, OpportunityId
from connectors.web.keys import SERVICES, SETTINGS
from connectors.web.openapi import description

HERE = Path(__file__).parent
_COMPONENTS = "govuk_frontend_jinja"
"""The components of the pages for buyers."""

LONDON = ZoneInfo("Europe/London")
routes = web.RouteTableDef()
logger = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
# A strict policy: nothing inline, nothing from elsewhere, in nobody's frame.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Server": "Doorstep",  # else aiohttp tells its version and Python's
}


@routes.get("/")
async def chat(request: web.Request) -> web.Response:
    """The page with the chat; `?about=` names an opportunity that somebody wants to ask about."""
    about = await asyncio.to_thread(advertised, request, request.query.get("about", ""))
    answer = render(request, "page.html", {**await common(request), "about": about})
    if about:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@routes.get("/api/openapi.json")
async def openapi(_: web.Request) -> web.Response:
    """The description of the chat API."""
    return web.Response(text=description(), content_type="application/json")


@web.middleware
async def page_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Security headers on everything, and a page instead of a stack trace."""
    try:
        answer = await handler(request)
    except web.HTTPNotFound:
        answer = error_page(request, "not_found", 404)
    except web.HTTPException as error:
        error.headers.update(SECURITY_HEADERS)
        raise
    except (NotYoursError, TryAgainError) as error:
        answer = _refusal(request, error)
    except Exception:
        logger.exception("page failed", extra={"path": request.path})
        answer = error_page(request, "failed", 500)
    for name, value in SECURITY_HEADERS.items():
        answer.headers.setdefault(name, value)  # a page may be kept on a shorter leash
    return answer


def set_up_pages(app: web.Application) -> None:
    """Adds templates, static files and routes."""
    components = jinja2.PrefixLoader({_COMPONENTS: jinja2.PackageLoader(_COMPONENTS)})
    own = jinja2.FileSystemLoader(HERE / "templates")
    aiohttp_jinja2.setup(app, loader=jinja2.ChoiceLoader([own, components]), autoescape=True)
    app.router.add_routes(routes)
    app.router.add_static("/static", HERE / "static")


def error_page(request: web.Request, key: str, status: int) -> web.Response:
    """A page that says in one sentence why there is none.

    Needs no database: it must show when that is what failed.
    """
    say = request.app[SERVICES].phrases.say
    words = {"title": say(f"page.{key}.title"), "detail": say(f"page.{key}.detail")}
    return render(request, "error.html", words, status=status)


def _refusal(request: web.Request, error: NotYoursError | TryAgainError) -> web.Response:
    """Why there is no page now; what is another's is not even said to be there."""
    if isinstance(error, NotYoursError):
        return error_page(request, "not_yours", 404)
    is_too_many = isinstance(error, TooManyRequestsError)
    if not is_too_many:
        logger.error("%s", type(error).__name__, extra={"path": request.path})
    key, status = ("too_many", 429) if is_too_many else ("busy", 503)
    answer = error_page(request, key, status)
    answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def render(
    request: web.Request, template: str, words: Mapping[str, Any], status: int = 200
) -> web.Response:
    """The page; kept from search engines while it shows samples."""
    answer = aiohttp_jinja2.render_template(template, request, dict(words), status=status)
    if words.get("has_samples"):
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


async def common(request: web.Request) -> dict[str, Any]:
    """The facts of every page: whether samples are shown, the fixed clock, who runs it."""
    settings = request.app[SETTINGS]
    as_of = settings.now.astimezone(LONDON) if settings.now else None
    return {
        "has_samples": await asyncio.to_thread(_has_samples, request),
        "as_of": f"{as_of.day} {as_of:%B %Y, %H:%M}" if as_of else None,
        "operator": request.app[SERVICES].accountable.operator,
    }


def advertised(request: web.Request, said: str) -> Opportunity | None:
    """The opportunity of an id as it stands in an address; None for whatever is none."""
    if not said.isprintable() or not said:  # no database takes such a text
        return None
    with request.app[SERVICES].storage.transaction() as work:
        return work.opportunities.get(OpportunityId(said))


def _has_samples(request: web.Request) -> bool:
    with request.app[SERVICES].storage.transaction() as work:
        return not work.listing.has_real()
