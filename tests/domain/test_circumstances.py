"""What counts besides the work: gently, except that what is over comes last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.domain.circumstances import OVER, PLACES, circumstances
from bot.domain.money import Value
from bot.domain.opportunity import Kind
from bot.domain.place import Reach
from tests.examples import NOW, opportunity

OPEN = opportunity(deadline=NOW + timedelta(days=30))


def test_an_open_notice_at_the_door_loses_nothing() -> None:
    assert circumstances(OPEN, Reach.NEAR, None, NOW) == 1


def test_a_firm_that_named_no_place_loses_nothing_by_it() -> None:
    assert circumstances(OPEN, None, None, NOW) == 1


def test_the_farther_the_less_but_never_nothing() -> None:
    factors = [PLACES[reach] for reach in (Reach.NEAR, Reach.REGION_WIDE, Reach.NATIONWIDE)]
    assert sorted(factors, reverse=True) == factors
    assert min(PLACES.values()) >= 0.5


@pytest.mark.parametrize(
    "over",
    [
        replace(OPEN, deadline=NOW),
        replace(OPEN, awarded_at=NOW),
        replace(OPEN, cancelled_at=NOW),
        replace(OPEN, deadline=None),
        replace(OPEN, published_at=NOW + timedelta(days=1)),
    ],
)
def test_what_cannot_be_answered_counts_a_hundredth(over: object) -> None:
    assert circumstances(over, Reach.NEAR, None, NOW) == OVER  # type: ignore[arg-type]


def test_what_is_over_keeps_its_order_by_fit() -> None:
    closed = replace(OPEN, deadline=NOW)
    assert 0.9 * circumstances(closed, None, None, NOW) > 0.5 * circumstances(
        closed, None, None, NOW
    )


def test_the_last_days_and_plans_count_for_less() -> None:
    soon = replace(OPEN, deadline=NOW + timedelta(days=1))
    planned = replace(OPEN, kind=Kind.PLANNED)
    for one in (soon, planned):
        assert OVER < circumstances(one, None, None, NOW) < 1


def test_a_value_above_the_owners_limit_counts_half_unless_many_share_it() -> None:
    large = replace(OPEN, value=Value(Decimal(90_000)))
    assert circumstances(large, None, Decimal(50_000), NOW) == 0.5
    assert circumstances(large, None, Decimal(90_000), NOW) == 1
    shared = replace(large, kind=Kind.OPEN_FRAMEWORK)
    assert circumstances(shared, None, Decimal(50_000), NOW) == 1


def test_an_unstated_value_is_not_above_a_limit() -> None:
    unstated = replace(OPEN, value=Value(None))
    assert circumstances(unstated, None, Decimal(1), NOW) == 1


def test_what_is_reserved_for_some_counts_for_less() -> None:
    assert circumstances(replace(OPEN, reserved_for="VCSE"), None, None, NOW) < 1
