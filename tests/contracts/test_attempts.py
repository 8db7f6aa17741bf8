"""What every store of attempts promises: in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.errors import DoNotTryAgainError
from bot.domain.feedback import Owner
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.reaching import Address, Means
from bot.domain.sending import Attempt
from bot.ports import Storage
from connectors.storage.database import SqlStorage
from tests.examples import NOW

TALK = ConversationId("talk")
ONE, OTHER, THIRD = (NotificationId(one) for one in ("one", "other", "third"))
LATER = NOW + timedelta(minutes=1)
FIRST = Attempt(ONE, 1, NOW)
TAKEN = replace(FIRST, ended_at=LATER, provider_id="SM1")
NUMBER = Address(Means.TEXT, "+447700900123")


def notification(name: NotificationId, about: About = About.ANSWER) -> Notification:
    return Notification(name, name, NUMBER, about, "Your code is 123456.", Owner(TALK), NOW)


@pytest.fixture
def held(storage: Storage) -> Storage:
    """A storage with two notifications of one conversation."""
    with storage.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.notifications.put_all([notification(ONE), notification(OTHER, About.CODE)])
    return storage


def state(storage: Storage, name: NotificationId = ONE) -> Notification:
    with storage.transaction() as work:
        found = work.notifications.get(name)
    assert found
    return found


def test_an_attempt_is_begun_once(held: Storage) -> None:
    with held.transaction() as work:
        assert work.attempts.last(ONE) is None
        assert work.attempts.begin([FIRST]) == {ONE}
        assert work.attempts.begin([replace(FIRST, begun_at=LATER)]) == set()
        assert work.attempts.last(ONE) == FIRST


def test_an_attempt_ends_once(held: Storage) -> None:
    with held.transaction() as work:
        work.attempts.begin([FIRST])
        assert work.attempts.end(TAKEN)
        assert not work.attempts.end(replace(TAKEN, provider_id="SM2"))
        assert work.attempts.last(ONE) == TAKEN


def test_many_begin_and_end_at_once_as_each_would_alone(held: Storage) -> None:
    second, third = Attempt(OTHER, 1, NOW), Attempt(THIRD, 1, NOW)
    with held.transaction() as work:
        work.notifications.put_all([notification(THIRD)])
        work.attempts.begin([third])
        assert work.attempts.begin([]) == set()
        work.attempts.begin([FIRST])
        assert work.attempts.begin([FIRST, second]) == {OTHER}
        assert work.attempts.last_of([ONE, OTHER]) == {ONE: FIRST, OTHER: second}
        work.attempts.advance(ONE, State.DELIVERED, NOW, "SM1")
        failed = replace(second, ended_at=LATER, code=30003)
        went = replace(third, ended_at=LATER, provider_id="SM3")
        settled = [(TAKEN, State.SENT), (failed, State.PERMANENT_FAILURE), (went, State.SENT)]
        work.attempts.settle(settled)
        work.attempts.settle([(replace(TAKEN, provider_id="SM2"), State.SENT)])
        assert work.attempts.last_of([ONE, OTHER]) == {ONE: TAKEN, OTHER: failed}
        assert work.attempts.last_of([]) == {}
    assert (state(held).state, state(held).provider_id) == (State.DELIVERED, "SM1")
    assert (state(held, THIRD).state, state(held, THIRD).provider_id) == (State.SENT, "SM3")
    assert state(held, OTHER).state is State.PERMANENT_FAILURE
    assert "123456" in state(held).words, "only a code is hidden"
    assert "123456" not in state(held, OTHER).words


def test_the_last_attempt_is_that_of_the_highest_number(held: Storage) -> None:
    with held.transaction() as work:
        for number in (2, 10, 1):
            work.attempts.begin([replace(FIRST, number=number)])
        last = work.attempts.last(ONE)
    assert last
    assert last.number == 10


def test_a_message_of_the_provider_is_found_by_its_id(held: Storage) -> None:
    with held.transaction() as work:
        work.attempts.begin([FIRST])
        work.attempts.end(TAKEN)
        assert work.attempts.of_provider_id("SM1") == TAKEN
        assert work.attempts.of_provider_id("SM2") is None
        assert work.attempts.not_ours_yet(["SM0", "SM1", "SM2"]) == ["SM0", "SM2"]
        assert work.attempts.not_ours_yet([]) == []


def test_what_came_later_of_an_attempt_is_noted(held: Storage) -> None:
    with held.transaction() as work:
        work.attempts.begin([FIRST])
        work.attempts.end(TAKEN)
        work.attempts.note(replace(TAKEN, code=30003, again_at=LATER, provider_id="other"))
        assert work.attempts.last(ONE) == replace(TAKEN, code=30003, again_at=LATER)


def test_a_state_moves_on_and_never_back(held: Storage) -> None:
    with held.transaction() as work:
        assert work.attempts.advance(ONE, State.SENT, NOW, "SM1")
        assert not work.attempts.advance(ONE, State.SENT, LATER)
        assert not work.attempts.advance(ONE, State.SENDING, LATER)
        assert work.attempts.advance(ONE, State.DELIVERED, LATER)
        assert not work.attempts.advance(ONE, State.PERMANENT_FAILURE, LATER)
        assert not work.attempts.advance(NotificationId("unknown"), State.SENT, NOW)
    found = state(held)
    assert (found.state, found.changed_at, found.provider_id) == (State.DELIVERED, LATER, "SM1")


def test_a_code_is_hidden_once_it_went_and_kept_while_it_is_to_be_tried_again(
    held: Storage,
) -> None:
    with held.transaction() as work:
        work.attempts.advance(OTHER, State.TEMPORARY_FAILURE, NOW)
        work.attempts.advance(ONE, State.SENT, NOW)
    assert "123456" in state(held, OTHER).words
    assert "123456" in state(held, ONE).words, "only a code is hidden"
    with held.transaction() as work:
        work.attempts.advance(OTHER, State.DELIVERED, NOW)
    assert "123456" not in state(held, OTHER).words


def test_what_was_never_begun_is_overdue(held: Storage) -> None:
    with held.transaction() as work:
        assert work.attempts.overdue(NOW, 10) == []
        assert work.attempts.overdue(LATER, 10) == [(ONE, 0), (OTHER, 0)]
        assert work.attempts.overdue(LATER, 1) == [(ONE, 0)]


def test_what_is_in_doubt_or_to_be_tried_again_is_overdue_by_its_last_attempt(
    held: Storage,
) -> None:
    with held.transaction() as work:
        work.notifications.take([ONE], NOW)
        work.attempts.begin([replace(FIRST, begun_at=LATER)])
        work.notifications.take([OTHER], NOW)
        again = Attempt(OTHER, 1, NOW, ended_at=NOW, again_at=LATER + timedelta(hours=1))
        work.attempts.begin([again])
        work.attempts.advance(OTHER, State.TEMPORARY_FAILURE, NOW)
        assert work.attempts.overdue(LATER, 10) == []
        assert work.attempts.overdue(LATER + timedelta(seconds=1), 10) == [(ONE, 1)]
        assert work.attempts.overdue(LATER + timedelta(hours=2), 10) == [(ONE, 1), (OTHER, 1)]


def test_what_is_over_is_never_overdue(held: Storage) -> None:
    with held.transaction() as work:
        work.attempts.advance(ONE, State.SENT, NOW)
        work.attempts.advance(OTHER, State.PERMANENT_FAILURE, NOW)
        assert work.attempts.overdue(LATER, 10) == []


def test_attempts_go_with_their_notification(held: Storage) -> None:
    with held.transaction() as work:
        work.attempts.begin([FIRST])
        work.conversations.forget(TALK)
        assert work.attempts.last(ONE) is None


@pytest.mark.parametrize("engine", ["sqlite_url", "postgresql_url"])
def test_one_message_of_the_provider_is_not_claimed_twice(
    request: pytest.FixtureRequest, engine: str
) -> None:
    stored = SqlStorage(request.getfixturevalue(engine))
    with stored.transaction() as work:
        work.conversations.start(TALK, "hash", NOW)
        work.notifications.put_all([notification(name) for name in (ONE, OTHER)])
        work.attempts.begin([replace(FIRST, notification=name) for name in (ONE, OTHER)])
        work.attempts.end(TAKEN)
    with pytest.raises(DoNotTryAgainError), stored.transaction() as work:
        work.attempts.end(replace(TAKEN, notification=OTHER))
    stored.close()
