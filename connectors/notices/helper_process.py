"""A process that works for this one alone: things are told to it, and heard from it, in order."""

from __future__ import annotations

import pickle
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, cast

from bot.domain.errors import SourceError
from connectors.notices.packing import packed

_IN_A_PIPE = 1024 * 1024
"""Bytes that may be under way, where the system lets that be said: a step comes in few pieces."""
_ENDED = "The process that reads ahead has ended before everything was read."


class Line:
    """One end of a connection between two processes of this program."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    def tell(self, thing: object) -> None:
        """Sends the thing; raises SourceError if nobody is there any more."""
        try:
            # Packed whole before it is sent: so that work is done while the other end is busy.
            self._outgoing.write(packed(thing))
            self._outgoing.flush()
        except BrokenPipeError as fault:
            raise SourceError(_ENDED) from fault

    def hear(self) -> Any:
        """The next thing that the other end tells; raises SourceError if it is gone."""
        try:
            return pickle.load(self._incoming)  # noqa: S301 - the other end is this very program
        except (EOFError, pickle.UnpicklingError) as fault:
            raise SourceError(_ENDED) from fault


class PostedLine(Line):
    """A line on which telling never waits: what is told goes out as soon as the other end hears."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        super().__init__(incoming, outgoing)
        self._posted: SimpleQueue[bytes] = SimpleQueue()
        Thread(target=self._send, daemon=True).start()

    def tell(self, thing: object) -> None:
        """Sends the thing; that nobody is there any more shows when something is to be heard."""
        self._posted.put(packed(thing))

    def _send(self) -> None:
        with suppress(OSError):
            while True:
                self._outgoing.write(self._posted.get())
                self._outgoing.flush()


@contextmanager
def helper_process(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Line]:
    """The line to a process of that command, which speaks on its standard input and output.

    It is ended with the block. If this process ends otherwise, in whatever way, nobody is at the
    other end of the helper's line any more, and it ends by itself.
    """
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603 - our own
        command, env=environment, stdin=pipe, stdout=pipe, pipesize=_IN_A_PIPE
    )
    try:
        yield Line(cast("IO[bytes]", process.stdout), cast("IO[bytes]", process.stdin))
    finally:
        process.kill()
        # What it was still to be told may be stuck in its pipe, and is of no interest any more.
        with suppress(BrokenPipeError), process:
            pass
