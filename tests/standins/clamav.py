"""A ClamAV daemon to test against: it speaks INSTREAM as clamd does, and knows one test file."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fake_scanner import EICAR

LONGEST = 25 * 1024 * 1024


class ClamAV:
    """Listens at a socket until it is closed; `says` is answered in place of what it finds."""

    def __init__(self, listening: socket.socket, says: bytes | None) -> None:
        self._listening = listening
        self._says = says
        self.lengths: list[int] = []

    def serve(self) -> None:
        """Answers one connection after the other."""
        while True:
            try:
                connection, _from = self._listening.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        read = connection.makefile("rb")
        if read.read(10) != b"zINSTREAM\0":
            connection.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack("!I", read.read(4))[0]:
            content += read.read(length)
        self.lengths.append(len(content))
        connection.sendall(self._says if self._says is not None else _found(content))


@contextmanager
def clamav(folder: Path, says: bytes | None = None) -> Iterator[tuple[str, ClamAV]]:
    """One that runs, by the address that a setting would name."""
    path = folder / "clamd.ctl"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(path))
        listening.listen()
        daemon = ClamAV(listening, says)
        thread = threading.Thread(target=daemon.serve, daemon=True)
        thread.start()
        yield f"unix:{path}", daemon
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)


def _found(content: bytes) -> bytes:
    if EICAR in content:
        return b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
    return b"stream: OK\0"
