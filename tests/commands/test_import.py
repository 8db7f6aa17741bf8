"""`doorstep import`: the last line of stdout is the summary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import ROOT, Run
from tests.connectors.notices.making import a_body

NOTICES = ROOT / "tests" / "samples" / "notices"
FIELDS = ["read", "opportunities", "merged", "unchanged", "rejected", "joined", "warnings"]


def test_the_summary_is_the_only_line_of_stdout_and_refusals_go_to_stderr(doorstep: Run) -> None:
    ran = doorstep("import", str(NOTICES))
    assert ran.exit_code == 0
    (summary,) = ran.lines
    assert list(summary) == FIELDS
    assert (summary["read"], summary["opportunities"], summary["rejected"]) == (10, 6, 2)
    assert ran.stderr.count("refused: ") == 2


def test_a_second_run_changes_nothing(doorstep: Run, tmp_path: Path) -> None:
    first = doorstep("import", str(NOTICES)).lines[-1]
    second = doorstep("import", str(NOTICES)).lines[-1]
    assert second == first | {"unchanged": first["opportunities"]}


def test_several_paths_are_one_import_and_one_that_can_be_read_is_enough(
    doorstep: Run, tmp_path: Path
) -> None:
    paths = [tmp_path / "missing.json", NOTICES / "export.csv", NOTICES / "package.json"]
    ran = doorstep("import", *(str(path) for path in paths))
    assert ran.exit_code == 0
    assert (ran.lines[-1]["read"], ran.lines[-1]["rejected"]) == (7, 1)
    assert "There is no such file or folder." in ran.stderr


@pytest.mark.parametrize("content", [None, b'{"releases": []}', b"\xff\xfe\0"])
def test_nothing_that_can_be_read_ends_with_2_and_still_a_summary(
    content: bytes | None, doorstep: Run, tmp_path: Path
) -> None:
    file = tmp_path / "notices.json"
    if content is not None:
        file.write_bytes(content)
    ran = doorstep("import", str(file))
    assert ran.exit_code == 2
    assert ran.lines == [dict.fromkeys(FIELDS, 0) | {"read": 1, "rejected": 1, "warnings": {}}]
    assert "refused: " in ran.stderr
    assert not ran.has_stack_trace


def test_what_a_notice_names_twice_is_one_and_nobody_is_warned(
    doorstep: Run, tmp_path: Path
) -> None:
    hall = {"id": "GB-COH-1", "name": "Hall Trust", "roles": ["buyer"]}
    told = {"parties": [hall, hall | {"roles": ["procuringEntity"]}], "buyer": {"id": "GB-COH-1"}}
    bodies = [a_body(id=id_, date=f"2026-02-0{id_}T09:00:00Z", **told) for id_ in ("1", "2")]
    file = tmp_path / "notices.jsonl"
    file.write_text("".join(f"{json.dumps(body)}\n" for body in bodies))
    ran = doorstep("import", str(file))
    assert (ran.lines[-1]["opportunities"], ran.lines[-1]["merged"]) == (1, 1)
    assert ran.stderr == ""


def test_a_path_is_needed(doorstep: Run) -> None:
    ran = doorstep("import")
    assert ran.exit_code == 2
    assert ran.stdout == ""


def test_a_wrong_day_is_one_clear_sentence(doorstep: Run) -> None:
    ran = doorstep("import", str(NOTICES), "--as-of", "some day")
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert "DOORSTEP_NOW" in ran.stderr
    assert not ran.has_stack_trace


def test_a_database_that_cannot_be_opened_is_one_clear_sentence(doorstep: Run) -> None:
    ran = doorstep("import", str(NOTICES), DATABASE_URL="sqlite:////proc/nowhere/doorstep.sqlite3")
    assert ran.exit_code == 2
    assert ran.stderr.startswith("doorstep: The database cannot be opened")
    assert not ran.has_stack_trace


def test_text_that_is_not_ascii_survives_a_plain_terminal(doorstep: Run, tmp_path: Path) -> None:
    file = tmp_path / "café.json"
    file.write_text(json.dumps({"a": 1}))
    ran = doorstep("import", str(file), LC_ALL="C", LANG="C", PYTHONUTF8="0")
    assert ran.exit_code == 2
    assert not ran.has_stack_trace
