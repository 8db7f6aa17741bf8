"""`doorstep quality`: what is dirty in the stored notices, by buyer and kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.notice import FindingKind
from tests.commands.conftest import Run
from tests.commands.test_import import NOTICES
from tests.connectors.notices.making import a_body, package, write

WIDTH = 100


@pytest.fixture
def imported(doorstep: Run, tmp_path: Path) -> Run:
    """The command with the made-up notices stored, and one clean notice of another buyer."""
    clean = a_body(ocid="ocds-b5fd17-clean", buyer={"name": "Eastside Council"})
    other = write(tmp_path / "other.json", package(clean))
    assert doorstep("import", str(NOTICES), str(other)).exit_code == 0
    return doorstep


def test_without_notices_it_says_so_and_what_to_do(doorstep: Run) -> None:
    ran = doorstep("quality")
    assert ran.exit_code == 0
    assert "No published notices are stored" in ran.stdout
    assert "doorstep import" in ran.stdout


def test_the_table_fits_a_terminal_and_explains_itself(imported: Run) -> None:
    ran = imported("quality")
    assert ran.exit_code == 0
    assert max(len(line) for line in ran.stdout.splitlines()) <= WIDTH
    assert "All buyers" in ran.stdout
    assert "Value of £100 or less *" in ran.stdout
    assert "nothing found" in ran.stdout
    assert "To mend it: " in ran.stdout
    assert "Open Government Licence v3.0" in ran.stdout


def test_the_json_adds_up(imported: Run) -> None:
    ran = imported("quality", "--json")
    told = json.loads(ran.stdout)
    assert told["notices"] == sum(one["notices"] for one in told["buyers"]) > 0
    assert set(told["findings"]) == {one["kind"] for one in told["kinds"]} <= set(FindingKind)
    for kind, count in told["findings"].items():
        assert count == sum(one["findings"].get(kind, 0) for one in told["buyers"])
        assert count <= told["notices"]


def test_one_buyer_and_the_first_few_can_be_asked_for(imported: Run) -> None:
    buyers = json.loads(imported("quality", "--json").stdout)["buyers"]
    assert len(buyers) > 1
    name = buyers[0]["buyer"]
    only = json.loads(imported("quality", "--json", "--buyer", name.upper()).stdout)
    assert only["buyers"] == buyers[:1]
    assert (
        f"Only notices of buyers that “{name}” means" in imported("quality", "--buyer", name).stdout
    )
    assert f"and {len(buyers) - 1} more: --top" in imported("quality", "--top", "1").stdout
    assert "No stored notice is from a buyer" in imported("quality", "--buyer", "nobody").stdout


def test_the_day_is_that_of_the_buyers_own_newest_notice(doorstep: Run, tmp_path: Path) -> None:
    bodies = [
        a_body(
            ocid="ocds-b5fd17-a", buyer={"name": "Eastside Council"}, date="2025-03-04T10:00:00Z"
        ),
        a_body(
            ocid="ocds-b5fd17-b", buyer={"name": "Westside Council"}, date="2025-06-07T10:00:00Z"
        ),
    ]
    doorstep("import", str(write(tmp_path / "two.json", package(*bodies))))
    assert "is of 7 June 2025" in doorstep("quality").stdout
    assert "is of 4 March 2025" in doorstep("quality", "--buyer", "eastside").stdout


def test_a_share_under_one_percent_is_told_as_that(doorstep: Run, tmp_path: Path) -> None:
    bodies = [
        a_body(ocid=f"ocds-b5fd17-{n}", buyer={"name": "Eastside Council"}) for n in range(150)
    ]
    bodies[0]["tender"]["value"] = {"amount": 1, "currency": "GBP"}
    doorstep("import", str(write(tmp_path / "many.json", package(*bodies))))
    ran = doorstep("quality")
    assert "under 1%" in ran.stdout
    assert max(len(line) for line in ran.stdout.splitlines()) <= WIDTH
