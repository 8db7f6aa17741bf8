"""Asks postcodes.io, or a copy of it, where a full postcode lies; never for longer than a moment.

Its answer is described at https://postcodes.io/docs/postcode/lookup. Nothing but the postcode is
sent. After a fault it is left alone for some minutes, so that no owner waits for it again.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from bot.domain.errors import DirectoryUnavailableError
from bot.domain.place import LocatedPostcode, Point

WAIT_SECONDS = 1.0
LEFT_ALONE_SECONDS = 300.0
_LARGEST_ANSWER = 65_536
_OK, _NOT_FOUND = 200, 404
_HEADERS = {"Accept": "application/json", "User-Agent": "Doorstep"}


class PostcodesIo:
    """The PostcodeDirectory over HTTP; `monotonic` tells seconds that only ever grow."""

    def __init__(
        self, address: str, monotonic: Callable[[], float], wait: float = WAIT_SECONDS
    ) -> None:
        self._address = address
        self._monotonic = monotonic
        self._wait = wait
        self._closed_until = float("-inf")

    def locate(self, postcode: str) -> LocatedPostcode | None:
        """Where the postcode lies, or None if there is no such postcode."""
        if self._monotonic() < self._closed_until:
            raise DirectoryUnavailableError("The directory of postcodes was away a moment ago.")
        try:
            return _located(postcode, self._ask(postcode))
        except DirectoryUnavailableError:
            self._closed_until = self._monotonic() + LEFT_ALONE_SECONDS
            raise

    def _ask(self, postcode: str) -> _Answer:
        """The answer, if it is there in time.

        A thread asks, because looking up the directory's own address obeys no time limit.
        """
        asking = _Asking(self._address, postcode, self._wait)
        asking.start()
        asking.join(self._wait)
        if asking.answer is None:
            raise DirectoryUnavailableError("The directory of postcodes does not answer.")
        return asking.answer


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes


class _Asking(threading.Thread):
    """One question; it ends with the process even if nobody ever answers."""

    def __init__(self, address: str, postcode: str, wait: float) -> None:
        super().__init__(daemon=True)
        self.answer: _Answer | None = None
        self._address, self._postcode, self._wait = address, postcode, wait

    def run(self) -> None:
        """Asks once, and follows no redirection."""
        try:
            with closing(self._connection()) as connection:
                path = f"{urlsplit(self._address).path.rstrip('/')}/postcodes/"
                connection.request("GET", path + quote(self._postcode), headers=_HEADERS)
                answer = connection.getresponse()
                self.answer = _Answer(answer.status, answer.read(_LARGEST_ANSWER))
        except (OSError, HTTPException, ValueError):
            self.answer = None

    def _connection(self) -> HTTPConnection:
        where = urlsplit(self._address)
        sort = HTTPSConnection if where.scheme == "https" else HTTPConnection
        return sort(where.hostname or "", where.port, timeout=self._wait)


def _located(postcode: str, answer: _Answer) -> LocatedPostcode | None:
    if answer.status == _NOT_FOUND:
        return None
    if answer.status != _OK:
        raise DirectoryUnavailableError("The directory of postcodes has a fault of its own.")
    try:
        told = json.loads(answer.body)["result"]
        return LocatedPostcode(postcode, _point_of(told), *_ward_of(told))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise DirectoryUnavailableError("The directory of postcodes answers nonsense.") from fault


def _point_of(told: Mapping[str, Any]) -> Point | None:
    """None for the few postcodes without a position (the Channel Islands, Isle of Man)."""
    if told["latitude"] is None or told["longitude"] is None:
        return None
    point = Point(float(told["latitude"]), float(told["longitude"]))
    if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):  # noqa: PLR2004
        raise ValueError
    return point


def _ward_of(told: Mapping[str, Any]) -> tuple[str | None, str | None]:
    codes = told.get("codes")
    code = codes.get("admin_ward") if isinstance(codes, Mapping) else None
    name = told.get("admin_ward")
    return (
        name if isinstance(name, str) else None,
        code if isinstance(code, str) else None,
    )
