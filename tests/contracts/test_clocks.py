"""What every Clock promises."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import FixedClock, SystemClock
from bot.ports import Clock
from tests.examples import NOW
from tests.fakes import FakeClock


@pytest.fixture(
    params=[SystemClock(), FixedClock(NOW), FakeClock(NOW)], ids=lambda c: type(c).__name__
)
def clock(request: pytest.FixtureRequest) -> Clock:
    """Each clock."""
    made: Clock = request.param
    return made


def test_the_moment_is_aware_and_in_utc(clock: Clock) -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_time_never_runs_back(clock: Clock) -> None:
    first = clock.now()
    assert clock.now() >= first


def test_a_fixed_clock_stands_still() -> None:
    assert FixedClock(NOW).now() == FixedClock(NOW).now() == NOW
