"""A stand-in for Twilio's Messages: it keeps what it took, tells of it, and fails to order."""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import Enum, auto
from typing import Any, Self

from aiohttp import ClientError, ClientSession, web
from twilio.request_validator import RequestValidator

SID = "AC" + "a" * 32
TOKEN = "token of the stand-in"  # noqa: S105 - of nobody
SERVICE = "MG" + "b" * 32
MESSAGES = "/2010-04-01/Accounts/{account}/Messages.json"


class Mood(Enum):
    """What happens to one request."""

    WELL = auto()
    LATE = auto()
    """Taken, and answered when nobody waits any more."""
    LATER_STILL = auto()
    """Taken only when nobody waits any more."""
    NEVER = auto()
    """Taken, and never answered."""
    LOST = auto()
    """Neither taken nor answered."""
    FAILS_TAKEN = auto()
    """Taken, and answered with 500."""
    FAILS = auto()
    """Not taken, and answered with 500."""
    BUSY = auto()
    """Not taken: 429."""
    TWICE = auto()
    """Taken, and each report about it comes twice and in any order."""
    ANSWERS_TWICE = auto()
    """Taken, and answered once more on the same line, where another may wait for its answer."""
    DOUBLED = auto()
    """Taken, and made two messages of, about which it reports; every second time never answered."""


@dataclass(frozen=True)
class Refusal:
    """A request refused with a code of Twilio's."""

    code: int
    status: int = 400


_FAILED = Refusal(20500, 500)
_NOT_TAKEN = {Mood.BUSY: Refusal(20429, 429), Mood.FAILS: _FAILED}


@dataclass(frozen=True)
class Taken:
    """A message as the stand-in keeps it."""

    sid: str
    to: str
    body: str
    callback: str | None
    at: datetime
    is_copy: bool = False
    """Whether nobody asked for it: the stand-in made two of one."""


@dataclass
class TwilioStandIn:
    """Answers on loopback; `mood` decides about each request by its number, from 0."""

    mood: Callable[[int], Mood | Refusal] = lambda _: Mood.WELL
    late: float = 3.0
    again_after: tuple[float, float] = (0.001, 0.05)
    """Seconds, at least and at most, before it answers once more what it answered."""
    lists_after: float = 0
    """Seconds before it tells what it took."""
    token: str = TOKEN
    reports: bool = False
    taken: list[Taken] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    _reporting: set[asyncio.Future[None]] = field(default_factory=set)
    _news: threading.Condition = field(default_factory=threading.Condition)
    _to: Counter[str] = field(default_factory=Counter)
    port: int = 0

    @property
    def address(self) -> str:
        """What stands for https://api.twilio.com."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def a_number(self) -> Counter[str]:
        """How many messages were taken for each number; those that nobody asked for left out."""
        return Counter(one.to for one in self.taken if not one.is_copy)

    def taken_for(self, number: str) -> int:
        """How many messages were taken for the number, copies too."""
        with self._news:
            return self._to[number]

    def wait_for_another(self, number: str, before: int, within: float) -> bool:
        """Waits until more than `before` were taken for it; False once so many seconds passed.

        Whoever waits costs nothing: a caller that looks again and again is measured with the rest.
        """
        with self._news:
            return self._news.wait_for(lambda: self._to[number] > before, within)

    @property
    def copies(self) -> int:
        """How many messages it made that nobody asked for."""
        return sum(one.is_copy for one in self.taken)

    @contextmanager
    def open(self) -> Iterator[Self]:
        """Answers while it is open, from a thread of its own."""
        loop, stopped, ready = asyncio.new_event_loop(), asyncio.Event(), threading.Event()

        async def serve() -> None:
            runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", self.port)
            await site.start()
            self.port = runner.addresses[0][1]
            ready.set()
            await stopped.wait()
            await runner.cleanup()
            left = asyncio.all_tasks() - {asyncio.current_task()}
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

        thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
        thread.start()
        assert ready.wait(10)
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(stopped.set)
            thread.join(10)
            loop.close()

    def app(self) -> web.Application:
        """The application that answers."""
        app = web.Application()
        app.router.add_post(MESSAGES, self._create)
        app.router.add_get(MESSAGES, self._list)
        app.router.add_get("/taken", self._count)
        return app

    async def _create(self, request: web.Request) -> web.StreamResponse:
        if problem := self._not_allowed(request):
            return problem
        form = {name: str(value) for name, value in (await request.post()).items()}
        number = len(self.asked)
        self.asked.append(("POST", form))
        for wanted in ("To", "Body", "MessagingServiceSid"):
            if not form.get(wanted):
                return _refused(Refusal(21604))
        mood = self.mood(number)
        self.met[mood.name if isinstance(mood, Mood) else str(mood.code)] += 1
        return await self._in(mood, request, form)

    async def _in(
        self, mood: Mood | Refusal, request: web.Request, form: dict[str, str]
    ) -> web.StreamResponse:
        if not_taken := _NOT_TAKEN.get(mood, mood if isinstance(mood, Refusal) else None):
            return _refused(not_taken)
        if mood is Mood.LATER_STILL:
            # The caller hangs up meanwhile, which must not stop what is under way.
            await asyncio.shield(asyncio.ensure_future(self._take_later(form)))
        if mood in {Mood.LOST, Mood.LATER_STILL}:
            return _hung_up(request)
        taken = self._take(form)
        if mood is Mood.LATE:
            await asyncio.sleep(self.late)
        self._begin_reports(taken, twice=mood is Mood.TWICE)
        if mood is Mood.DOUBLED:
            copy = self._take(form, is_copy=True)
            self._begin_reports(copy, twice=False)
        if mood is Mood.NEVER or (mood is Mood.DOUBLED and self.copies % 2):
            return _hung_up(request)
        if mood is Mood.FAILS_TAKEN:
            return _refused(_FAILED)
        if mood is Mood.ANSWERS_TWICE:
            _answer_once_more(request, self._as_json(taken), self.again_after)
        return web.json_response(self._as_json(taken), status=201)

    def _begin_reports(self, taken: Taken, *, twice: bool) -> None:
        if self.reports and taken.callback:
            reporting = asyncio.ensure_future(self._report(taken, twice=twice))
            self._reporting.add(reporting)
            reporting.add_done_callback(self._reporting.discard)

    async def _take_later(self, form: dict[str, str]) -> None:
        await asyncio.sleep(self.late)
        self._take(form)

    def _take(self, form: dict[str, str], *, is_copy: bool = False) -> Taken:
        taken = Taken(
            f"SM{secrets.token_hex(16)}",
            form["To"],
            form["Body"],
            form.get("StatusCallback"),
            datetime.now(UTC),
            is_copy,
        )
        self.taken.append(taken)
        with self._news:
            self._to[taken.to] += 1
            self._news.notify_all()
        return taken

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if problem := self._not_allowed(request):
            return problem
        query = dict(request.query)
        self.asked.append(("GET", query))
        await asyncio.sleep(self.lists_after)
        found = [one for one in self.taken if query.get("To") in {None, one.to}]
        size, page = int(query.get("PageSize", 50)), int(query.get("Page", 0))
        found.reverse()
        shown = found[page * size : (page + 1) * size]
        path = request.path
        more = len(found) > (page + 1) * size
        return web.json_response(
            {
                "messages": [self._as_json(one) for one in shown],
                "page": page,
                "page_size": size,
                "start": page * size,
                "end": page * size + max(0, len(shown) - 1),
                "uri": path,
                "first_page_uri": path,
                "previous_page_uri": None,
                "next_page_uri": f"{path}?{_query(query, page + 1)}" if more else None,
            }
        )

    async def _count(self, _: web.Request) -> web.Response:
        """For who measures from another process; Twilio has no such thing."""
        return web.Response(text=str(len(self.taken)))

    def _not_allowed(self, request: web.Request) -> web.Response | None:
        wanted = base64.b64encode(f"{SID}:{self.token}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {wanted}":
            return _refused(Refusal(20003, 401))
        return None if request.match_info["account"] == SID else _refused(Refusal(20404, 404))

    def _as_json(self, one: Taken) -> dict[str, Any]:
        at = format_datetime(one.at)
        here = f"/2010-04-01/Accounts/{SID}/Messages/{one.sid}"
        return {
            "account_sid": SID,
            "api_version": "2010-04-01",
            "body": one.body,
            "date_created": at,
            "date_sent": None,
            "date_updated": at,
            "direction": "outbound-api",
            "error_code": None,
            "error_message": None,
            "from": None,
            "messaging_service_sid": SERVICE,
            "num_media": "0",
            "num_segments": "0",
            "price": None,
            "price_unit": None,
            "sid": one.sid,
            "status": "accepted",
            "subresource_uris": {"media": f"{here}/Media.json"},
            "to": one.to,
            "uri": f"{here}.json",
        }

    async def _report(self, taken: Taken, *, twice: bool) -> None:
        """As Twilio does it: no order is promised, and some come more than once."""
        statuses = ["queued", "sent", "delivered"]
        if twice:
            statuses = statuses * 2
            secrets.SystemRandom().shuffle(statuses)
        async with ClientSession() as session:
            for status in statuses:
                form = {
                    "AccountSid": SID,
                    "MessageSid": taken.sid,
                    "MessageStatus": status,
                    "To": taken.to,
                }
                try:
                    async with session.post(
                        str(taken.callback), data=form, headers=signed(str(taken.callback), form)
                    ) as answer:
                        self.met[f"report {answer.status}"] += 1
                except ClientError:
                    self.met["report unheard"] += 1


def signed(address: str, form: dict[str, str], token: str = TOKEN) -> dict[str, str]:
    """The header with which Twilio signs a form that it sends to an address."""
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(address, form)}


def _refused(refusal: Refusal) -> web.Response:
    body = {
        "code": refusal.code,
        "message": "Refused by the stand-in",
        "more_info": f"https://www.twilio.com/docs/errors/{refusal.code}",
        "status": refusal.status,
    }
    headers = {"Retry-After": "1"} if refusal.status == 429 else {}
    return web.Response(
        text=json.dumps(body),
        status=refusal.status,
        content_type="application/json",
        headers=headers,
    )


def _answer_once_more(
    request: web.Request, answer: dict[str, Any], within: tuple[float, float]
) -> None:
    """Writes an answer that nobody asked for, a moment after the one that was."""
    body = json.dumps(answer).encode()
    head = f"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    after = secrets.SystemRandom().uniform(*within)
    if request.transport:
        later = asyncio.get_running_loop().call_later
        later(after, request.transport.write, f"{head}\r\n\r\n".encode() + body)


def _hung_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.close()
    return web.Response(status=500)


def _query(query: dict[str, str], page: int) -> str:
    return "&".join(f"{k}={v}" for k, v in {**query, "Page": str(page)}.items())
