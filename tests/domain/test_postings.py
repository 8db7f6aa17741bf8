"""Words weighed as BM25 has it: however texts came in and went, and without touching the others."""

from __future__ import annotations

from itertools import pairwise
from math import log

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.postings import LENGTH_WEIGHT, SATURATION, Postings, TermCounts, Terms
from bot.domain.vector_rows import BLOCK

TEXTS = st.lists(st.lists(st.integers(0, 9), max_size=12), max_size=14)
ASKED = st.lists(st.integers(0, 11), max_size=6)


def terms(numbers: list[int]) -> Terms:
    """The numbers as words."""
    return np.array(numbers, dtype=np.uint32)


def postings_of(texts: list[list[int]], cuts: list[int]) -> Postings:
    """The texts, appended in pieces cut there."""
    held, places = Postings(), [0, *sorted(min(cut, len(texts)) for cut in cuts), len(texts)]
    for start, stop in pairwise(places):
        held.append(TermCounts.of([terms(text) for text in texts[start:stop]]))
    return held


def by_hand(texts: list[list[int]], gone: set[int], asked: list[int]) -> list[float]:
    """BM25 as it is written down, text by text."""
    left = [text for at, text in enumerate(texts) if at not in gone]
    usual = sum(map(len, left)) / max(len(left), 1)
    scores = []
    for at, text in enumerate(texts):
        score = 0.0
        for term in asked if at not in gone else ():
            found_in = sum(term in other for other in left)
            rarity = log(1 + (len(left) - found_in + 0.5) / (found_in + 0.5))
            length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * len(text) / max(usual, 1e-9)
            score += rarity * text.count(term) / (text.count(term) + SATURATION * length)
        scores.append(score)
    return scores


@settings(max_examples=120)
@given(TEXTS, st.lists(st.integers(0, 14), max_size=8), st.sets(st.integers(0, 13)), ASKED)
def test_scores_are_those_worked_out_by_hand(
    texts: list[list[int]], cuts: list[int], gone: set[int], asked: list[int]
) -> None:
    held, out = postings_of(texts, cuts), {at for at in gone if at < len(texts)}
    held.remove(np.array(sorted(out), dtype=np.int64))
    expected = by_hand(texts, out, asked)
    np.testing.assert_allclose(held.scores(terms(asked)), expected, rtol=1e-4, atol=1e-6)


@given(TEXTS, ASKED)
def test_taking_the_same_out_twice_is_taking_it_out_once(
    texts: list[list[int]], asked: list[int]
) -> None:
    once, twice = postings_of(texts, []), postings_of(texts, [])
    every = np.arange(len(texts))
    once.remove(every[::2])
    twice.remove(every[::2])
    twice.remove(every[::2])
    np.testing.assert_array_equal(once.scores(terms(asked)), twice.scores(terms(asked)))


@given(TEXTS, ASKED)
def test_how_many_of_the_asked_words_a_text_says_is_counted_once_each(
    texts: list[list[int]], asked: list[int]
) -> None:
    said = postings_of(texts, [3, 5]).said(terms(asked))
    assert said.tolist() == [len(set(asked) & set(text)) for text in texts]


def test_texts_that_come_one_by_one_lie_in_few_segments() -> None:
    held = postings_of([[1, 2]] * 500, list(range(500)))
    assert len(held) == 500
    assert len(held.segments) < 12
    assert [one.stop for one in held.segments[:-1]] == [one.start for one in held.segments[1:]]


def test_adding_one_touches_no_segment_that_is_full() -> None:
    held = postings_of([[1]] * BLOCK, [])
    (full,) = held.segments
    for number in range(40):
        held.append(TermCounts.of([terms([1, number])]))
    assert held.segments[0] is full
    assert full.size == BLOCK
    assert held.scores(terms([7]))[BLOCK + 7] > 0


def test_a_word_said_very_often_counts_no_less_than_one_said_often() -> None:
    held = postings_of([[1] * 9 + [2] * 991, [1] * 900 + [2] * 100], [])
    few, many = held.scores(terms([1]))
    assert many > few > 0
