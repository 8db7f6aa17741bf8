"""What every PostcodeDirectory promises."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from bot.bootstrap import make_directory
from bot.domain.errors import DirectoryUnavailableError
from bot.domain.place import LocatedPostcode, Point
from bot.ports import PostcodeDirectory
from bot.settings import read_settings
from connectors.places.postcodes_io import PostcodesIo
from tests.connectors.places.directory_server import directory_server
from tests.fakes import FakeDirectory

TYSELEY = LocatedPostcode(
    "B26 1EB", Point(52.454944, -1.833874), "Tyseley & Hay Mills", "E05011182"
)


@dataclass(frozen=True)
class Case:
    """A directory, and what takes it away."""

    directory: PostcodeDirectory
    take_away: Callable[[], None]


@pytest.fixture(params=["fake", "postcodes.io"])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    """Each directory."""
    if request.param == "fake":
        fake = FakeDirectory(TYSELEY)
        yield Case(fake, lambda: setattr(fake, "is_away", True))
        return
    with directory_server() as server:
        real = PostcodesIo(server.address, time.monotonic)
        yield Case(real, lambda: setattr(server, "raw", (503, b"")))


def test_a_postcode_is_located(case: Case) -> None:
    assert case.directory.locate("B26 1EB") == TYSELEY


def test_what_does_not_exist_is_nowhere(case: Case) -> None:
    assert case.directory.locate("B9 9ZZ") is None


def test_one_that_is_away_says_so(case: Case) -> None:
    case.take_away()
    with pytest.raises(DirectoryUnavailableError):
        case.directory.locate("B26 1EB")


@pytest.mark.parametrize(
    ("address", "asked"), [("", False), (" ", False), ("http://127.0.0.1:9/", True)]
)
def test_an_empty_setting_means_that_nobody_is_asked(address: str, asked: bool) -> None:
    directory = make_directory(read_settings({"postcodes_url": address}))
    assert (directory is not None) == asked
