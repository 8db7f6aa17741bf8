"""What everything that looks for viruses promises: the fake, and ClamAV's daemon by its socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.errors import ScannerUnavailableError, SettingsError
from bot.ports import VirusScanner
from connectors.scanning.clamd import Clamd, NoScanner
from tests.fake_scanner import EICAR, FakeScanner
from tests.standins.clamav import clamav


@pytest.fixture(params=["fake", "clamd"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VirusScanner]:
    """Each of them."""
    if request.param == "fake":
        yield FakeScanner()
        return
    with clamav(tmp_path) as (address, _daemon):
        yield Clamd(address, waits=5)


@pytest.fixture(params=["fake", "clamd"])
def away(request: pytest.FixtureRequest, tmp_path: Path) -> VirusScanner:
    """Each of them where nobody answers."""
    if request.param == "fake":
        return FakeScanner(is_away=True)
    return Clamd(f"unix:{tmp_path / 'none.ctl'}", waits=1)


@pytest.mark.parametrize("content", [b"", b"hello", b"x" * 200_000], ids=["empty", "short", "long"])
def test_what_is_clean_is_clean(scanner: VirusScanner, content: bytes) -> None:
    assert scanner.looks
    assert scanner.is_clean(content)


@pytest.mark.parametrize("before", [b"", b"x" * 100_000], ids=["alone", "inside"])
def test_the_test_file_is_found(scanner: VirusScanner, before: bytes) -> None:
    assert not scanner.is_clean(before + EICAR)
    assert scanner.is_clean(b"another")


def test_where_nobody_answers_nothing_is_said_to_be_clean(away: VirusScanner) -> None:
    with pytest.raises(ScannerUnavailableError):
        away.is_clean(b"hello")


@pytest.mark.parametrize(
    "says", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: ", b"nonsense\0"]
)
def test_an_answer_that_is_none_is_not_taken_for_clean(tmp_path: Path, says: bytes) -> None:
    with clamav(tmp_path, says) as (address, _daemon), pytest.raises(ScannerUnavailableError):
        Clamd(address, waits=5).is_clean(b"hello")


def test_the_whole_file_is_sent(tmp_path: Path) -> None:
    with clamav(tmp_path) as (address, daemon):
        Clamd(address, waits=5).is_clean(b"x" * 150_001)
    assert daemon.lengths == [150_001]


@pytest.mark.parametrize("address", ["clamd", "host:", ":3310", "host:port"])
def test_an_address_that_is_none_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(SettingsError, match="DOORSTEP_CLAMD"):
        Clamd(address)


def test_where_none_is_set_up_files_are_not_said_to_be_looked_at() -> None:
    assert not NoScanner().looks
    assert NoScanner().is_clean(EICAR)
