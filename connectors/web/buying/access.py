"""Who is signed in, what each role may open, and that a form comes from a page of ours.

Each page says its roles with `for_roles`; a test tries every route as every role, and fails for one
that says nothing. A GET changes nothing; a POST needs the form's token.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from aiohttp import web

from bot.domain.errors import LinkEndedError, NotYoursError
from bot.domain.officer import Officer, Role
from bot.domain.signed_link import FORM_LASTS, LinkPurpose
from connectors.web.chat_api import caller_of
from connectors.web.keys import LIMITS, SERVICES, SETTINGS
from connectors.web.pages import common, error_page, render

SIGN_IN = "/buying/sign-in"
TOKEN = "form_token"  # noqa: S105 - the name of a field
NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
OFFICER = web.RequestKey("officer", Officer)
FIELDS = web.RequestKey("fields", Mapping[str, Sequence[str]])
Page = Callable[[web.Request], Awaitable[web.StreamResponse]]
ANYBODY = "anybody"
OF_A_BUYER = (Role.OFFICER, Role.BUYER_ADMIN)
OF_THE_SERVICE = (Role.COORDINATOR, Role.OPERATOR)


class Opened(Protocol):
    """A page that says who may open it."""

    roles: frozenset[str]

    def __call__(self, request: web.Request) -> Awaitable[web.StreamResponse]:
        """Answers the request."""
        ...


def for_roles(*roles: Role) -> Callable[[Page], Page]:
    """Lets those roles alone open the page; others who are signed in find that there is none.

    Whoever is not signed in is led to where they can. A POST has its fields
    in `request[FIELDS]`, and is refused without the session's token.
    """

    def let_in(page: Page) -> Page:
        async def answer(request: web.Request) -> web.StreamResponse:
            officer = await asyncio.to_thread(who, request)
            if officer is None:
                raise web.HTTPSeeOther(SIGN_IN)
            if officer.role not in roles:
                raise NotYoursError("role")
            request[OFFICER] = officer
            if request.method == "POST":
                request.app[LIMITS].take("buying", officer.id)
                request[FIELDS] = await fields_of(request)
                if not _is_of_the_session(request):
                    return error_page(request, "form_ended", 403)
            return await page(request)

        return _saying(answer, frozenset(roles))

    return let_in


def for_anybody(page: Page) -> Page:
    """Lets everybody open the page; a POST needs the token of a form that was shown here."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.method == "POST":
            request.app[LIMITS].take("signing_in", caller_of(request))
            request[FIELDS] = await fields_of(request)
            if not _is_of_a_form(request):
                return error_page(request, "form_ended", 403)
        return await page(request)

    return _saying(answer, frozenset({ANYBODY}))


def who(request: web.Request) -> Officer | None:
    """Who is signed in with the request's cookie."""
    secret = request.cookies.get(cookie_name(request))
    return request.app[SERVICES].buying.sign_in.who(secret) if secret else None


def cookie_name(request: web.Request) -> str:
    """The cookie's name: behind https one that no other host or path can set."""
    return "__Host-doorstep-officer" if is_secure(request) else "doorstep-officer"


def is_secure(request: web.Request) -> bool:
    """Whether visitors reach the service by https."""
    return request.app[SETTINGS].public_address.startswith("https://")


async def fields_of(request: web.Request) -> Mapping[str, Sequence[str]]:
    """What was filled in, each field with all its values; a body that is no form has none."""
    try:
        sent = await request.post()
    except (ValueError, LookupError, web.HTTPRequestEntityTooLarge):
        return {}
    return {name: [one for one in sent.getall(name) if isinstance(one, str)] for name in set(sent)}


def first(request: web.Request, name: str) -> str:
    """The first value of a field, without white space around it."""
    return next(iter(request[FIELDS].get(name, ())), "").strip()


async def page(
    request: web.Request, template: str, facts: Mapping[str, Any], status: int = 200
) -> web.Response:
    """A page for buyers: `b` holds who is signed in, the form's token, and the page's facts."""
    officer = request.get(OFFICER)
    told = {"officer": officer, "token": form_token(request), "path": request.path, **facts}
    words = {**await common(request), "has_samples": False, "b": told}
    answer = render(request, f"buying/{template}", words, status)
    answer.headers.update(NOT_KEPT)
    return answer


def form_token(request: web.Request) -> str:
    """The token of the page's forms: the session's, or where nobody is signed in one for a time."""
    buying = request.app[SERVICES].buying
    secret = request.cookies.get(cookie_name(request))
    if OFFICER in request and secret:
        return buying.sign_in.form_token(secret)
    return buying.links.sign(LinkPurpose.FORM, "sign-in", FORM_LASTS)


def _is_of_the_session(request: web.Request) -> bool:
    secret = request.cookies.get(cookie_name(request), "")
    expected = request.app[SERVICES].buying.sign_in.form_token(secret)
    is_same = hmac.compare_digest(first(request, TOKEN).encode(), expected.encode())
    return is_same and _comes_from_here(request)


def _is_of_a_form(request: web.Request) -> bool:
    try:
        request.app[SERVICES].buying.links.read(LinkPurpose.FORM, first(request, TOKEN))
    except (NotYoursError, LinkEndedError):
        return False
    return _comes_from_here(request)


def _comes_from_here(request: web.Request) -> bool:
    """Whether the browser says nothing else of where the form was."""
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    own = {urlsplit(request.app[SETTINGS].public_address).netloc, request.host}
    return origin is None or urlsplit(origin).netloc in own


def _saying(answer: Any, roles: frozenset[str]) -> Page:
    answer.roles = roles
    said: Page = answer
    return said
