"""Sending: reports in any order, and when there is another try."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import ConversationId
from bot.domain.feedback import Owner
from bot.domain.notification import About, Notification, NotificationId, State
from bot.domain.reaching import Address, Means
from bot.domain.sending import (
    LONGEST_WAIT,
    MOST_ATTEMPTS,
    errand_of,
    is_stale,
    lower_states,
    onward,
    state_after,
    wait_before,
)
from tests.examples import NOW

STATES = st.sampled_from(State)


def notification(about: About) -> Notification:
    to = Address(Means.TEXT, "+447700900123")
    return Notification(NotificationId("n"), "k", to, about, "", Owner(ConversationId("c")), NOW)


@given(
    st.lists(STATES, min_size=1).flatmap(
        lambda told: st.tuples(st.just(told), st.permutations(told))
    )
)
def test_reports_in_any_order_end_in_the_same_state(
    orders: tuple[list[State], list[State]],
) -> None:
    one, other = orders
    assert state_after(one) is state_after(other)


@given(st.lists(STATES))
def test_a_report_never_moves_a_state_back(reports: list[State]) -> None:
    passed = [State.CREATED]
    for report in reports:
        passed.append(onward(passed[-1], report))
    assert all(
        before is after or before in lower_states(after) for before, after in pairwise(passed)
    )


@given(st.lists(STATES, min_size=1), st.data())
def test_a_report_that_comes_again_changes_nothing(
    reports: list[State], data: st.DataObject
) -> None:
    again = data.draw(st.sampled_from(reports))
    assert state_after([*reports, again]) is state_after(reports)


@given(st.lists(STATES))
def test_what_was_delivered_stays_delivered(reports: list[State]) -> None:
    assert state_after([State.DELIVERED, *reports]) is State.DELIVERED


def test_what_the_update_may_leave_is_what_the_order_says() -> None:
    for state in State:
        assert lower_states(state) == {s for s in State if onward(s, state) is not s}


def test_waits_grow_and_stay_within_an_hour() -> None:
    waits = [wait_before(number) for number in range(2, MOST_ATTEMPTS + 1)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=15)
    assert waits[-1] == LONGEST_WAIT


def test_a_code_is_too_late_when_it_would_no_longer_be_taken() -> None:
    code, alert = notification(About.CODE), notification(About.ALERT)
    later = NOW + timedelta(minutes=10)
    assert not is_stale(code, later - timedelta(seconds=1))
    assert is_stale(code, later)
    assert not is_stale(alert, later)


def test_what_somebody_waits_for_overtakes_alerts() -> None:
    urgent = {about for about in About if errand_of(notification(about)).urgent}
    assert urgent == {About.CODE, About.CONFIRMATION, About.ANSWER, About.STOPPED}
