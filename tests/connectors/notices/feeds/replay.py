"""A feed on loopback that replays real notices page by page, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

ROOT = Path(__file__).parents[4]
REAL = ROOT.parent / "shared" / "notices" / "raw"
MADE_UP = ROOT / "tests" / "samples" / "few_notices"
NOTICES = REAL if REAL.is_dir() else MADE_UP
PATHS = ("/api/1.0/ocdsReleasePackages", "/Published/Notices/OCDS/Search")

Fault = Callable[[web.Request, dict[str, Any]], Any]
"""Given the question and the page that would be the answer: another answer, or a mended page."""


def release_files() -> list[Path]:
    """The files that hold OCDS releases, as a feed would give them."""
    return [f for f in sorted(NOTICES.glob("*.json")) if "cf_v2" not in f.name]


def real_releases() -> list[dict[str, Any]]:
    """Every release of those files, in the order of files."""
    packages = (json.loads(file.read_text(encoding="utf-8")) for file in release_files())
    return [release for package in packages for release in package["releases"]]


@dataclass
class Replay:
    """Releases that appear one after the other, evenly, from `start` until just before `end`.

    `faults` holds what to do instead of answering well, by the number of the call from nought.
    """

    releases: Sequence[Mapping[str, Any]]
    start: datetime
    end: datetime
    on_a_page: int = 40
    faults: dict[int, Fault] = field(default_factory=dict)
    asked: list[Mapping[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def app(self) -> web.Application:
        """The feed as an application: both feeds' paths lead to the same notices."""
        app = web.Application()
        app.router.add_routes([web.get(path, self._answer) for path in PATHS])
        return app

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        number = len(self.asked)
        self.asked.append(dict(request.query))
        self.agents.append(request.headers["User-Agent"])
        page = self._page(request)
        fault = self.faults.get(number)
        given = fault(request, page) if fault else page
        if asyncio.iscoroutine(given):
            given = await given
        return given if isinstance(given, web.StreamResponse) else web.json_response(given)

    def _page(self, request: web.Request) -> dict[str, Any]:
        """The newest first, as the feeds do."""
        question = request.query
        names = ("updatedFrom", "updatedTo") if "updatedFrom" in question else (
            "publishedFrom", "publishedTo",
        )  # fmt: skip
        start, end = (_moment(question[name]) for name in names)
        found = [r for at, r in self._dated() if start <= at < end][::-1]
        at = int(base64.b64decode(question["cursor"])) if "cursor" in question else 0
        page: dict[str, Any] = {"version": "1.1", "releases": found[at : at + self.on_a_page]}
        if at + self.on_a_page < len(found):
            page["links"] = {"next": next_link(request, at + self.on_a_page)}
        return page

    def _dated(self) -> Iterator[tuple[datetime, Mapping[str, Any]]]:
        step = (self.end - self.start) / max(len(self.releases), 1)
        for n, release in enumerate(self.releases):
            yield self.start + n * step, release


def next_link(request: web.Request, offset: int) -> str:
    """The address of the page that begins at the offset."""
    kept = {name: value for name, value in request.query.items() if name != "cursor"}
    cursor = base64.b64encode(str(offset).encode()).decode()
    return str(request.url.with_query({**kept, "cursor": cursor}))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def refusing(status: int, **headers: str) -> Fault:
    """Answers with the status; underscores in the headers' names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request, _page: web.Response(status=status, headers=named)


def busy_until(moment: datetime) -> Fault:
    """503 with the moment as an HTTP date."""
    return refusing(503, Retry_After=f"{moment:%a, %d %b %Y %H:%M:%S} GMT")


def truncated(_request: web.Request, page: dict[str, Any]) -> web.Response:
    """Whole as HTTP goes, but its JSON breaks off in the middle."""
    text = json.dumps(page)
    return web.Response(text=text[: len(text) // 2], content_type="application/json")


def down_for_maintenance(_request: web.Request, _page: dict[str, Any]) -> web.Response:
    """A page for people, with a status that says all is well."""
    return web.Response(text="<html>We will be back soon.</html>", content_type="text/html")


async def reset(request: web.Request, _page: dict[str, Any]) -> web.Response:
    """The connection is cut before an answer."""
    assert request.transport
    request.transport.abort()
    return web.Response()


async def cut_off(request: web.Request, page: dict[str, Any]) -> web.StreamResponse:
    """The connection is cut in the middle of the answer."""
    text = json.dumps(page).encode()
    answer = web.StreamResponse(headers={"Content-Length": str(len(text))})
    await answer.prepare(request)
    await answer.write(text[: len(text) // 2])
    assert request.transport
    request.transport.abort()
    return answer


async def silence(_request: web.Request, _page: dict[str, Any]) -> web.Response:
    """No answer until long after anybody waits for it."""
    await asyncio.sleep(20)
    return web.Response()


def round_in_a_circle(request: web.Request, page: dict[str, Any]) -> dict[str, Any]:
    """The next page is this one."""
    cursor = request.query.get("cursor")
    offset = int(base64.b64decode(cursor)) if cursor else 0
    return page | {"links": {"next": next_link(request, offset)}}


def linking(link: object) -> Fault:
    """The page's link to the next is this one."""
    return lambda _request, page: page | {"links": {"next": link}}


def holding(body: object) -> Fault:
    """Another JSON value in place of the page."""
    return lambda _request, _page: web.json_response(body)


@contextmanager
def serving(replay: Replay) -> Iterator[str]:
    """The address at which the replay is served, from a thread of its own."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(replay.app(), access_log=None, handler_cancellation=True)
    thread = threading.Thread(target=loop.run_forever)

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, shutdown_timeout=0.1)
        await site.start()
        return int(runner.addresses[0][1])

    thread.start()
    try:
        port = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def last_days(days: float, until: datetime) -> tuple[datetime, datetime]:
    """From so many days before until the moment."""
    return until - timedelta(days=days), until
