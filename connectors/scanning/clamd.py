"""The VirusScanner that speaks to ClamAV's daemon over its socket, by its INSTREAM command."""

from __future__ import annotations

import socket
import struct
from contextlib import closing

from bot.domain.errors import ScannerUnavailableError, SettingsError

_CHUNK = 64 * 1024
_COMMAND = b"zINSTREAM\0"
_WAITS = 20.0
"""Seconds for connecting and for each answer: a large file takes one or two."""
_LONGEST_ANSWER = 4096


class Clamd:
    """ClamAV at `unix:/path/of/socket` or `host:port`; the file never touches a disk here."""

    looks = True

    def __init__(self, address: str, waits: float = _WAITS) -> None:
        """Connects to nothing yet. Raises SettingsError for what is no such address."""
        self._path = address.removeprefix("unix:") if address.startswith("unix:") else None
        host, _, port = address.rpartition(":")
        if self._path is None and not (host and port.isdigit()):
            raise SettingsError(
                "DOORSTEP_CLAMD must be unix:/path/of/the/socket, or host:port, of ClamAV's daemon."
            )
        self._host, self._port = host, int(port) if port.isdigit() else 0
        self._waits = waits

    def is_clean(self, content: bytes) -> bool:
        """What the daemon says of it; ScannerUnavailableError where it says nothing of use."""
        try:
            with closing(self._connected()) as connection:
                answer = _asked(connection, content)
        except OSError as fault:
            raise ScannerUnavailableError("ClamAV does not answer.") from fault
        if answer.endswith("OK"):
            return True
        if answer.endswith("FOUND"):
            return False
        raise ScannerUnavailableError("ClamAV could not look at the file.")

    def _connected(self) -> socket.socket:
        if self._path is None:
            return socket.create_connection((self._host, self._port), timeout=self._waits)
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self._waits)
        try:
            connection.connect(self._path)
        except OSError:
            connection.close()
            raise
        return connection


class NoScanner:
    """Where no scanner is set up: nothing is found, and files are marked as not looked at."""

    looks = False

    def is_clean(self, content: bytes) -> bool:
        """True, whatever it is."""
        del content
        return True


def _asked(connection: socket.socket, content: bytes) -> str:
    """The daemon's one answer: `stream: OK`, `stream: <name> FOUND`, or an error."""
    connection.sendall(_COMMAND)
    for start in range(0, len(content), _CHUNK):
        chunk = content[start : start + _CHUNK]
        connection.sendall(struct.pack("!I", len(chunk)) + chunk)
    connection.sendall(struct.pack("!I", 0))
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST_ANSWER:
        more = connection.recv(_LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("ascii", "replace")
