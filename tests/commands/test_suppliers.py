"""`doorstep suppliers` and `doorstep who`: firms taken in, and shown to a buyer."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run

AGREED = {"at": "2026-11-01T10:00:00+00:00", "wording": "2026-11"}
ADA = {
    "supplier_id": "ada",
    "name": "Ada's Cleaning",
    "text": "Office cleaning and window cleaning in Small Heath, B10 0AA",
    "postcode": "b10 0aa",
    "max_value": 50000,
    "shown_to_buyers": AGREED,
}
BEN = {"supplier_id": "ben", "name": "Ben", "text": "office cleaning", "postcode": "LS1 1AB"}
WRONG: list[dict[str, Any] | str] = [
    "not json",
    "[1]",
    {**ADA, "supplier_id": None},
    {**ADA, "name": " "},
    {**ADA, "text": 7},
    {**ADA, "postcode": "nowhere"},
    {**ADA, "max_value": -4},
    {**ADA, "max_value": "many"},
    {**ADA, "max_value": True},
    {**ADA, "registered_at": "2026-11-01"},
    {**ADA, "shown_to_buyers": True},
    {**ADA, "shown_to_buyers": {"at": "yesterday", "wording": "1"}},
    {**ADA, "colour": "red"},
]


def written(folder: Path, *rows: dict[str, Any] | str) -> str:
    file = folder / "firms.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


@pytest.fixture
def need(doorstep: Run, tmp_path: Path) -> str:
    """The id of a stored need for office cleaning."""
    tender = {
        "id": "T1",
        "title": "Office cleaning at three libraries",
        "description": "Daily cleaning of the libraries.",
        "status": "active",
        "value": {"amount": 24000, "currency": "GBP"},
        "tenderPeriod": {"endDate": "2031-03-03T12:00:00Z"},
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "90910000"}}],
    }
    release = {"ocid": "ocds-1", "id": "1", "date": "2026-11-20T09:00:00Z", "tag": ["tender"]}
    buyer = {"name": "Birmingham City Council"}
    notices = tmp_path / "notices.json"
    notices.write_text(json.dumps({"releases": [{**release, "buyer": buyer, "tender": tender}]}))
    assert doorstep("import", str(notices)).exit_code == 0
    with sqlite3.connect(tmp_path / "doorstep.sqlite3") as base:
        (found,) = base.execute("SELECT id FROM opportunities").fetchone()
    return str(found)


def test_firms_are_taken_in_once(doorstep: Run, tmp_path: Path) -> None:
    file = written(tmp_path, ADA, "", BEN)
    first, again = doorstep("suppliers", "import", file), doorstep("suppliers", "import", file)
    assert first.exit_code == again.exit_code == 0
    assert first.lines == [{"read": 2, "changed": 2, "unchanged": 0, "rejected": 0}]
    assert again.lines == [{"read": 2, "changed": 0, "unchanged": 2, "rejected": 0}]


def test_a_row_with_a_fault_is_told_by_its_line_and_refused_alone(
    doorstep: Run, tmp_path: Path
) -> None:
    ran = doorstep("suppliers", "import", written(tmp_path, *WRONG, ADA))
    assert ran.exit_code == 0
    assert ran.lines == [
        {"read": len(WRONG) + 1, "changed": 1, "unchanged": 0, "rejected": len(WRONG)}
    ]
    told = [line for line in ran.stderr.splitlines() if line.startswith("refused: ")]
    assert [f"line {n}:" in line for n, line in enumerate(told, start=1)] == [True] * len(WRONG)
    assert not ran.has_stack_trace


def test_a_file_of_faults_alone_or_none_at_all_ends_with_2(doorstep: Run, tmp_path: Path) -> None:
    assert doorstep("suppliers", "import", written(tmp_path, "not json")).exit_code == 2
    ran = doorstep("suppliers", "import", str(tmp_path / "nowhere.jsonl"))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert not ran.has_stack_trace


def test_a_buyer_is_shown_who_agreed_with_reasons_and_without_place_or_score(
    doorstep: Run, tmp_path: Path, need: str
) -> None:
    doorstep("suppliers", "import", written(tmp_path, ADA, BEN))
    ran = doorstep("who", need)
    (row,) = ran.lines
    assert set(row) == {"place", "supplier", "name", "reasons"}
    assert (row["place"], row["supplier"]) == (1, "ada")
    assert "In its own words: “Office cleaning”" in row["reasons"]
    assert "Small Heath" not in ran.stdout
    assert "B10" not in ran.stdout
    assert doorstep("who", need).lines == ran.lines


def test_a_reservation_is_recorded_before_the_list_and_never_after(
    doorstep: Run, tmp_path: Path, need: str
) -> None:
    doorstep("suppliers", "import", written(tmp_path, ADA, {**BEN, "shown_to_buyers": AGREED}))
    decided = ("--decided", "2026-11-20T10:00+00:00")
    for_the_city = ("--reserved", "own_area", "--area", "Birmingham", *decided)
    assert [row["supplier"] for row in doorstep("who", need, *for_the_city).lines] == ["ada"]
    ran = doorstep("who", need, "--reserved", "uk", *decided)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "before" in ran.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--area", "Birmingham"],
        ["--reserved", "uk"],
        ["--reserved", "uk", "--decided", "some day"],
        ["--reserved", "uk", "--decided", "2026-11-20"],
        ["--reserved", "own_area", "--area", "Small Heath", "--decided", "2026-11-20T10:00+00:00"],
    ],
)
def test_a_decision_that_is_not_whole_or_of_no_known_area_is_refused(
    doorstep: Run, options: list[str]
) -> None:
    ran = doorstep("who", "anything", *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert not ran.has_stack_trace


def test_a_firm_can_be_forgotten(doorstep: Run, tmp_path: Path, need: str) -> None:
    doorstep("suppliers", "import", written(tmp_path, ADA))
    assert len(doorstep("who", need).lines) == 1
    assert doorstep("suppliers", "forget", "ada", "nobody").lines == [{"forgotten": 1}]
    assert doorstep("who", need).lines == []
    with sqlite3.connect(tmp_path / "doorstep.sqlite3") as base:
        for table in ("suppliers", "supplier_rows", "showings", "supplier_turns"):
            assert base.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608


def test_what_is_ready_is_not_made_ready_again(doorstep: Run, tmp_path: Path) -> None:
    doorstep("suppliers", "import", written(tmp_path, ADA, BEN))
    assert doorstep("suppliers", "embed").lines == [{"prepared": 0}]


def test_no_such_opportunity_is_said_in_a_sentence(doorstep: Run) -> None:
    ran = doorstep("who", "nothing")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.strip().endswith("There is no such opportunity.")
