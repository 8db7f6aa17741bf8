"""Firms side by side in little memory: one is added without the others, and found by its number."""

from __future__ import annotations

import numpy as np
import pytest

from bot.domain.supplier_rows import NO_LIMIT, Lists, NewRows, SupplierRows
from bot.domain.vector_rows import BLOCK, Packing

PACKING = Packing.plain(8, head=4)


def firms(*numbers: int, limit: float = NO_LIMIT, agreed: bool = True) -> NewRows:
    """Firms whose words and trades are their numbers, as often as their last digit says."""
    each = np.array([number % 10 for number in numbers], dtype=np.int64)
    said = np.repeat(np.array(numbers), each)
    vectors = np.array([np.eye(8)[number % 8] for number in numbers], dtype=np.float32)
    return NewRows(
        numbers=np.array(numbers, dtype=np.uint32),
        vectors=PACKING.pack(vectors.reshape(-1, 8)),
        words=said.astype(np.uint32),
        words_each=each,
        trades=said.astype(np.uint16),
        trades_each=each,
        limits=np.full(len(numbers), limit),
        agreed=np.full(len(numbers), agreed),
    )


@pytest.fixture
def rows() -> SupplierRows:
    """Three firms."""
    held = SupplierRows(PACKING)
    held.append(firms(12, 40, 33))
    return held


def test_each_row_has_its_own_words_in_order(rows: SupplierRows) -> None:
    rows.append(firms(51))
    said, whose, place = rows.words.of(np.array([3, 1, 2, 0]))
    assert said.tolist() == [51, 33, 33, 33, 12, 12]
    assert whose.tolist() == [0, 2, 2, 2, 3, 3]
    assert place.tolist() == [0, 0, 1, 2, 0, 1]


def test_rows_are_found_by_what_they_have(rows: SupplierRows) -> None:
    marks = np.zeros(99, dtype=bool)
    marks[[33, 12, 50]] = True
    assert rows.trades.rows_with(marks).tolist() == [0, 2]


def test_a_firm_is_found_by_its_number_until_it_is_taken_out(rows: SupplierRows) -> None:
    assert rows.rows_of(np.array([33, 7, 12, 9_999], dtype=np.uint32)).tolist() == [2, 0]
    rows.remove(np.array([2]))
    assert rows.rows_of(np.array([33], dtype=np.uint32)).tolist() == []
    assert rows.allowed(None, who_agreed=False).tolist() == [True, True, False]
    rows.append(firms(33))
    assert rows.rows_of(np.array([33], dtype=np.uint32)).tolist() == [3]
    assert rows.numbers_of(np.array([3, 0])).tolist() == [33, 12]


def test_no_firms_at_all_are_taken_in_without_a_word(rows: SupplierRows) -> None:
    rows.append(firms())
    assert len(rows) == 3


def test_limits_and_agreements_are_kept_to() -> None:
    rows = SupplierRows(PACKING)
    rows.append(firms(1, limit=20_000.0))
    rows.append(firms(2, agreed=False))
    rows.append(firms(3, limit=20_000.01))
    assert rows.allowed(20_000.0, who_agreed=False).tolist() == [True, True, True]
    assert rows.allowed(20_001.0, who_agreed=False).tolist() == [False, True, False]
    assert rows.allowed(None, who_agreed=True).tolist() == [True, False, True]


def test_adding_a_firm_moves_no_other() -> None:
    rows = SupplierRows(PACKING)
    rows.append(firms(*range(1, BLOCK + 10)))
    block = rows.vectors.blocks[0].heads
    before = block.copy()
    rows.append(firms(BLOCK + 10))
    assert rows.vectors.blocks[0].heads is block
    assert np.array_equal(before, block)
    assert rows.numbers_of(np.array([BLOCK + 9])).tolist() == [BLOCK + 10]


def test_a_list_of_nothing_is_none() -> None:
    lists = Lists(np.uint32, 1)
    lists.append(np.zeros(0, dtype=np.uint32), np.zeros(3, dtype=np.int64))
    flat, whose, place = lists.of(np.array([0, 1, 2]))
    assert len(flat) == len(whose) == len(place) == 0
