"""Every error of the API in one shape, and none with a stack trace."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.domain.errors import (
    DialogueFailedError,
    DialogueUnavailableError,
    DoorstepError,
    InvalidInputError,
    InvalidQueryError,
    NotFoundError,
    NotYoursError,
    StaleChoiceError,
    StorageUnavailableError,
    TooLongError,
    TooManyRequestsError,
    TryAgainError,
    TurnUnderWayError,
)
from connectors.web.keys import SERVICES

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
logger = logging.getLogger(__name__)

# The most particular first: the first that fits is taken.
STATUSES: tuple[tuple[type[DoorstepError], int, str], ...] = (
    (TooLongError, 413, "too_long"),
    (NotFoundError, 404, "not_found"),
    (NotYoursError, 401, "not_yours"),
    (StaleChoiceError, 422, "stale_choice"),
    (InvalidQueryError, 422, "query"),
    (InvalidInputError, 422, "invalid"),
    (TurnUnderWayError, 409, "under_way"),
    (TooManyRequestsError, 429, "too_many"),
    (DialogueUnavailableError, 503, "loading"),
    (StorageUnavailableError, 503, "busy"),
    (DialogueFailedError, 502, "failed"),
    (DoorstepError, 500, "failed"),
)
HTTP_KEYS = {404: "not_found", 405: "wrong_method", 413: "too_long"}


@web.middleware
async def problem_middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers errors under /api as application/problem+json; pages have their own answer."""
    if not request.path.startswith("/api/"):
        return await handler(request)
    try:
        return await handler(request)
    except DoorstepError as error:
        return _of_ours(request, error)
    except web.HTTPException as error:
        if error.status < 400:  # noqa: PLR2004 - below it is no error
            raise
        allowed = {name: value for name, value in error.headers.items() if name == "Allow"}
        return problem(request, error.status, HTTP_KEYS.get(error.status, "invalid"), allowed)
    except Exception:
        logger.exception("unexpected error", extra={"path": request.path})
        return problem(request, 500, "failed")


def problem(
    request: web.Request, status: int, key: str, headers: dict[str, str] | None = None
) -> web.Response:
    """One problem (RFC 9457), in words for whoever reads the chat."""
    say = request.app[SERVICES].phrases.say
    body = {
        "type": f"/problems/{key}",
        "title": say(f"problem.{key}.title"),
        "status": status,
        "detail": say(f"problem.{key}.detail"),
    }
    return web.Response(
        text=json.dumps(body),
        status=status,
        content_type="application/problem+json",
        headers=headers,
    )


def _of_ours(request: web.Request, error: DoorstepError) -> web.Response:
    status, key = next((s, k) for kind, s, k in STATUSES if isinstance(error, kind))
    if isinstance(error, DialogueUnavailableError):
        logger.info("%s", type(error).__name__, extra={"path": request.path})
    elif status >= 500:  # noqa: PLR2004 - ours to mend
        trace = None if isinstance(error, TryAgainError) else error
        logger.error("%s", type(error).__name__, extra={"path": request.path}, exc_info=trace)
    headers: dict[str, str] = {}
    if isinstance(error, TryAgainError):
        headers["Retry-After"] = str(error.retry_after)
    if status == 401:  # noqa: PLR2004 - RFC 9110 asks for it
        headers["WWW-Authenticate"] = "Bearer"
    return problem(request, status, key, headers)
