"""Codes by row: the best of each row's, and a tree that is the same as code by code."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.code_table import CodesOfRows, CodeTable
from bot.domain.fit import cpv_likeness
from bot.domain.vector_rows import Vectors

CODES = st.integers(3_000_000, 98_999_999)
ROWS = st.lists(st.lists(st.integers(0, 9), max_size=12), max_size=8)


def no_vectors(codes: object) -> Vectors:
    """A row of nothing for each."""
    return np.zeros((len(list(codes)), 2), dtype=np.float32)  # type: ignore[call-overload]


@given(st.lists(CODES, max_size=9), st.lists(CODES, min_size=1, max_size=3))
def test_a_table_likens_codes_as_they_are_likened_one_by_one(
    held: list[int], own: list[int]
) -> None:
    table, firm = CodeTable(no_vectors), tuple(f"{one:08}" for one in own)
    for one in held:  # one after the other: what was worked out before must still stand
        table.places(np.array([one], dtype=np.uint32))
        table.like(firm)
    expected = [max(cpv_likeness(one, code) for one in firm) for code in table.codes]
    np.testing.assert_allclose(table.like(firm), np.array(expected, dtype=np.float32))
    assert len(set(table.codes)) == len(table.codes) == len(set(held))


@given(ROWS, st.lists(st.integers(0, 8), max_size=3))
def test_the_best_of_each_row_is_found_however_many_codes_it_has(
    rows: list[list[int]], cuts: list[int]
) -> None:
    of_codes = np.linspace(0.9, 0.1, 10, dtype=np.float32)
    held, places = CodesOfRows(), [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    for start, stop in pairwise(places):
        some = rows[start:stop]
        flat = np.array([code for row in some for code in row], dtype=np.int32)
        held.append(flat, np.array([len(row) for row in some], dtype=np.int32))
    best = [max((of_codes[code] for code in row), default=0.0) for row in rows]
    for size in range(len(rows) + 1):
        np.testing.assert_array_equal(held.best(of_codes, size), np.array(best[:size], dtype="f4"))
    for at, row in enumerate(rows):
        assert held.nearest(of_codes, at) == min(row, default=None)
