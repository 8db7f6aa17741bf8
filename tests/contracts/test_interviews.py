"""What every store of interviews promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.interview import Interview, State
from bot.ports import Storage
from tests.examples import NOW, in_days

TALK, OTHER = ConversationId("talk"), ConversationId("other")
PAGE = Interview(
    TALK,
    "profile",
    NOW,
    NOW,
    {"name": "“Clean Sweep”", "trades": ["cleaning"], "miles": 2.5, "shown": None},
    ("name", "trades"),
    "name",
    State.DOUBTED,
    2,
    1,
    yields=True,
)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage that knows two conversations."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.conversations.start(OTHER, "hash", NOW)
    return storage


def put(storage: Storage, *those: Interview) -> None:
    with storage.transaction() as work:
        for one in those:
            work.interviews.put(one)


def of(storage: Storage, talk: ConversationId = TALK) -> list[Interview]:
    with storage.transaction() as work:
        return work.interviews.of(talk)


def test_it_comes_back_as_it_was_put(held: Storage) -> None:
    put(held, PAGE)
    assert of(held) == [PAGE]
    assert of(held, OTHER) == []


def test_it_replaces_the_one_of_the_same_flow(held: Storage) -> None:
    put(held, PAGE, replace(PAGE, answers={}, at=None))
    assert of(held) == [replace(PAGE, answers={}, at=None)]


def test_the_one_last_heard_of_is_last(held: Storage) -> None:
    later = replace(PAGE, flow="a_proof", heard_at=in_days(1))
    put(held, later, PAGE)
    assert of(held) == [PAGE, later]
    put(held, replace(PAGE, heard_at=in_days(2)))
    assert [one.flow for one in of(held)] == ["a_proof", "profile"]


def test_removing_twice_is_removing_once(held: Storage) -> None:
    put(held, PAGE, replace(PAGE, flow="other"))
    for _ in range(2):
        with held.transaction() as work:
            work.interviews.remove(TALK, "profile")
    assert [one.flow for one in of(held)] == ["other"]


def test_it_goes_with_its_conversation(held: Storage) -> None:
    put(held, PAGE, replace(PAGE, conversation=OTHER))
    with held.transaction() as work:
        work.conversations.forget(TALK)
    assert of(held) == []
    assert len(of(held, OTHER)) == 1
