"""SQLite's one writer at a time: the threads of a process queue for it instead of napping."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Connection, Engine, event

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
"""What Python's driver opens a transaction for, and so what takes the file's lock."""
_HELD = "doorstep_one_writer"


class OneWriter:
    """Lets one transaction of an engine write at a time; readers never wait.

    Whoever finds the file locked naps, a tenth of a second at last, and looks again, while whoever
    comes later finds it free: with sixteen threads the unlucky one waits for a second. Those who
    wait here are woken by the one before. Another process is still waited for by SQLite's way, and
    so is a writer that has kept the others for longer than `within` seconds: this only orders.
    """

    def __init__(self, within: float) -> None:
        self._within = within
        self._turn = threading.Lock()

    def watch(self, engine: Engine) -> None:
        """Orders the engine's writers from now on."""
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "checkin", self._after)

    def _before(
        self,
        connection: Connection,
        _cursor: object,
        statement: str,
        _parameters: object,
        _context: object,
        _many: bool,  # noqa: FBT001 - as it is called
    ) -> None:
        held = connection.connection.record_info
        if (
            held is not None
            and _HELD not in held
            and statement.lstrip()[:7].upper().startswith(_WRITES)
        ):
            held[_HELD] = self._turn.acquire(timeout=self._within)

    def _after(self, _connection: object, record: Any) -> None:
        """Not at the commit, which is told of before it is made: at the end of the transaction."""
        if record.record_info.pop(_HELD, False):
            self._turn.release()
