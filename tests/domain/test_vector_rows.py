"""Vectors packed: however they came in, the same answers, and none that was there is touched."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.vector_rows import BLOCK, Packing, VectorRows, Vectors, best_of

WIDTH, HEAD = 24, 8


def unit_vectors(count: int, seed: int = 0) -> Vectors:
    """So many, drawn the same each time."""
    drawn = np.random.default_rng(seed).normal(size=(count, WIDTH))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def rotation(seed: int = 3) -> Vectors:
    """Some orthonormal matrix."""
    turned, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(WIDTH, WIDTH)))
    return turned.astype(np.float32)


PACKING = Packing(rotation(), HEAD)


def filled(vectors: Vectors, cuts: list[int]) -> VectorRows:
    """The vectors, appended in pieces cut there."""
    rows = VectorRows(PACKING)
    for part in np.split(vectors, sorted(cuts)):
        rows.append(part)
    return rows


def test_a_likeness_is_what_it_was_but_for_the_eight_bits() -> None:
    vectors, asked = unit_vectors(300), unit_vectors(4, seed=9)
    found = filled(vectors, []).likeness(np.arange(300), PACKING.turned(asked))
    np.testing.assert_allclose(found, vectors @ asked.T, atol=0.02)


@settings(max_examples=40)
@given(st.integers(0, 30), st.lists(st.integers(0, 30), max_size=6), st.integers(1, 40))
def test_however_they_were_appended_the_answers_are_the_same(
    count: int, cuts: list[int], keep: int
) -> None:
    vectors, asked = unit_vectors(count), PACKING.turned(unit_vectors(2, seed=9))
    whole, pieces = filled(vectors, []), filled(vectors, [min(cut, count) for cut in cuts])
    every = np.arange(count)
    assert len(pieces) == count
    leading = whole.leading(asked)
    np.testing.assert_allclose(pieces.leading(asked), leading, atol=1e-5)
    np.testing.assert_allclose(
        pieces.likeness(every, asked), whole.likeness(every, asked), atol=1e-3
    )
    one, other = (rows.nearest(asked[:1], keep) for rows in (pieces, whole))
    np.testing.assert_allclose(np.sort(leading[one, 0]), np.sort(leading[other, 0]), atol=1e-5)


@given(st.integers(1, 60), st.integers(1, 9), st.data())
def test_the_nearest_are_those_that_going_through_all_would_find(
    count: int, keep: int, data: st.DataObject
) -> None:
    rows, asked = filled(unit_vectors(count), []), PACKING.turned(unit_vectors(1, seed=9))
    marks = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    among = np.array(marks, dtype=bool)
    leading = rows.leading(asked)[:, 0]
    allowed = np.flatnonzero(among)
    best = allowed[np.argsort(-leading[allowed], kind="stable")][:keep]
    assert rows.nearest(asked, keep, among).tolist() == sorted(best.tolist())


def test_a_row_packed_and_read_back_is_the_same_row() -> None:
    packed = PACKING.pack(unit_vectors(5))
    back = PACKING.unpack(packed.tobytes())
    np.testing.assert_array_equal(back, packed)
    assert packed.tobytes() == b"".join(one.tobytes() for one in packed)
    assert PACKING.row.itemsize == 4 * HEAD + 4 + WIDTH - HEAD


def test_a_text_without_words_is_like_nothing() -> None:
    rows = filled(np.zeros((1, WIDTH), dtype=np.float32), [])
    assert rows.likeness(np.array([0]), PACKING.turned(unit_vectors(1))).tolist() == [[0.0]]


def test_adding_one_copies_no_block_and_makes_no_more_than_its_own() -> None:
    rows = VectorRows(PACKING)
    rows.append(np.zeros((BLOCK - 1, WIDTH), dtype=np.float32))
    (first,) = rows.blocks
    before = first.heads
    assert rows.append(unit_vectors(1)) == BLOCK - 1
    assert rows.append(unit_vectors(1)) == BLOCK
    assert len(rows.blocks) == 2
    assert rows.blocks[0] is first
    assert first.heads is before
    across = rows.likeness(np.array([BLOCK, BLOCK - 1]), PACKING.turned(unit_vectors(1)))
    np.testing.assert_allclose(across, 1.0, atol=0.02)


def test_a_packing_that_turns_nothing_leaves_the_numbers_as_they_are() -> None:
    plain = Packing.plain(WIDTH)
    assert plain.head == WIDTH
    np.testing.assert_array_equal(plain.turned(unit_vectors(3)), unit_vectors(3))


@pytest.mark.parametrize("keep", [0, 1, 3, 99])
def test_what_counts_for_nothing_is_never_among_the_best(keep: int) -> None:
    scores = np.array([0.2, -np.inf, 0.9, -np.inf])
    assert set(best_of(scores, keep).tolist()) <= {0, 2}
    assert len(best_of(scores, keep)) == min(keep, 2)


@pytest.mark.parametrize("keep", [1, 40, 700, 4_999])
@pytest.mark.parametrize("order", ["any", "rising", "hidden from a sample", "all the same"])
def test_the_best_of_very_many_are_those_that_sorting_all_would_find(keep: int, order: str) -> None:
    scores = np.random.default_rng(2).random(5_000)
    if order == "rising":
        scores.sort()
    elif order == "hidden from a sample":
        scores[::16] += 9
    elif order == "all the same":
        scores[:] = 0.5
    found = best_of(scores, keep)
    assert len(set(found.tolist())) == keep
    np.testing.assert_array_equal(np.sort(scores[found]), np.sort(scores)[-keep:])
