"""What every store of hand-overs promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.hand_over import HandOver, HandOverId, HandOverState, Line
from bot.ports import Storage
from tests.examples import NOW, in_days

TALK, OTHER = ConversationId("talk"), ConversationId("other")
LINES = (Line(NOW, "cleaning jobs?", "Three.\n- Offices “A”"), Line(in_days(1), "a person", "Who?"))
ONE = HandOver(
    HandOverId("one"), TALK, NOW, "When paid?", "+441214960000", LINES, HandOverState.WAITING, NOW
)
EVERY = tuple(HandOverState)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage that knows two conversations and one hand-over."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.conversations.start(OTHER, "hash", NOW)
        work.hand_overs.add(ONE)
    return storage


def test_it_comes_back_as_it_was_passed_on(held: Storage) -> None:
    with held.transaction() as work:
        assert work.hand_overs.get(ONE.id) == ONE
        assert work.hand_overs.of(TALK) == [ONE]
        assert work.hand_overs.of(OTHER) == []
        assert work.hand_overs.get(HandOverId("none")) is None


def test_one_passed_on_twice_stays_as_it_is(held: Storage) -> None:
    with held.transaction() as work:
        work.hand_overs.add(replace(ONE, about="Something else"))
        assert work.hand_overs.in_state(EVERY) == [ONE]


def test_they_are_found_by_their_state_oldest_first(held: Storage) -> None:
    older = replace(ONE, id=HandOverId("two"), conversation=OTHER, at=in_days(-1))
    with held.transaction() as work:
        work.hand_overs.add(older)
        assert work.hand_overs.in_state([HandOverState.WAITING]) == [older, ONE]
        assert work.hand_overs.move(ONE.id, HandOverState.ANSWERED, in_days(2))
        assert not work.hand_overs.move(HandOverId("none"), HandOverState.CLOSED, NOW)
        assert work.hand_overs.in_state([HandOverState.WAITING]) == [older]
        [answered] = work.hand_overs.in_state([HandOverState.ANSWERED])
    assert answered == replace(ONE, state=HandOverState.ANSWERED, changed_at=in_days(2))


def test_it_goes_with_its_conversation(held: Storage) -> None:
    with held.transaction() as work:
        work.conversations.forget(TALK)
        assert work.hand_overs.in_state(EVERY) == []
