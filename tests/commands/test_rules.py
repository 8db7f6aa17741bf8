"""`doorstep rules`: the law for one purchase, or for each line of JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.commands.conftest import Run

QUESTION: dict[str, Any] = {
    "buyer_class": "sub_central",
    "category": "services",
    "value": 20000,
    "vat": "excluded",
    "date": "2026-11-22",
    "route": "open",
}
OPTIONS = [f"--{name.replace('_', '-')}={value}" for name, value in QUESTION.items()]
ANSWER = [
    "regime",
    "threshold",
    "value_including_vat",
    "tender_notice_required",
    "contract_details_notice_required",
    "suitability_stage_allowed",
    "payment_days",
    "notes",
    "sources",
]
BAD_LINES = [
    "",
    "   ",
    "words",
    "[]",
    "5",
    "null",
    '"text"',
    "{",
    "{}",
    json.dumps(QUESTION | {"value": "much"}),
    json.dumps(QUESTION | {"value": -1}),
    json.dumps(QUESTION | {"value": float("nan")}),
    json.dumps(QUESTION | {"value": 10**40}),
    json.dumps(QUESTION | {"vat": "maybe"}),
    json.dumps(QUESTION | {"date": "2026-02-30"}),
    json.dumps(QUESTION | {"colour": "red"}),
    json.dumps(QUESTION | {"value": 1}).replace("1,", "1" + "0" * 5000 + ","),
    "[" * 100_000,
    "\0",
]


def test_options_ask_one_question(doorstep: Run) -> None:
    ran = doorstep("rules", *OPTIONS)
    assert ran.exit_code == 0
    (answer,) = ran.lines
    assert list(answer) == ANSWER
    assert answer["regime"] == "below_threshold"
    assert answer["value_including_vat"] == 24000
    assert answer["notes"]
    assert all(list(s) == ["title", "section", "url", "valid_from"] for s in answer["sources"])


def test_a_line_and_the_options_get_the_same_answer(doorstep: Run) -> None:
    assert (
        doorstep("rules", stdin=json.dumps(QUESTION) + "\n").lines
        == doorstep("rules", *OPTIONS).lines
    )


def test_each_line_is_answered_by_a_line_in_order(doorstep: Run) -> None:
    values = [1000, 20000, 500_000]
    ran = doorstep("rules", stdin="\r\n".join(json.dumps(QUESTION | {"value": v}) for v in values))
    assert ran.exit_code == 0
    assert [line["value_including_vat"] for line in ran.lines] == [1200, 24000, 600_000]


def test_no_lines_are_no_answers(doorstep: Run) -> None:
    ran = doorstep("rules")
    assert (ran.exit_code, ran.stdout) == (0, "")


def test_a_bad_line_answers_with_an_error_and_the_others_are_answered(doorstep: Run) -> None:
    good = json.dumps(QUESTION)
    ran = doorstep("rules", stdin="\n".join([good, *BAD_LINES, good]) + "\n")
    assert ran.exit_code == 1
    assert not ran.has_stack_trace
    assert len(ran.lines) == len(BAD_LINES) + 2
    assert ran.lines[0] == ran.lines[-1]
    for line, answer in zip(BAD_LINES, ran.lines[1:-1], strict=True):
        assert list(answer) == ["error"], line[:60]
        assert len(answer["error"]) < 400, line[:60]


def test_bytes_that_are_no_text_are_a_bad_line(doorstep: Run) -> None:
    ran = doorstep("rules", stdin=b"\xff\xfe\xfa\n")
    assert ran.exit_code == 1
    assert list(ran.lines[0]) == ["error"]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("--value=-1", "value"),
        ("--vat=maybe", "vat"),
        ("--date=soon", "date"),
        ("--months=0", "months"),
    ],
)
def test_a_wrong_option_is_one_clear_sentence(wrong: str, named: str, doorstep: Run) -> None:
    ran = doorstep("rules", *OPTIONS, wrong)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert f"The field {named}" in ran.stderr
    assert not ran.has_stack_trace


def test_a_missing_option_is_named(doorstep: Run) -> None:
    ran = doorstep("rules", *OPTIONS[:-1])
    assert ran.exit_code == 2
    assert "route" in ran.stderr


def test_nothing_is_written_to_a_database(doorstep: Run, tmp_path: Any) -> None:
    doorstep("rules", *OPTIONS)
    assert list(tmp_path.iterdir()) == []
