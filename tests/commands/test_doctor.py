"""`doorstep doctor`: a checklist of what is wrong, and what to do about it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.commands.doctor import _as_json
from bot.commands.doctor_words import WORDS
from bot.domain.checkup import Diagnosis, Noticed, Verdict
from connectors.storage.migrate import migrate
from tests.checkup_cases import CASES, NOT_ALONE, NOT_OF_A_PART
from tests.commands.conftest import Ran, Run

NAMED = {
    "DOORSTEP_OPERATOR_NAME": "Brindle Vale Trust",
    "DOORSTEP_OPERATOR_ADDRESS": "1 High Street",
    "DOORSTEP_OPERATOR_REGISTRATION": "charity 1234567",
    "DOORSTEP_OPERATOR_EMAIL": "hello@example.org",
    "DOORSTEP_OPERATOR_DATA_PROTECTION": "privacy@example.org",
    "DOORSTEP_OPERATOR_COMPLAINTS": "complaints@example.org",
}
EVERY = [diagnosis for *_, looked in CASES.values() for diagnosis in looked()]
EVERY += [*NOT_OF_A_PART.values(), *(one for look in NOT_ALONE.values() for one in look())]


def diagnoses(ran: Ran) -> dict[str, list[dict[str, Any]]]:
    assert len(ran.lines) == 1
    told: dict[str, list[dict[str, Any]]] = {}
    for one in ran.lines[0]["diagnoses"]:
        told.setdefault(one["check"], []).append(one)
    return told


def test_each_thing_that_may_be_noticed_has_words() -> None:
    assert set(WORDS) == set(Noticed)


@pytest.mark.parametrize("diagnosis", EVERY, ids=lambda one: one.noticed.value)
def test_what_is_said_has_all_its_facts_and_what_is_wrong_says_what_to_do(
    diagnosis: Diagnosis,
) -> None:
    told = _as_json("some", diagnosis)
    assert "{" not in told["says"] + told["do"]
    needs_doing = diagnosis.verdict in {Verdict.WARNING, Verdict.BROKEN}
    assert bool(told["do"]) == needs_doing


def test_a_new_installation_is_not_broken_and_nothing_is_made(
    doorstep: Run, tmp_path: Path
) -> None:
    ran = doorstep("doctor")
    assert ran.exit_code == 0
    assert "warning  database      There is no database yet." in ran.stdout
    assert "DOORSTEP_OPERATOR_REGISTRATION" in ran.stdout
    assert "unseen   complaints" in ran.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_sound_one_says_so_of_each_check(doorstep: Run, tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path / 'doorstep.sqlite3'}")
    ran = doorstep("doctor", "--json", **NAMED)
    told = diagnoses(ran)
    assert ran.exit_code == 0
    assert [one["verdict"] for one in told["operator"]] == ["ok"]
    assert told["database"][0]["noticed"] == "database_fine"
    assert told["notices"][0]["noticed"] == "samples_alone"
    assert told["complaints"][0]["noticed"] == "complaints_none"
    assert [one["noticed"] for one in told["feeds"]] == ["feed_unread"] * 2
    assert told["model"][0]["noticed"] == "model_absent"


def test_a_database_of_another_version_is_broken(doorstep: Run, tmp_path: Path) -> None:
    file = tmp_path / "doorstep.sqlite3"
    migrate(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    ran = doorstep("doctor", "--json")
    assert ran.exit_code == 1
    assert diagnoses(ran)["database"][0]["noticed"] == "database_ahead"
    assert diagnoses(ran)["feeds"][0]["verdict"] == "unseen"


def test_a_database_that_does_not_answer_is_broken_without_its_password(doorstep: Run) -> None:
    ran = doorstep("doctor", DATABASE_URL="postgresql://me:pa55word@127.0.0.1:1/x")
    assert ran.exit_code == 1
    assert "broken   database" in ran.stdout
    assert "pa55word" not in ran.stdout + ran.stderr
    assert not ran.has_stack_trace


def test_wrong_settings_are_a_finding_too(doorstep: Run) -> None:
    ran = doorstep("doctor", "--json", DOORSTEP_PORT="seventy", DOORSTEP_OPERATOR_EMAIL="nobody")
    assert ran.exit_code == 1
    (told,) = json.loads(ran.stdout)["diagnoses"]
    assert (told["check"], told["verdict"]) == ("settings", "broken")
    assert "DOORSTEP_PORT" in told["says"]
    assert "DOORSTEP_OPERATOR_EMAIL" in told["says"]


def test_every_line_fits_a_terminal(doorstep: Run) -> None:
    lines = doorstep("doctor").stdout.splitlines()
    assert [line for line in lines if len(line) > 100 and " " in line.strip()[24:]] == []
