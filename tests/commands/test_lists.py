"""A buyer's own list at the command line: its template, its preview, its import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import ROOT, Ran, Run

LIST = ROOT / "tests" / "samples" / "lists" / "list.csv"
CLEAN, BAD = "Window cleaning at three libraries", "Boiler repairs"


def summary_of(ran: Ran) -> dict[str, object]:
    """The last line of stdout."""
    read = json.loads(ran.stdout.splitlines()[-1])
    assert isinstance(read, dict)
    return read


def test_a_preview_shows_what_would_be_stored_and_tells_what_would_not(doorstep: Run) -> None:
    ran = doorstep("import", str(LIST), "--preview")
    assert ran.exit_code == 0
    (row,) = [line for line in ran.stdout.splitlines() if CLEAN in line]
    for fact in ("Brindle Vale Council", "£7,200 plus VAT", "31/12/2030 12:00", "B9 5SS"):
        assert fact in row
    assert BAD not in ran.stdout
    assert "row 4: Deadline date: '31/02/2030' is not a date; write it as 31/12/2026." in ran.stderr
    assert "note: " in ran.stderr
    assert "'Budget holder'" in ran.stderr


def test_a_preview_stores_nothing_and_needs_no_database(doorstep: Run, tmp_path: Path) -> None:
    elsewhere = {"DATABASE_URL": "sqlite:////proc/nowhere/doorstep.sqlite3"}
    ran = doorstep("import", str(LIST), "--preview", **elsewhere)
    assert ran.exit_code == 0
    assert not (tmp_path / "doorstep.sqlite3").exists()


def test_a_preview_counts_as_the_import_then_does(doorstep: Run) -> None:
    shown = summary_of(doorstep("import", str(LIST), "--preview"))
    imported = summary_of(doorstep("import", str(LIST)))
    assert (shown["read"], shown["opportunities"], shown["rejected"]) == (3, 2, 1)
    assert shown.items() <= imported.items()


def test_a_preview_of_nothing_that_can_be_read_ends_with_2(doorstep: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("a,b\n1,2\n")
    ran = doorstep("import", str(tmp_path / "list.csv"), "--preview")
    assert ran.exit_code == 2
    assert ran.stderr.count("refused: ") == 1
    assert not ran.has_stack_trace


@pytest.mark.parametrize("name", ["list.csv", "LIST.XLSX"])
def test_the_template_is_written_and_is_read_as_a_list(
    name: str, doorstep: Run, tmp_path: Path
) -> None:
    ran = doorstep("template", str(tmp_path / name))
    assert ran.exit_code == 0
    tried = doorstep("import", str(tmp_path / name))
    assert tried.exit_code == 2
    assert tried.stderr.count("This is the template's own example") == 2


@pytest.mark.parametrize("name", ["list.ods", "list", "missing/list.csv"])
def test_a_template_that_cannot_be_written_is_one_sentence(
    name: str, doorstep: Run, tmp_path: Path
) -> None:
    ran = doorstep("template", str(tmp_path / name))
    assert ran.exit_code == 2
    assert ran.stderr.startswith("doorstep: ")
    assert not ran.has_stack_trace
