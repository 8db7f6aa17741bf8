"""The bot to compare with: the one that `rasa init` makes, served as its tutorial does."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import uuid
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import aiohttp
import rasa

from tests.benchmarks.bots import BENCH, Launch, NotAnsweredError, free_ports

TEMPLATE = Path(rasa.__file__).parent / "cli" / "initial_project"
_MODEL = "plain"
_MADE_WITH = ("rasa", "tensorflow", "numpy", "scikit-learn")


class PlainRasa:
    """Rasa's own example with its default pipeline and policies, and no action server."""

    name = "Plain Rasa"

    def turns(self, number: int) -> tuple[str, ...]:
        """Sentences of its own examples; they are all that it has."""
        return ("hello", "I am sad", "yes", "are you a bot?", "I am feeling very good", "goodbye")

    @cached_property
    def _project(self) -> Path:
        return BENCH / f"plain-{_fingerprint()}"

    def prepare(self) -> None:
        """Trains it, once for each set of versions; that takes two minutes."""
        if self._model.exists():
            return
        shutil.rmtree(self._project, ignore_errors=True)
        shutil.copytree(TEMPLATE, self._project, ignore=shutil.ignore_patterns("__pycache__"))
        command = ["train", "--quiet", "--fixed-model-name", _MODEL]
        with (self._project / "training.log").open("wb") as log:
            subprocess.run(
                _rasa(*command),
                cwd=self._project,
                env=_environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                check=True,
            )

    def launch(self, folder: Path) -> Launch:
        """`rasa run --enable-api` on loopback; it keeps its conversations in memory."""
        (port,) = free_ports(1)
        command = _rasa(
            *("run", "--enable-api", "--model", str(self._model)),
            *("--interface", "127.0.0.1", "--port", str(port)),
        )
        return Launch(command, self._project, _environment(), f"http://127.0.0.1:{port}")

    async def begin(self, session: aiohttp.ClientSession, address: str) -> PlainConversation:
        """A conversation begins with its first message."""
        return PlainConversation(session, f"{address}/webhooks/rest/webhook")

    @property
    def _model(self) -> Path:
        return self._project / "models" / f"{_MODEL}.tar.gz"


class PlainConversation:
    """A conversation over Rasa's REST channel."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self._sender = str(uuid.uuid4())

    async def say(self, text: str) -> None:
        """Takes one turn; an empty answer of the channel hides an error."""
        body = {"sender": self._sender, "message": text}
        try:
            async with self._session.post(self._url, json=body) as answer:
                told: Any = await answer.json() if answer.status == 200 else None
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise NotAnsweredError(text) from fault
        if not told:
            raise NotAnsweredError(text)


def _rasa(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rasa", *arguments]


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false"}


def _fingerprint() -> str:
    digest = hashlib.sha256("".join(f"{one} {version(one)}\n" for one in _MADE_WITH).encode())
    for file in sorted(TEMPLATE.rglob("*.yml")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
