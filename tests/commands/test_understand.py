"""`doorstep understand`: one line out for each line in, whatever is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Ran, run_doorstep

FACTS = {
    *("trade", "place", "near_me", "max_value", "min_value", "amount", "buyer", "ordinal"),
    *("term", "date", "phone", "email", "company"),
}
LINES = {
    "ordinary": "any cleaning work near B9 under £5,000?",
    "buyer": "does Birmingham City Council have catering work",
    "empty": "",
    "blank": "   \t ",
    "too long": "cleaning " * 2500,
    "command": '/find_opportunities{"trade": "cleaning"}',
    "many slashes": "///session_start",
    "json": '{"sender": "x", "message": "hi"}',
    "markup": "<script>alert(1)</script>",
    "control characters": "cleaning\x00\x1b[31m near B9",
    "another line end": "cleaning\u2028near\u0085B9",
    "emoji": "\U0001f9f9\U0001f9fd",
    "another script": "ਕੋਈ ਸਫਾਈ ਦਾ ਕੰਮ ਹੈ",
    "digits": "7",
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """All lines put to the trained model at once: loading it takes some seconds."""
    folder = tmp_path_factory.mktemp("understand")
    trained = run_doorstep(folder, "train")
    assert trained.exit_code == 0, trained.stderr
    stdin = "".join(f"{line}\n" for line in LINES.values()).encode() + b"clean\xffing\r\nlast line"
    return run_doorstep(folder, "understand", stdin=stdin)


@pytest.fixture(scope="module")
def answers(ran: Ran) -> dict[str, dict[str, object]]:
    """The answer to each line, by its name."""
    return dict(zip([*LINES, "broken bytes", "last"], ran.lines, strict=True))


def test_one_line_comes_out_for_each_line_in(ran: Ran) -> None:
    assert ran.exit_code == 0
    assert len(ran.lines) == len(LINES) + 2


def test_only_answers_go_to_stdout(ran: Ran) -> None:
    assert all(list(line) == ["text", "intent", "confidence", "entities"] for line in ran.lines)


@pytest.mark.parametrize("name", LINES)
def test_the_text_comes_back_as_it_was(name: str, answers: dict[str, dict[str, object]]) -> None:
    assert answers[name]["text"] == LINES[name]


def test_every_fact_is_there_and_absent_ones_are_null(ran: Ran) -> None:
    for line in ran.lines:
        assert set(line["entities"]) == FACTS
        assert 0 <= line["confidence"] <= 1


def test_facts_come_in_their_usual_spelling(answers: dict[str, dict[str, object]]) -> None:
    asked = answers["ordinary"]
    assert asked["intent"] == "find_opportunities"
    assert asked["entities"] == dict.fromkeys(FACTS) | {
        "trade": "cleaning",
        "place": "B9",
        "max_value": 5000.0,
    }
    assert answers["buyer"]["entities"] == dict.fromkeys(FACTS) | {
        "buyer": "Birmingham City Council",
        "trade": "catering",
    }


@pytest.mark.parametrize("name", ["empty", "blank", "too long"])
def test_nothing_and_far_too_much_are_out_of_scope(
    name: str, answers: dict[str, dict[str, object]]
) -> None:
    assert answers[name]["intent"] == "out_of_scope"
    assert answers[name]["confidence"] == 0
    assert answers[name]["entities"] == dict.fromkeys(FACTS)


def test_a_slash_makes_no_command(answers: dict[str, dict[str, object]]) -> None:
    assert answers["command"]["confidence"] != 1
    assert answers["many slashes"]["intent"] != "session_start"


def test_a_line_without_an_end_is_a_line(answers: dict[str, dict[str, object]]) -> None:
    assert answers["last"]["text"] == "last line"
    assert answers["broken bytes"]["text"] == "clean\ufffding"


def test_no_lines_are_no_answers(tmp_path: Path) -> None:
    ran = run_doorstep(tmp_path, "understand")
    assert (ran.exit_code, ran.stdout) == (0, "")


def test_answers_are_plain_utf8_json(ran: Ran) -> None:
    assert json.loads(ran.stdout.split("\n")[0])["text"] == LINES["ordinary"]
    assert "£" in ran.stdout
