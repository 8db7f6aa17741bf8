"""What a browser is shown: the chat, an opportunity's own page, and the static files."""

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
from bot.domain.money import Value
from bot.domain.opportunity import Opportunity, OpportunityId
from connectors.web.keys import SERVICES, SETTINGS
from connectors.web.openapi import description

HERE = Path(__file__).parent
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
    """The page with the chat."""
    return render(request, "page.html", await common(request))


@routes.get("/opportunities/{id}")
async def opportunity(request: web.Request) -> web.Response:
    """The page of one advertised opportunity."""
    services = request.app[SERVICES]
    found = await asyncio.to_thread(_find, request, request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    shared = await common(request)
    page = services.present.page(found, services.clock.now())
    told = {"value_text": _value_text(request, found.value), "deadline_text": _when(found)}
    return render(request, "opportunity.html", {**shared, "o": {**page, **told}})


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
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True)
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


def _has_samples(request: web.Request) -> bool:
    with request.app[SERVICES].storage.transaction() as work:
        return work.opportunities.count_real() == 0


def _find(request: web.Request, opportunity_id: str) -> Opportunity | None:
    with request.app[SERVICES].storage.transaction() as work:
        return work.opportunities.get(OpportunityId(opportunity_id))


def _value_text(request: web.Request, value: Value) -> str:
    say = request.app[SERVICES].phrases.say
    if value.amount is None:
        return say("value.not_stated")
    return say(
        "value.stated",
        amount=f"£{value.amount:,.0f}"
        if value.currency == "GBP"
        else f"{value.currency} {value.amount:,.0f}",
        vat=say(f"value.vat.{value.vat}"),
        basis=say(f"value.basis.{value.basis}"),
    )


def _when(found: Opportunity) -> str | None:
    if found.deadline is None:
        return None
    local = found.deadline.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M}"
