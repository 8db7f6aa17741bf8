"""A line between two processes of this program: things are told to the other end, and heard."""

from __future__ import annotations

import pickle
from contextlib import suppress
from queue import SimpleQueue
from select import select
from threading import Thread
from typing import IO, Any

from bot.domain.errors import SourceError
from connectors.notices.packing import packed

_ENDED = "The process that reads ahead has ended before everything was read."


class Line:
    """One end of a connection between two processes of this program.

    Telling never waits until the other end hears, or both could wait for each other.
    """

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._posted: SimpleQueue[bytes | None] = SimpleQueue()
        self._sender = Thread(target=self._send, daemon=True)
        self._sender.start()

    def tell(self, thing: object) -> None:
        """Sends the thing; that nobody is there any more shows when something is to be heard."""
        self._posted.put(packed(thing))

    def hear(self) -> Any:
        """The next thing that the other end tells; raises SourceError if it is gone."""
        try:
            return pickle.load(self._incoming)  # noqa: S301 - the other end is this very program
        except (EOFError, pickle.UnpicklingError) as fault:
            raise SourceError(_ENDED) from fault

    def is_told(self) -> bool:
        """Whether the other end is telling something, or is gone; at once."""
        readable, _, _ = select([self._incoming], [], [], 0)
        return bool(readable)

    def hang_up(self) -> None:
        """Tells the rest and no more, so that the other end knows; waits until it has heard."""
        self._posted.put(None)
        self._sender.join()
        with suppress(OSError):  # what is left for one that is gone
            self._outgoing.close()

    def _send(self) -> None:
        with suppress(OSError):
            while (told := self._posted.get()) is not None:
                self._outgoing.write(told)
                self._outgoing.flush()
