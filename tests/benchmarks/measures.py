"""The four measures: first answer, a turn, turns a second, memory."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

import aiohttp
import psutil

from tests.benchmarks.bots import Bot, Conversation, NotAnsweredError
from tests.benchmarks.processes import (
    Memory,
    has_ended,
    keep_logs,
    memory_of,
    processor_seconds,
    started,
)

POLL_EVERY = 0.1
START_MAY_TAKE = 180
WARM_UP_TURNS = 30
CALLERS = 16
GREETING = "hello"


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: turns of one caller, and seconds with all of them."""

    turns: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One round's numbers of one bot: seconds, milliseconds, turns a second, memory.

    `turn_processor` is the processor time that all its processes together spend on a turn: it
    says most where others use the machine too.
    """

    first_answer: float
    turn_p50: float
    turn_p95: float
    turn_processor: float
    turns_a_second: float
    memory: Memory


class BotEndedError(Exception):
    """The bot's process ended, or it did not answer in time."""


class Callers:
    """All who talk with one bot; each conversation has the next number."""

    def __init__(self, bot: Bot, session: aiohttp.ClientSession, address: str) -> None:
        self._bot = bot
        self._session = session
        self._address = address
        self._numbers = itertools.count()

    async def begin(self) -> tuple[Conversation, Iterator[str]]:
        """A new conversation, and what its caller says."""
        conversation = await self._bot.begin(self._session, self._address)
        return conversation, iter(self._bot.turns(next(self._numbers)))

    async def first_answer(self, first: psutil.Process) -> None:
        """Waits until a message is answered; raises BotEndedError if none will be."""
        until = time.perf_counter() + START_MAY_TAKE
        begun: tuple[Conversation, Iterator[str]] | None = None
        while True:
            try:
                begun = begun or await self.begin()
                await begun[0].say(GREETING)
            except NotAnsweredError as fault:
                if has_ended(first) or time.perf_counter() > until:
                    raise BotEndedError(f"{self._bot.name} does not answer.") from fault
                await asyncio.sleep(POLL_EVERY)
            else:
                return

    async def turns(self, count: int) -> list[float]:
        """How long each turn of one caller took, in seconds; to begin is not a turn."""
        spent: list[float] = []
        while len(spent) < count:
            conversation, texts = await self.begin()
            for text in itertools.islice(texts, count - len(spent)):
                began = time.perf_counter()
                await conversation.say(text)
                spent.append(time.perf_counter() - began)
        return spent

    async def rate(self, seconds: float) -> float:
        """Turns a second while all callers talk at once, in one conversation after another."""
        until = time.perf_counter() + seconds
        return sum(await asyncio.gather(*(self._call(until) for _ in range(CALLERS)))) / seconds

    async def _call(self, until: float) -> int:
        answered = 0
        while time.perf_counter() < until:
            conversation, texts = await self.begin()
            for text in texts:
                await conversation.say(text)
                if time.perf_counter() >= until:
                    break
                answered += 1
        return answered


async def measure(bot: Bot, folder: Path, effort: Effort) -> Measured:
    """Starts the bot with its data in the folder, measures all, and ends it.

    Raises BotEndedError, and NotAnsweredError when a turn fails once it has begun to answer.
    """
    launch = bot.launch(folder)
    began = time.perf_counter()
    with started(launch, folder / "bot.log") as first:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CALLERS)) as session:
            callers = Callers(bot, session, launch.address)
            try:
                await callers.first_answer(first)
            except BotEndedError as fault:
                fault.add_note(f"What it said: {keep_logs(folder)}")
                raise
            first_answer = time.perf_counter() - began
            await callers.turns(WARM_UP_TURNS)
            used = processor_seconds(first)
            spent = await callers.turns(effort.turns)
            used = processor_seconds(first) - used
            rate = await callers.rate(effort.seconds)
        cuts = quantiles((one * 1000 for one in spent), n=20)
        return Measured(
            first_answer=first_answer,
            turn_p50=cuts[9],
            turn_p95=cuts[18],
            turn_processor=used / effort.turns * 1000,
            turns_a_second=rate,
            memory=memory_of(first),
        )
