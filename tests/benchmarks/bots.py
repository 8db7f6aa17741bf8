"""What the measures need of a bot: how it is started, and how a caller talks with it."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import aiohttp

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "var" / "bench"


class NotAnsweredError(Exception):
    """The bot gave no answer: it is still loading, or it failed."""


class Conversation(Protocol):
    """One caller's conversation."""

    async def say(self, text: str) -> None:
        """Takes one turn; raises NotAnsweredError if it was not answered."""


class Bot(Protocol):
    """A bot that can be started and talked with."""

    name: str

    def turns(self, number: int) -> Sequence[str]:
        """What the caller of the conversation of that number says, in this order."""

    def prepare(self) -> None:
        """Makes all that a warm start finds there: model, database."""

    def launch(self, folder: Path) -> Launch:
        """How to start it with its own ports and with its data in the folder."""

    async def begin(self, session: aiohttp.ClientSession, address: str) -> Conversation:
        """A new conversation; raises NotAnsweredError if it cannot be begun yet."""


@dataclass(frozen=True, slots=True)
class Launch:
    """A command, where it runs, what it reads from the environment, and where it answers."""

    command: Sequence[str]
    cwd: Path
    environment: Mapping[str, str]
    address: str


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nothing listens on now, all different."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
