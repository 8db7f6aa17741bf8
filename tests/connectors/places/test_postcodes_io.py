"""Asking a directory of postcodes: quickly, and never twice while it is away."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from bot.domain.errors import DirectoryUnavailableError
from bot.domain.place import LocatedPostcode, Point
from connectors.places.postcodes_io import LEFT_ALONE_SECONDS, PostcodesIo
from tests.connectors.places.directory_server import DirectoryServer, directory_server

TYSELEY = LocatedPostcode(
    "B26 1EB", Point(52.454944, -1.833874), "Tyseley & Hay Mills", "E05011182"
)


class Seconds:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.passed = 100.0

    def __call__(self) -> float:
        """How many have passed."""
        return self.passed


@pytest.fixture
def server() -> Iterator[DirectoryServer]:
    """A directory that answers."""
    with directory_server() as running:
        yield running


@pytest.fixture
def seconds() -> Seconds:
    """The seconds that the directory's client goes by."""
    return Seconds()


@pytest.fixture
def directory(server: DirectoryServer, seconds: Seconds) -> PostcodesIo:
    """A client of the server that soon loses patience."""
    return PostcodesIo(server.address, seconds, wait=0.5)


def test_a_postcode_has_its_point_and_ward(directory: PostcodesIo) -> None:
    assert directory.locate("B26 1EB") == TYSELEY


def test_a_postcode_that_does_not_exist_is_no_fault(directory: PostcodesIo) -> None:
    assert directory.locate("B9 9ZZ") is None
    assert directory.locate("B26 1EB") == TYSELEY


def test_a_postcode_may_have_no_position(directory: PostcodesIo) -> None:
    assert directory.locate("IM1 1AA") == LocatedPostcode("IM1 1AA", None, None, "M99999999")


def test_the_postcode_is_all_that_is_told(server: DirectoryServer, directory: PostcodesIo) -> None:
    directory.locate("B26 1EB")
    assert server.asked == ["/postcodes/B26 1EB"]
    assert set(server.headers[0]) == {"Host", "Accept-Encoding", "Accept", "User-Agent"}
    assert server.headers[0]["User-Agent"] == "Doorstep"


@pytest.mark.parametrize(
    "raw",
    [
        (500, b"{}"),
        (403, b"blocked"),
        (429, b""),
        (302, b""),
        (200, b""),
        (200, b"<html>"),
        (200, b"null"),
        (200, b'{"status": 200, "result": []}'),
        (200, b'{"status": 200, "result": {"latitude": "north", "longitude": 0}}'),
        (200, b'{"status": 200, "result": {"latitude": 1e999, "longitude": 0}}'),
        (200, b'{"status": 200, "result": {"latitude": 520, "longitude": 0}}'),
        (200, b"[" * 60_000),
        (200, b'{"result": "' + b"x" * 100_000 + b'"}'),
    ],
)
def test_an_answer_that_is_none_is_a_passing_fault(
    server: DirectoryServer, directory: PostcodesIo, raw: tuple[int, bytes]
) -> None:
    server.raw = raw
    with pytest.raises(DirectoryUnavailableError):
        directory.locate("B26 1EB")
    assert len(server.asked) == 1, "no redirection is followed"


def test_a_slow_answer_is_not_waited_for(server: DirectoryServer, directory: PostcodesIo) -> None:
    server.late_by = 3
    began = time.monotonic()
    with pytest.raises(DirectoryUnavailableError):
        directory.locate("B26 1EB")
    assert time.monotonic() - began < 2


def test_after_a_fault_it_is_left_alone_for_some_minutes(
    server: DirectoryServer, directory: PostcodesIo, seconds: Seconds
) -> None:
    server.raw = (503, b"")
    for _ in range(3):
        with pytest.raises(DirectoryUnavailableError):
            directory.locate("B26 1EB")
    assert len(server.asked) == 1
    server.raw = None
    seconds.passed += LEFT_ALONE_SECONDS
    assert directory.locate("B26 1EB") == TYSELEY


@pytest.mark.parametrize("address", ["https://nowhere.invalid", "http://127.0.0.1:1", "http://["])
def test_an_address_where_nobody_is_is_a_passing_fault(address: str) -> None:
    directory = PostcodesIo(address, Seconds(), wait=0.5)
    with pytest.raises(DirectoryUnavailableError):
        directory.locate("B26 1EB")


def test_one_who_listens_and_never_answers_is_a_passing_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        directory = PostcodesIo(f"http://127.0.0.1:{deaf.getsockname()[1]}", Seconds(), wait=0.3)
        with pytest.raises(DirectoryUnavailableError):
            directory.locate("B26 1EB")


def test_the_directory_may_stand_under_a_path(server: DirectoryServer) -> None:
    server.raw = (404, b"")
    assert PostcodesIo(f"{server.address}/copy/", Seconds()).locate("B9 9ZZ") is None
    assert server.asked == ["/copy/postcodes/B9 9ZZ"]
