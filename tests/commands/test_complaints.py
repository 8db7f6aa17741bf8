"""`doorstep complaints`: an operator reads, tells, answers and forgets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.bootstrap import make_complaints, make_storage
from bot.domain.complaint import About, ComplaintForm
from bot.services.handle_complaints import Filed, HandleComplaints
from bot.settings import Settings
from connectors.storage.migrate import migrate
from tests.commands.conftest import Run

FORM = ComplaintForm(About.DATA, "Ada", "ada@example.org", "You kept my number.")


@pytest.fixture
def handle(tmp_path: Path) -> HandleComplaints:
    settings = Settings(DATABASE_URL=f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    migrate(settings.database_url)
    return make_complaints(make_storage(settings))


@pytest.fixture
def filed(handle: HandleComplaints) -> Filed:
    return handle.file(FORM, handle.new_key())


def test_none_is_said_so(doorstep: Run) -> None:
    ran = doorstep("complaints", "list")
    assert (ran.exit_code, ran.stdout) == (0, "There are no complaints.\n")


def test_the_list_names_nobody(doorstep: Run, filed: Filed) -> None:
    ran = doorstep("complaints", "list")
    assert ran.stdout.startswith(f"{filed.complaint.id}  open      data     received ")
    assert f"due {filed.complaint.due}" in ran.stdout
    assert "Ada" not in ran.stdout
    (told,) = doorstep("complaints", "list", "--json").lines
    assert (told["reference"], told["state"]) == (filed.complaint.id, "open")


def test_one_is_shown_whole_told_answered_and_no_longer_open(
    doorstep: Run, filed: Filed, handle: HandleComplaints
) -> None:
    reference = filed.complaint.id
    assert json.loads(doorstep("complaints", "show", reference.lower()).stdout)["name"] == "Ada"
    assert doorstep("complaints", "tell", reference, "--words", "We look.").exit_code == 0
    answered = doorstep(
        "complaints", "answer", reference, "--outcome", "upheld", "--words", "It is gone."
    )
    assert (answered.exit_code, "ada@example.org" in answered.stdout) == (0, True)
    held = handle.get(reference)
    assert [one.words for one in held.progress] == ["We look."]
    assert held.answer
    assert held.answer.words == "It is gone."
    assert doorstep("complaints", "list", "--open").stdout == "No complaint waits.\n"
    assert "answered" in doorstep("complaints", "list").stdout


def test_one_is_answered_once_and_with_an_outcome_that_there_is(
    doorstep: Run, filed: Filed
) -> None:
    answer = ("complaints", "answer", filed.complaint.id, "--words", "No.", "--outcome")
    assert doorstep(*answer, "perhaps").exit_code == 2
    assert doorstep(*answer, "not_upheld").exit_code == 0
    again = doorstep(*answer, "upheld")
    assert again.exit_code == 2
    assert "was answered already" in again.stderr
    assert not again.has_stack_trace


def test_a_reference_that_nobody_has_is_named(doorstep: Run) -> None:
    ran = doorstep("complaints", "show", "C-22222222")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "C-22222222" in ran.stderr


def test_a_forgotten_one_is_gone(doorstep: Run, filed: Filed, handle: HandleComplaints) -> None:
    ran = doorstep("complaints", "forget", filed.complaint.id, "C-22222222")
    assert ran.lines == [{"forgotten": 1}]
    assert handle.all() == []
