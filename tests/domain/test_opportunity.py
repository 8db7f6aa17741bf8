"""What state an opportunity is in at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.opportunity import Kind, State, can_be_answered
from tests.examples import NOW, in_days, opportunity

AN_INSTANT = timedelta(microseconds=1)
MAYBE = st.none() | st.floats(-30, 30).map(in_days)
KINDS = st.sampled_from(Kind)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, State.OPEN),
        ({"deadline": NOW}, State.CLOSED),
        ({"deadline": NOW + AN_INSTANT}, State.OPEN),
        ({"deadline": None}, State.CLOSED),
        ({"deadline": None, "kind": Kind.PLANNED}, State.PLANNED),
        ({"deadline": None, "kind": Kind.RE_LET}, State.PLANNED),
        ({"kind": Kind.PLANNED}, State.PLANNED),
        ({"kind": Kind.PLANNED, "deadline": NOW}, State.CLOSED),
        ({"awarded_at": NOW}, State.AWARDED),
        ({"awarded_at": NOW + AN_INSTANT}, State.OPEN),
        ({"cancelled_at": NOW}, State.CANCELLED),
        ({"cancelled_at": NOW + AN_INSTANT}, State.OPEN),
        ({"cancelled_at": NOW, "awarded_at": NOW}, State.CANCELLED),
        ({"kind": Kind.PLANNED, "deadline": None, "cancelled_at": NOW}, State.CANCELLED),
    ],
)
def test_the_state_follows_from_the_moments(facts: dict[str, Any], state: State) -> None:
    assert opportunity(**facts).state_at(NOW) is state


@given(KINDS, MAYBE, MAYBE, MAYBE, st.floats(0, 60))
def test_what_is_over_never_opens_again(
    kind: Kind,
    deadline: datetime | None,
    awarded: datetime | None,
    cancelled: datetime | None,
    later: float,
) -> None:
    one = opportunity(kind=kind, deadline=deadline, awarded_at=awarded, cancelled_at=cancelled)
    over = not can_be_answered(one.state_at(NOW))
    assert not (over and can_be_answered(one.state_at(in_days(later))))


@given(KINDS, MAYBE)
def test_open_means_that_the_deadline_is_still_to_come(
    kind: Kind, deadline: datetime | None
) -> None:
    one = opportunity(kind=kind, deadline=deadline)
    if one.state_at(NOW) is State.OPEN:
        assert one.deadline is not None
        assert one.deadline > NOW


def test_only_what_is_open_or_planned_can_be_answered() -> None:
    assert {state for state in State if can_be_answered(state)} == {State.OPEN, State.PLANNED}


@pytest.mark.parametrize(
    ("published", "known"), [(None, True), (NOW, True), (NOW + AN_INSTANT, False)]
)
def test_nothing_is_known_before_it_is_published(published: datetime | None, known: bool) -> None:
    assert opportunity(published_at=published).is_known_at(NOW) is known
