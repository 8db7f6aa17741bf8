"""Small posts of one kind are told of where they reach the floor together, and only there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.domain.entry import Entry
from bot.domain.repeated_posts import repeated_posts
from tests.domain.test_entry_rules import worth
from tests.examples import cpv

FLOOR = Decimal(30_000)


def cleaning(amount: str, code: str = "90911300") -> Entry:
    return worth(amount, cpv=cpv(code))


def test_two_of_one_kind_that_reach_it_together_are_told() -> None:
    (found,) = repeated_posts([cleaning("16000"), cleaning("14000")], FLOOR)
    assert (found.cpv_class, found.together, len(found.entries)) == ("9091", Decimal(30_000), 2)


def test_what_stays_below_or_is_of_another_kind_or_large_itself_is_not() -> None:
    assert repeated_posts([cleaning("16000"), cleaning("13999.99")], FLOOR) == []
    assert repeated_posts([cleaning("16000"), cleaning("16000", "45000000")], FLOOR) == []
    assert repeated_posts([cleaning("16000"), cleaning("40000")], FLOOR) == []
    assert repeated_posts([cleaning("29999")], FLOOR) == []
    assert repeated_posts([replace(cleaning("20000"), cpv=())] * 2, FLOOR) == []


def test_where_there_is_no_floor_nothing_is_told() -> None:
    assert repeated_posts([cleaning("20000")] * 3, None) == []
