"""An erasure asked for by text waits for its own answer, and never for long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.farewell import GONE_FOR, WAITS_AT_MOST, may_be_erased
from bot.domain.feedback import Owner
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.reaching import Address, Means
from tests.examples import NOW

SECOND = timedelta(seconds=1)
LATER = NOW + GONE_FOR + SECOND


def receipt(state: State, moved_at: datetime | None = NOW) -> Notification:
    to, owner = Address(Means.TEXT, "+447700900123"), Owner(ConversationId("talk"))
    return Notification(
        id=NotificationId("n"),
        key="k",
        to=to,
        about=About.ANSWER,
        words="Done",
        owner=owner,
        created_at=NOW,
        state=state,
        changed_at=moved_at,
    )


@pytest.mark.parametrize("state", [State.CREATED, State.SENDING, State.TEMPORARY_FAILURE])
def test_it_waits_while_the_receipt_is_on_its_way(state: State) -> None:
    assert not may_be_erased(NOW, [receipt(state)], LATER, is_answered=True)


@pytest.mark.parametrize(
    "state",
    [State.SENT, State.DELIVERED, State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE],
)
def test_it_is_due_a_minute_after_the_receipt_went_or_could_not(state: State) -> None:
    assert not may_be_erased(NOW, [receipt(state)], LATER - 2 * SECOND, is_answered=True)
    assert may_be_erased(NOW, [receipt(state)], LATER, is_answered=True)


def test_it_waits_for_a_text_that_was_not_answered() -> None:
    assert not may_be_erased(NOW, [receipt(State.SENT)], LATER, is_answered=False)


def test_what_went_before_it_was_asked_for_is_no_matter() -> None:
    old = receipt(State.TEMPORARY_FAILURE)
    assert may_be_erased(NOW + SECOND, [old], LATER, is_answered=True)


def test_nothing_that_may_be_sent_is_no_reason_to_wait() -> None:
    assert may_be_erased(NOW, [], NOW, is_answered=True)


def test_after_a_day_it_waits_no_more() -> None:
    a_day = NOW + WAITS_AT_MOST
    assert not may_be_erased(NOW, [receipt(State.SENDING)], a_day - SECOND, is_answered=False)
    assert may_be_erased(NOW, [receipt(State.SENDING)], a_day, is_answered=False)
