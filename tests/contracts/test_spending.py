"""What every Storage promises of spending: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.domain.spending import STEPS, PayeePlace, SpendingKind, YearSize
from bot.ports import Storage
from tests.examples import NOW, spending_line, spending_record

FULL = spending_record(
    spending_line("", 2, "1234567.89", size=YearSize.LARGER, payees=1),
    spending_line(
        "Caf\u00e9 'n' bar; 100 %",
        7,
        "-3.10",
        first=date(2025, 4, 1),
        last=date(2026, 3, 31),
        at_most=tuple(range(len(STEPS))),
        place=PayeePlace.BIRMINGHAM,
        size=YearSize.UNDER_5000,
        payees=None,
    ),
    key="a" * 64,
    kind=SpendingKind.PAYMENTS,
    refunds=3,
    refunded=Decimal("-0.01"),
    redacted=4,
    repeated=5,
    refused=6,
    payees=7,
    source_url="https://example.org/payments",
)


def test_a_record_comes_back_as_it_was(storage: Storage) -> None:
    with storage.transaction() as work:
        assert work.spending.add(FULL, NOW)
    with storage.transaction() as work:
        assert work.spending.records() == [FULL]


def test_a_record_is_held_once(storage: Storage) -> None:
    with storage.transaction() as work:
        assert work.spending.add(FULL, NOW)
        assert not work.spending.add(FULL, NOW)
        assert len(work.spending.records()) == 1


def test_records_come_by_buyer(storage: Storage) -> None:
    with storage.transaction() as work:
        for key, buyer in (("1", "Westside"), ("2", "Eastside"), ("3", "Westside")):
            work.spending.add(spending_record(key=key, buyer=buyer), NOW)
        assert [one.key for one in work.spending.records()] == ["2", "1", "3"]


def test_what_is_removed_is_gone_with_its_lines(storage: Storage) -> None:
    with storage.transaction() as work:
        work.spending.add(FULL, NOW)
        work.spending.remove([FULL.key, "nothing"])
        assert work.spending.records() == []
        assert work.spending.add(FULL, NOW)
        assert work.spending.records() == [FULL]


def test_removing_nothing_is_no_error(storage: Storage) -> None:
    with storage.transaction() as work:
        work.spending.remove([])
