"""Taking in a buyer's files of payments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.errors import InvalidInputError, SourceError
from bot.domain.payment import MOST_CATEGORIES, Payment, RefusedRow
from bot.domain.register import BuyerRegister, RegisteredBuyer
from bot.domain.spending import PayeePlace, SpendingRecord
from bot.services.import_payments import ImportPayments, PaymentsFiles, PaymentsSummary
from tests.examples import COUNCIL, NOW
from tests.fakes import FakeClock, FakeStorage

BUYER = COUNCIL.name
REGISTER = BuyerRegister(
    [RegisteredBuyer(COUNCIL, ("esc",), is_anchor=True, mailbox=None, source="")]
)
PAGE, NEW_PAGE = "https://example.org/payments", "https://example.org/new"
APRIL, MAY, JUNE = (date(2026, month, 3) for month in (4, 5, 6))


def paid(
    on: date = APRIL, amount: str = "600", category: str = "Cleaning", body: str = ""
) -> Payment:
    return Payment(on, Decimal(amount), "bright", category, PayeePlace.BIRMINGHAM, body=body)


class FakeReader:
    """Reads what it was given under the file's name, which is its fingerprint too."""

    def __init__(self, **files: list[Payment | RefusedRow]) -> None:
        self.files = files

    def read(self, file: Path, latest: date) -> Iterator[Payment | RefusedRow]:
        if file.name not in self.files:
            raise SourceError("There is no such file.")
        yield from self.files[file.name]

    def fingerprint(self, file: Path) -> str:
        return file.name


class Desk:
    """An import on a storage in memory."""

    def __init__(self, **files: list[Payment | RefusedRow]) -> None:
        self.storage = FakeStorage()
        self.refused: list[tuple[str, RefusedRow]] = []
        self.imports = ImportPayments(self.storage, FakeReader(**files), FakeClock(NOW), REGISTER)

    def take(
        self, *names: str, buyer: str = BUYER, url: str | None = None, only_look: bool = False
    ) -> PaymentsSummary:
        return self.imports.take_in(
            PaymentsFiles([Path(name) for name in names], buyer, url),
            lambda file, row: self.refused.append((file.name, row)),
            lambda rows: None,
            only_look=only_look,
        )

    def held(self) -> list[SpendingRecord]:
        with self.storage.transaction() as work:
            return work.spending.records()


def test_what_is_read_adds_up_and_refused_rows_are_told() -> None:
    bad = RefusedRow(4, "Date", "There is no date.")
    desk = Desk(a=[paid(), paid(amount="-50"), bad])
    summary = desk.take("a")
    assert (summary.read, summary.payments, summary.refunds, summary.rejected) == (3, 1, 1, 1)
    assert summary.total == 550
    assert desk.refused == [("a", bad)]
    (record,) = desk.held()
    assert (record.buyer, record.sum.total, record.refused) == (BUYER, 550, 1)


def test_the_same_file_twice_is_the_same_file_once() -> None:
    desk = Desk(a=[paid()])
    first = desk.take("a")
    assert not first.unchanged
    held = desk.held()
    assert desk.take("a").unchanged
    assert desk.held() == held


def test_the_same_file_with_another_address_takes_that_over_once() -> None:
    desk = Desk(a=[paid()])
    desk.take("a", url=PAGE)
    (before,) = desk.held()
    assert desk.take("a", url=NEW_PAGE, only_look=True).moved
    assert desk.held() == [before]
    moved = desk.take("a", url=NEW_PAGE)
    assert (moved.moved, moved.unchanged, moved.replaced) == (True, False, 0)
    assert desk.held() == [replace(before, source_url=NEW_PAGE)]
    again = desk.take("a", url=NEW_PAGE)
    assert (again.moved, again.unchanged) == (False, True)


def test_the_same_file_without_an_address_keeps_the_one_that_is_held() -> None:
    desk = Desk(a=[paid()])
    desk.take("a", url=PAGE)
    assert desk.take("a").unchanged
    assert [one.source_url for one in desk.held()] == [PAGE]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/here", ""])
def test_an_address_that_is_none_of_the_web_is_refused(address: str) -> None:
    desk = Desk(a=[paid()])
    with pytest.raises(InvalidInputError):
        desk.take("a", url=address)
    assert desk.held() == []


@pytest.mark.parametrize("body", ["Westside Council", "East Council"])
def test_another_bodys_payments_are_not_filed_under_the_buyer(body: str) -> None:
    desk = Desk(a=[paid()], b=[paid(MAY, body=BUYER), paid(MAY, body=body)])
    with pytest.raises(InvalidInputError) as caught:
        desk.take("a", "b")
    assert body in str(caught.value)
    assert BUYER in str(caught.value)
    assert desk.held() == []


@pytest.mark.parametrize("body", ["", "EASTSIDE COUNCIL", "Eastside Council (ESC)", "esc"])
def test_a_body_that_the_register_calls_the_buyer_is_the_buyer(body: str) -> None:
    assert Desk(a=[paid(body=body)]).take("a").payments == 1


def test_files_given_together_are_one_record_in_any_order() -> None:
    desk = Desk(a=[paid(APRIL)], b=[paid(MAY)])
    assert desk.take("a", "b").files == 2
    assert desk.take("b", "a").unchanged


def test_a_file_given_twice_in_one_go_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        Desk(a=[paid()]).take("a", "a")


def test_months_that_were_not_there_are_added() -> None:
    desk = Desk(a=[paid(APRIL)], b=[paid(MAY)])
    desk.take("a")
    assert desk.take("b").replaced == 0
    assert len(desk.held()) == 2


def test_a_file_that_covers_what_is_held_replaces_it() -> None:
    desk = Desk(a=[paid(APRIL)], b=[paid(APRIL), paid(JUNE)])
    desk.take("a")
    assert desk.take("b").replaced == 1
    assert [one.sum.payments for one in desk.held()] == [2]


def test_months_that_only_cross_are_refused_and_nothing_changes() -> None:
    desk = Desk(a=[paid(APRIL), paid(MAY)], b=[paid(MAY), paid(JUNE)])
    desk.take("a")
    held = desk.held()
    with pytest.raises(InvalidInputError) as caught:
        desk.take("b")
    assert "2026-04 to 2026-05" in str(caught.value)
    assert desk.held() == held


def test_another_buyers_payments_are_left_alone() -> None:
    desk = Desk(a=[paid()])
    desk.take("a")
    assert not desk.take("a", buyer="Westside Council").unchanged
    assert len(desk.held()) == 2


def test_a_preview_tells_the_same_and_stores_nothing() -> None:
    desk = Desk(a=[paid()])
    looked = desk.take("a", only_look=True)
    assert desk.held() == []
    assert desk.take("a") == looked


def test_a_file_without_a_payment_stores_nothing() -> None:
    desk = Desk(a=[RefusedRow(2, "Date", "There is no date.")])
    assert not desk.take("a").found_anything
    assert desk.held() == []


def test_one_file_that_is_none_of_payments_stops_all() -> None:
    desk = Desk(a=[paid()])
    with pytest.raises(SourceError):
        desk.take("a", "missing")
    assert desk.held() == []


def test_a_column_of_free_text_is_no_column_of_headings() -> None:
    rows: list[Payment | RefusedRow] = [
        paid(category=f"heading {n}") for n in range(MOST_CATEGORIES + 1)
    ]
    with pytest.raises(SourceError):
        Desk(a=rows).take("a")


def test_nobody_who_was_paid_is_kept() -> None:
    desk = Desk(a=[paid()])
    desk.take("a")
    assert "bright" not in repr(desk.held())
