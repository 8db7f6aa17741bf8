"""`doorstep joins`: what was recognised as one process, why, and how it is undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run

TENDER = {
    "id": "ENV-2026-017",
    "title": "Grounds maintenance of cemeteries",
    "description": "Mowing, hedges and leaves in the eleven cemeteries of the council.",
    "status": "active",
    "value": {"amount": 45000, "currency": "GBP"},
    "tenderPeriod": {"endDate": "2031-03-03T12:00:00Z"},
}
ONE, OTHER = "ocds-h6vhtk-0a1b2c", "ocds-b5fd17-6e659bf3-ed13-43d6-b0d2-e049d30de044"


def a_release(ocid: str, **tender: Any) -> dict[str, Any]:
    return {
        "ocid": ocid,
        "id": f"{ocid}-1",
        "date": "2030-11-24T09:00:00Z",
        "tag": ["tender"],
        "buyer": {"name": "Eastside Council"},
        "tender": {**TENDER, **tender},
    }


@pytest.fixture
def with_twins(doorstep: Run, tmp_path: Path) -> Run:
    """The command, after one process was imported under two ocids."""
    file = tmp_path / "notices.json"
    releases = [a_release(ONE), a_release(OTHER), a_release("ocds-1", title="Roofs", id="R-1-77")]
    file.write_text(json.dumps({"releases": releases}))
    (summary,) = doorstep("import", str(file)).lines
    assert (summary["opportunities"], summary["joined"]) == (3, 1)
    return doorstep


def test_nothing_joined_is_said_in_a_sentence(doorstep: Run) -> None:
    ran = doorstep("joins")
    assert ran.exit_code == 0
    assert ran.stdout == "Nothing that was published twice has been recognised.\n"
    assert doorstep("joins", "--json").lines == [{"pairs": []}]


def test_each_pair_is_listed_with_its_evidence_in_plain_words(with_twins: Run) -> None:
    said = with_twins("joins").stdout
    assert "Grounds maintenance of cemeteries (Eastside Council)" in said
    assert f"> {ONE}, from Find a Tender, id " in said
    assert f"- {OTHER}, from Contracts Finder, id " in said
    assert "Both have the buyer's reference, and one title." in said
    assert "The same: buyer, title, reference, deadline, value, description." in said


def test_the_same_as_json(with_twins: Run) -> None:
    ((pair,),) = (one["pairs"] for one in with_twins("joins", "--json").lines)
    assert pair["shown"] == ONE
    assert pair["ground"] == "same_reference"
    assert pair["marks"]["value"] == 1
    assert {pair["first"]["process"], pair["second"]["process"]} == {ONE, OTHER}
    assert pair["kept_apart_at"] is None


def test_a_join_is_undone_for_good_and_made_again_by_hand(with_twins: Run) -> None:
    assert with_twins("joins", "--apart", ONE, OTHER).exit_code == 0
    assert "Kept apart by an operator since" in with_twins("joins").stdout
    assert with_twins("joins", "--again").exit_code == 0
    ((pair,),) = (one["pairs"] for one in with_twins("joins", "--json").lines)
    assert pair["shown"] is None
    assert with_twins("joins", "--together", pair["second"]["id"], OTHER).exit_code == 0
    assert "Joined by an operator." in with_twins("joins").stdout


@pytest.mark.parametrize(
    "names", [("nobody", ONE), (ONE, ONE)], ids=["an unknown name", "one process twice"]
)
def test_a_wrong_name_is_one_clear_sentence(with_twins: Run, names: tuple[str, str]) -> None:
    ran = with_twins("joins", "--apart", *names)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("doorstep: ")
    assert not ran.has_stack_trace
