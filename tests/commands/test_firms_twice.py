"""`doorstep suppliers twice`, `join` and `part`: for the coordinator, by both sides' agreement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.person import Joined, Membership, PersonId
from bot.domain.reaching import Address, Means
from connectors.storage.database import SqlStorage
from connectors.storage.migrate import migrate
from tests.commands.conftest import Run
from tests.examples import NOW, supplier


@pytest.fixture
def with_twins(doorstep: Run, tmp_path: Path) -> Run:
    """The command, after Ada and Ben registered one firm apart."""
    url = f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"
    migrate(url)
    storage = SqlStorage(url)
    with storage.transaction() as work:
        for named, number in (("ada", "+447700900123"), ("ben", "+447700900124")):
            firm = replace(supplier(named), name="Khan & Sons", postcode="B9 4AA")
            work.suppliers.save_all([firm])
            work.people.prove(Address(Means.TEXT, number), NOW, PersonId(named))
            work.people.join(Membership(PersonId(named), firm.id, Joined.FOUNDED, NOW))
    storage.close()
    return doorstep


def test_nothing_noticed_is_said_in_a_sentence(doorstep: Run) -> None:
    ran = doorstep("suppliers", "twice")
    assert ran.exit_code == 0
    assert ran.stdout == "No firm seems to be registered twice by different people.\n"


def test_the_list_says_why_and_numbers_only_where_they_are_asked_for(with_twins: Run) -> None:
    told = with_twins("suppliers", "twice").stdout
    assert "the same: name, postcode" in told
    assert "did not agree yet" in told
    assert "tell neither of the other before" in told
    assert "+447700900123" not in told
    assert "+447700900123" in with_twins("suppliers", "twice", "--contacts").stdout


def test_it_is_joined_by_both_and_undone(with_twins: Run) -> None:
    refused = with_twins("suppliers", "join", "ada", "ben", "--agreed-by", "ada")
    assert refused.exit_code == 2
    assert "Both sides must agree" in refused.stderr
    agreed = ("--agreed-by", "ada", "--agreed-by", "ben")
    (joined,) = with_twins("suppliers", "join", "ada", "ben", *agreed).lines
    assert joined == {"kept": "ada", "other": "ben", "state": "joined"}
    (listed,) = with_twins("suppliers", "twice", "--json").lines
    assert [one["agreed"] for one in listed["pairs"][0]["firms"]] == [True, True]
    (parted,) = with_twins("suppliers", "part", "ben", "ada").lines
    assert parted["state"] == "apart"
    assert with_twins("suppliers", "join", "ada", "nobody", *agreed).exit_code != 0
