"""Which services may be under the light touch, as far as the list is known."""

from __future__ import annotations

import pytest

from bot.domain.light_touch import may_be_light_touch


@pytest.mark.parametrize("code", ["79710000", "79620000", "98341000", "80500000", "85311000"])
def test_what_is_listed_or_cannot_be_ruled_out_may_be(code: str) -> None:
    assert may_be_light_touch([code])
    assert may_be_light_touch(["90910000", code])


@pytest.mark.parametrize("code", ["90910000", "45261910", "72000000", "77314000"])
def test_cleaning_building_and_gardening_are_not(code: str) -> None:
    assert not may_be_light_touch([code])


def test_without_a_code_it_cannot_be_ruled_out() -> None:
    assert may_be_light_touch([])
