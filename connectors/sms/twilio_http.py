"""How Twilio's library reaches Twilio: one pool of connections, in an event loop of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, TCPConnector
from aiohttp.helpers import encode_basic_auth
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.http.response import Response

from bot.domain.errors import CarrierUnavailableError, OutcomeUnknownError

TWILIO = "https://api.twilio.com"
MOST_CONNECTIONS = 32
_TOO_MANY = 429
_FAILED = 500
_LONGEST_ASKED_WAIT = 3600
T = TypeVar("T")

_UNHEARD = logging.getLogger("twilio.unheard")
_UNHEARD.disabled = True


class TwilioHttp(AsyncTwilioHttpClient):
    """The library's HTTP client for one address, such as a stand-in's or a region's.

    It logs nothing: parameters hold numbers. What it raises says whether a message may have been
    taken: CarrierUnavailableError where it surely was not, OutcomeUnknownError where nobody knows.
    """

    def __init__(self, address: str, seconds: float) -> None:
        super().__init__(pool_connections=False, logger=_UNHEARD)
        self._address = address
        self._time = ClientTimeout(total=seconds)
        self._open: ClientSession | None = None

    async def request(  # noqa: PLR0913, PLR0917 - the library's form
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's form
        allow_redirects: bool = False,  # noqa: FBT001, FBT002 - the library's form
    ) -> Response:
        """One request; the time it may take is that of this client."""
        sent = dict(headers or {})
        if auth:
            sent["Authorization"] = encode_basic_auth(*auth)
        address = url.replace(TWILIO, self._address, 1)
        try:
            async with self._session().request(
                method.upper(),
                address,
                params=params or None,
                data=data,
                headers=sent,
                timeout=self._time,
                allow_redirects=allow_redirects,
            ) as answer:
                text = await answer.text()
        except ClientConnectorError as fault:
            raise CarrierUnavailableError("Twilio cannot be reached.", retry_after=15) from fault
        except (ClientError, TimeoutError, OSError, UnicodeDecodeError) as fault:
            raise OutcomeUnknownError("Twilio's answer was lost.", retry_after=15) from fault
        if answer.status == _TOO_MANY:
            raise CarrierUnavailableError(
                "Twilio asks for patience.", retry_after=_wait(answer.headers), code=20429
            )
        if answer.status >= _FAILED:
            raise OutcomeUnknownError(f"Twilio answered {answer.status}.", retry_after=15)
        return Response(answer.status, text, answer.headers)

    async def close(self) -> None:
        """Gives all connections back; what is asked meanwhile has new ones."""
        closing, self._open = self._open, None
        if closing:
            await closing.close()

    def _session(self) -> ClientSession:
        if self._open is None:
            self._open = ClientSession(connector=TCPConnector(limit=MOST_CONNECTIONS))
        return self._open


class Loop:
    """An event loop in a thread, so that any thread may wait for what is asynchronous.

    The thread begins with the first work, and again with work after a stop.
    """

    def __init__(self) -> None:
        self._beginning = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        """The work's result, or what it raises."""
        return asyncio.run_coroutine_threadsafe(work, self._running()).result()

    def stop(self) -> None:
        """Ends the thread."""
        with self._beginning:
            if self._loop:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._loop = None

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._beginning:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=(self._loop,), daemon=True).start()
            return self._loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


def _wait(headers: Any) -> int:
    stated = str(headers.get("Retry-After", ""))
    return min(int(stated), _LONGEST_ASKED_WAIT) if stated.isdigit() else 15
