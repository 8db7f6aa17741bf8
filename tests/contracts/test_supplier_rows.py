"""What every Storage promises about what firms' texts come to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.supplier import SupplierId
from bot.domain.supplier_rows import HeldRow, MadeRow
from bot.ports import Storage
from tests.examples import supplier

ADA, BEN = SupplierId("ada"), SupplierId("ben")
MADE, ROW = "encoder 1", MadeRow(b"vector", b"words", b"")


@pytest.fixture
def firms(storage: Storage) -> Storage:
    """A storage that holds two firms, of which one has a limit and did not agree."""
    ben = supplier(BEN, max_value=Decimal("5000.50"), shown_to_buyers=None)
    with storage.transaction() as work:
        work.suppliers.save_all([supplier(ADA)])
        work.suppliers.save_all([ben])
    return storage


def held(storage: Storage, change: int = 0, made_with: str = MADE) -> dict[int, HeldRow]:
    with storage.transaction() as work:
        rows = [row for some in work.supplier_rows.changed_since(change, made_with) for row in some]
    return {row.number: row for row in rows}


def change_of(storage: Storage) -> int:
    with storage.transaction() as work:
        return work.supplier_rows.change()


def test_a_firm_lacks_a_row_until_it_has_one_of_its_text_and_of_that_making(
    firms: Storage,
) -> None:
    with firms.transaction() as work:
        assert {one.id for one in work.supplier_rows.lacking(MADE, 9)} == {ADA, BEN}
        assert len(work.supplier_rows.lacking(MADE, 1)) == 1
        work.supplier_rows.store(MADE, {ADA: ROW})
    with firms.transaction() as work:
        assert [one.id for one in work.supplier_rows.lacking(MADE, 9)] == [BEN]
        assert len(work.supplier_rows.lacking("encoder 2", 9)) == 2
        assert len(work.supplier_rows.numbers(MADE)) == 1
    with firms.transaction() as work:
        work.suppliers.save_all([supplier(ADA, text="Gardens now.")])
    with firms.transaction() as work:
        assert {one.id for one in work.supplier_rows.lacking(MADE, 9)} == {ADA, BEN}
        assert list(work.supplier_rows.numbers(MADE)) == []


def test_what_is_held_of_each_firm_is_what_an_index_needs(firms: Storage) -> None:
    with firms.transaction() as work:
        work.supplier_rows.store(MADE, {BEN: ROW})
    rows = sorted(held(firms).values(), key=lambda row: row.number)
    assert [(row.limit, row.agreed, row.made) for row in rows] == [
        (None, True, None),
        (5000.5, False, ROW),
    ]
    with firms.transaction() as work:
        ids = work.supplier_rows.ids_of([rows[1].number, 99, rows[0].number])
    assert list(ids.items()) == [(rows[1].number, BEN), (rows[0].number, ADA)]


def test_only_what_changed_since_is_told_again(firms: Storage) -> None:
    before = change_of(firms)
    assert held(firms, before) == {}
    with firms.transaction() as work:
        work.supplier_rows.store(MADE, {ADA: ROW})
    assert change_of(firms) > before
    assert [row.made for row in held(firms, before).values()] == [ROW]
    before = change_of(firms)
    with firms.transaction() as work:
        work.suppliers.save_all([supplier(ADA, shown_to_buyers=None)])
    assert [row.agreed for row in held(firms, before).values()] == [False]


def test_a_firm_that_is_removed_is_a_change_and_takes_its_row_with_it(firms: Storage) -> None:
    with firms.transaction() as work:
        work.supplier_rows.store(MADE, {ADA: ROW, BEN: ROW})
    before = change_of(firms)
    with firms.transaction() as work:
        work.suppliers.remove([ADA])
    assert change_of(firms) > before
    with firms.transaction() as work:
        assert len(work.supplier_rows.numbers(MADE)) == 1


def test_storing_again_replaces_and_a_firm_that_is_gone_is_no_error(firms: Storage) -> None:
    other = MadeRow(b"other", b"", b"trades")
    with firms.transaction() as work:
        work.supplier_rows.store(MADE, {ADA: ROW})
        work.supplier_rows.store(MADE, {ADA: other, SupplierId("nobody"): ROW})
    assert [row.made for row in held(firms).values() if row.made] == [other]
