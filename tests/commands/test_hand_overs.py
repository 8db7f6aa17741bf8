"""`doorstep hand-overs`: what a coordinator sees of those who asked for a person, and does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.hand_over import HandOver, HandOverId, HandOverState, Line
from connectors.storage.database import SqlStorage
from connectors.storage.migrate import migrate
from tests.commands.conftest import Run
from tests.examples import NOW

TALK = ConversationId("talk")
ONE = HandOver(
    HandOverId("aaaa1111-2222"),
    TALK,
    NOW,
    "When will I be paid?",
    "+441214960000",
    (Line(NOW, "cleaning in Saltley", "Two jobs."),),
    HandOverState.WAITING,
    NOW,
)


@pytest.fixture
def with_two(doorstep: Run, tmp_path: Path) -> Run:
    """The command, where two owners wait."""
    url = f"sqlite:///{tmp_path / 'doorstep.sqlite3'}"
    migrate(url)
    storage = SqlStorage(url)
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.hand_overs.add(ONE)
        work.hand_overs.add(replace(ONE, id=HandOverId("aaaa3333-4444"), about="", contact=""))
    storage.close()
    return doorstep


def test_nobody_waiting_is_said_in_a_sentence(doorstep: Run) -> None:
    assert doorstep("hand-overs", "list").stdout == "Nobody waits for an answer.\n"


def test_those_who_wait_are_listed_with_how_to_reach_them(with_two: Run) -> None:
    told = with_two("hand-overs", "list").stdout
    assert "+441214960000\n  When will I be paid?" in told
    assert "gave no number or address" in told
    assert [one["about"] for one in with_two("hand-overs", "list", "--json").lines] == [
        "When will I be paid?",
        "",
    ]


def test_one_is_shown_with_all_that_was_said(with_two: Run) -> None:
    told = with_two("hand-overs", "show", "aaaa1").stdout
    assert "Owner: cleaning in Saltley" in told
    assert "Doorstep: Two jobs." in told


def test_once_closed_it_is_listed_only_among_all(with_two: Run) -> None:
    assert with_two("hand-overs", "close", "aaaa1").stdout == "aaaa1111 is answered.\n"
    assert with_two("hand-overs", "close", "aaaa3", "--unanswered").exit_code == 0
    assert with_two("hand-overs", "list").stdout == "Nobody waits for an answer.\n"
    states = [one["state"] for one in with_two("hand-overs", "list", "--all", "--json").lines]
    assert states == ["answered", "closed"]


@pytest.mark.parametrize(("named", "why"), [("zzzz", "no hand-over zzzz"), ("aaaa", "2 ids begin")])
def test_an_id_that_is_none_or_not_clear_is_refused(with_two: Run, named: str, why: str) -> None:
    ran = with_two("hand-overs", "show", named)
    assert ran.exit_code == 2
    assert why in ran.stderr
