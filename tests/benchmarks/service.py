"""Doorstep as a bot to measure: the whole service, talked with through its chat API."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from tests.benchmarks.bots import BENCH, ROOT, Launch, NotAnsweredError, free_ports

_DATABASE = "doorstep.sqlite3"
_MODEL = "model.tar.gz"
_STAMP = "model.tar.inputs"
_NO_LIMIT = "1000000"
# As many pairs as conversations are held in a round, so that nothing is won by remembering answers.
_TRADES = ("cleaning", "catering", "building", "driving", "tutoring", "tailoring", "plumbing")
_PLACES = (
    *("Small Heath", "Alum Rock", "Saltley", "Bordesley Green", "Sparkbrook", "Sparkhill"),
    *("Washwood Heath", "Hodge Hill", "Stechford", "Yardley", "Shard End", "Birmingham"),
    *("B8", "B9", "B10", "B11", "B25", "B26", "B33", "B34"),
)


class Doorstep:
    """`doorstep run` with its model trained and its database filled."""

    name = "Doorstep"

    def __init__(self, notices: Path | None, as_of: str | None) -> None:
        self._notices = notices
        self._as_of = as_of

    def turns(self, number: int) -> tuple[str, ...]:
        """A search that another caller made long ago at most, then what owners ask about it."""
        trade = _TRADES[number % len(_TRADES)]
        place = _PLACES[number // len(_TRADES) % len(_PLACES)]
        return (
            f"any {trade} work in {place}?",
            "show me more",
            "tell me more about the first one",
            "why is that one shown?",
            "what is a framework?",
            "hello",
        )

    @cached_property
    def _made(self) -> TemporaryDirectory[str]:
        BENCH.mkdir(parents=True, exist_ok=True)
        return TemporaryDirectory(prefix="doorstep-", dir=BENCH)

    def prepare(self) -> None:
        """Trains the model if it is out of date, and imports the notices if there are any.

        Without notices the samples fill the database when it is first started.
        """
        self._run("train")
        folder = Path(self._made.name)
        for name in (_MODEL, _STAMP):
            shutil.copy2(ROOT / "var" / name, folder / name)
        if self._notices:
            self._run("import", str(self._notices), database=folder / _DATABASE)

    def launch(self, folder: Path) -> Launch:
        """`doorstep run` with a copy of what `prepare` made."""
        shutil.copytree(self._made.name, folder, dirs_exist_ok=True)
        web, rasa, actions = free_ports(3)
        environment = {
            **self._environment(folder / _DATABASE),
            "DOORSTEP_TRACKER_URL": f"sqlite:///{folder / 'rasa.sqlite3'}",
            "DOORSTEP_MODEL": str(folder / _MODEL),
            "DOORSTEP_LOGS": str(folder),
            "DOORSTEP_POSTCODES_URL": "",
            "DOORSTEP_PORT": str(web),
            "DOORSTEP_RASA_PORT": str(rasa),
            "DOORSTEP_ACTIONS_PORT": str(actions),
            "DOORSTEP_MESSAGES_A_MINUTE": _NO_LIMIT,
            "DOORSTEP_CONVERSATIONS_A_MINUTE": _NO_LIMIT,
        }
        command = _doorstep("run", *self._date())
        return Launch(command, ROOT, environment, f"http://127.0.0.1:{web}")

    async def begin(self, session: aiohttp.ClientSession, address: str) -> ServiceConversation:
        """Asks for a conversation and its token."""
        url = f"{address}/api/conversations"
        told = await _post(session, url, 201)
        return ServiceConversation(session, f"{url}/{told['conversation']}/messages", told["token"])

    def _run(self, *arguments: str, database: Path | None = None) -> None:
        subprocess.run(
            _doorstep(*arguments, *(self._date() if database else ())),
            cwd=ROOT,
            env=self._environment(database),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )

    def _environment(self, database: Path | None) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("DOORSTEP_")}
        own = {"DATABASE_URL": f"sqlite:///{database}"} if database else {}
        return {**kept, **own, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}

    def _date(self) -> Sequence[str]:
        return ["--as-of", self._as_of] if self._as_of else []


class ServiceConversation:
    """A conversation over the chat API."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        self._session = session
        self._url = url
        self._token = token

    async def say(self, text: str) -> None:
        """Takes one turn."""
        headers = {"Authorization": f"Bearer {self._token}"}
        await _post(self._session, self._url, 200, json={"text": text}, headers=headers)


def _doorstep(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot.cli", *arguments]


async def _post(session: aiohttp.ClientSession, url: str, expected: int, **request: Any) -> Any:
    try:
        async with session.post(url, **request) as answer:
            if answer.status != expected:
                raise NotAnsweredError(f"{url}: {answer.status}")
            return await answer.json()
    except (aiohttp.ClientError, TimeoutError) as fault:
        raise NotAnsweredError(url) from fault
