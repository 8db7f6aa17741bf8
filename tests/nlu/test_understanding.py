"""Held-out messages, which nobody trained on, are understood well enough to act on."""

from __future__ import annotations

import pytest

from tests.nlu.score import GOALS, HELD_OUT, STRANGER, Score, score_heldout, tables


@pytest.fixture(scope="module")
def score() -> Score:
    """The trained model's answers, asked for once: loading it takes some seconds."""
    return score_heldout()


def test_every_held_out_message_is_answered(score: Score) -> None:
    assert len(score.lines) == len(HELD_OUT.read_text(encoding="utf-8").splitlines())
    assert {*GOALS, STRANGER} <= {line.goal for line in score.lines}


def test_owners_goals_are_understood_nine_times_in_ten(score: Score) -> None:
    assert score.share_right(GOALS) >= 0.88, tables(score)


def test_strangers_errands_are_turned_away(score: Score) -> None:
    assert score.share_right([STRANGER]) >= 0.85, tables(score)


@pytest.mark.parametrize("kinds", [("trade",), ("place",), ("max_value", "min_value")], ids=str)
def test_facts_are_found_and_none_is_invented(kinds: tuple[str, ...], score: Score) -> None:
    assert score.fact(*kinds).f1 >= 0.90, tables(score)
