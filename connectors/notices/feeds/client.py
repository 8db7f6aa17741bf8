"""The NoticeFeed over HTTP: patient with a feed, and never quicker than it allows."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from bot.domain.errors import FeedUnavailableError, SourceError
from bot.domain.feed import FeedPage, Wait, WaitReason, Window
from connectors.notices.feeds.descriptions import RELEASES_ON_A_PAGE, FeedDescription
from connectors.notices.feeds.package import DamagedPageError, page_of
from connectors.notices.feeds.patience import (
    ATTEMPTS,
    PassingFaultError,
    Patience,
    fault_of,
    may_pass,
    retry_after,
    seconds_to_wait,
)

LARGEST_PAGE = 64 * 1024 * 1024
"""Bytes; a hundred releases of the longest sort take a few million."""

_BLOCKED = {HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
_TRY_LATER_IN = 600


class _BrokenOffError(aiohttp.ClientError):
    """The connection ended before the answer did."""


async def _only_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Asks once: where a connection breaks off aiohttp itself would ask again, without a pause."""
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as fault:
        raise _BrokenOffError from fault


class OcdsFeed:
    """One feed of OCDS release packages; used as an async context, which ends its connections.

    `base_url` is where the feed is reached, `contact` names who asks.
    """

    def __init__(
        self, description: FeedDescription, base_url: str, contact: str, patience: Patience
    ) -> None:
        self._feed = description
        self._url = base_url.rstrip("/") + description.path
        self._hosts = {urlsplit(base_url).hostname or "", description.official_host}
        self._agent = "".join(c if c.isascii() and c.isprintable() else "?" for c in contact)
        self._patience = patience
        self._answered_at: datetime | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        headers = {"User-Agent": self._agent, "Accept": "application/json"}
        whole = self._patience.answer_within
        timeout = aiohttp.ClientTimeout(whole, sock_connect=whole / 3, sock_read=whole / 3)
        self._session = aiohttp.ClientSession(
            timeout=timeout, headers=headers, middlewares=[_only_once]
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session:
            await self._session.close()

    async def page(self, window: Window, cursor: str | None) -> FeedPage:
        """The window's page at the cursor, None for its first; passing faults are waited out."""
        retrying = AsyncRetrying(
            sleep=self._patience.sleep,
            wait=seconds_to_wait,
            stop=stop_after_attempt(ATTEMPTS),
            retry=retry_if_exception(may_pass),
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            page: FeedPage = await retrying(self._ask, window, cursor)
        except PassingFaultError as fault:
            later = int(fault.seconds or _TRY_LATER_IN)
            raise FeedUnavailableError(str(fault), retry_after=later) from fault
        return page

    async def _ask(self, window: Window, cursor: str | None) -> FeedPage:
        await self._keep_pace()
        where = f"{self._feed.name} {window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}"
        where += f" page {cursor}" if cursor else " first page"
        question = {"limit": RELEASES_ON_A_PAGE, **self._feed.window(window)}
        if cursor:
            question["cursor"] = cursor
        try:
            data = await self._read(question, where)
            return page_of(data, where, self._hosts)
        except DamagedPageError as fault:
            raise PassingFaultError(str(fault), WaitReason.FAULT) from fault
        except (aiohttp.ClientError, OSError) as fault:
            told = f"{where}: no answer ({type(fault.__cause__ or fault).__name__})."
            raise PassingFaultError(told, WaitReason.FAULT) from fault
        finally:
            self._answered_at = self._patience.clock.now()

    async def _read(self, question: dict[str, str], where: str) -> bytes:
        if self._session is None:
            raise SourceError(f"{where}: the feed is closed.")
        asked = self._session.get(self._url, params=question, allow_redirects=False)
        async with asked as answer:
            if answer.status != HTTPStatus.OK:
                raise self._refused(answer, where)
            data = bytearray()
            async for chunk in answer.content.iter_any():
                data += chunk
                if len(data) > LARGEST_PAGE:
                    raise SourceError(f"{where}: the page is larger than any page should be.")
            return bytes(data)

    def _refused(self, answer: aiohttp.ClientResponse, where: str) -> Exception:
        told = f"{where}: the feed answers {answer.status}."
        wait = retry_after(answer.headers, self._patience.clock.now())
        if answer.status in _BLOCKED:
            if wait is None:
                return PassingFaultError(told, WaitReason.BLOCKED, self._feed.block)
            return PassingFaultError(told, WaitReason.TOLD_TO, wait)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            reason = WaitReason.FAULT if wait is None else WaitReason.TOLD_TO
            return PassingFaultError(told, reason, wait)
        return SourceError(told)

    async def _keep_pace(self) -> None:
        """Pauses from the last answer, so that calls are far enough apart as the feed sees them."""
        if self._answered_at is None:
            return
        passed = (self._patience.clock.now() - self._answered_at).total_seconds()
        left = self._feed.pace - max(passed, 0)
        if left > 0:
            self._patience.watch(Wait(self._feed.name, WaitReason.PACE, left))
            await self._patience.sleep(left)

    def _tell(self, state: RetryCallState) -> None:
        fault = fault_of(state)
        if fault is not None and state.next_action is not None:
            self._patience.watch(Wait(self._feed.name, fault.reason, state.next_action.sleep))
