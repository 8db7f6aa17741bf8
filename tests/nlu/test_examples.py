"""Nothing that is examined was taught, and the examples are as many and as unlike as they must."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nlu.likeness import alike, likeness, plain
from tests.repository.house import yaml_folder

HERE = Path(__file__).parent
TAUGHT = [
    (line.removeprefix("- "), one["intent"])
    for file in yaml_folder("data/nlu").values()
    for one in file["nlu"]
    for line in one["examples"].splitlines()
    if line
]
FEWEST = 190
FEWEST_STRANGERS = 800


@pytest.mark.parametrize("name", ["heldout.jsonl", "development.jsonl"])
def test_no_example_is_a_message_of_the_exam_or_nearly_so(name: str) -> None:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["text"] for line in lines]
    pairs = alike([plain(text) for text, _ in TAUGHT], [plain(text) for text in asked])
    assert [(TAUGHT[taught][0], asked[exam]) for taught, exam in pairs] == []


def test_no_example_stands_twice() -> None:
    told = [plain(text) for text, _ in TAUGHT]
    assert len(told) == len(set(told))


def test_every_goal_has_many_examples_and_errands_of_strangers_most() -> None:
    goals = [goal for _, goal in TAUGHT]
    assert {g for g in set(goals) if goals.count(g) < FEWEST} == set()
    assert goals.count("out_of_scope") >= FEWEST_STRANGERS


@given(st.text(), st.text())
def test_likeness_is_the_same_both_ways_and_whole_only_for_the_same(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert (likeness(one, other) == 1) == (one == other and one != "")


def test_a_letter_more_or_less_is_still_the_same_message() -> None:
    assert list(alike(["any catering work"], ["any caterin work", "no work"])) == [(0, 0)]
