"""What is told of a change is what an owner would want to hear, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.change import ChangeKind, changes_between
from bot.domain.opportunity import Kind, Opportunity, Source, Visibility
from tests.examples import cpv, in_days, opportunity, pounds

BEFORE = opportunity()
LATER = Source("find_a_tender", None, in_days(1))


def changed(**facts: Any) -> Opportunity:
    """The opportunity as a later release tells it."""
    return replace(BEFORE, source=LATER, **facts)


def kinds(after: Opportunity) -> list[ChangeKind]:
    """What is told, by kind."""
    return [one.kind for one in changes_between(BEFORE, after)]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"cancelled_at": in_days(1)}, ChangeKind.CANCELLED),
        ({"awarded_at": in_days(1)}, ChangeKind.AWARDED),
        ({"deadline": in_days(30)}, ChangeKind.DEADLINE_MOVED),
        ({"deadline": None}, ChangeKind.DEADLINE_MOVED),
        ({"value": pounds(30_000)}, ChangeKind.VALUE_CHANGED),
        ({"reserved_for": "smeVcse"}, ChangeKind.RESERVED),
        ({"title": "Cleaning of two schools"}, ChangeKind.REWORDED),
    ],
)
def test_what_an_owner_wants_to_hear_is_told(facts: dict[str, Any], kind: ChangeKind) -> None:
    assert kinds(changed(**facts)) == [kind]


def test_a_change_carries_what_was_said_before_and_after_and_when() -> None:
    (one,) = changes_between(BEFORE, changed(value=pounds("30000.5")))
    assert (one.before, one.after) == ("20000.00 excluded", "30000.50 excluded")
    assert (one.opportunity_id, one.at) == (BEFORE.id, LATER.as_of)


def test_what_was_planned_and_can_now_be_answered_has_opened() -> None:
    planned = replace(BEFORE, kind=Kind.PLANNED, deadline=None)
    told = [one.kind for one in changes_between(planned, changed())]
    assert told == [ChangeKind.OPENED, ChangeKind.DEADLINE_MOVED]


@pytest.mark.parametrize("over", ["cancelled_at", "awarded_at"])
def test_what_was_over_already_has_nothing_more_to_tell(over: str) -> None:
    before = changed(**{over: in_days(1)})
    after = replace(before, title="x", value=pounds(1000), deadline=in_days(90))
    assert changes_between(before, after) == ()


def test_of_what_is_called_off_nothing_else_is_told() -> None:
    assert kinds(changed(cancelled_at=in_days(1), title="x", value=pounds(1000))) == [
        ChangeKind.CANCELLED
    ]


def test_of_what_only_invited_firms_may_see_no_word_is_told() -> None:
    invited = changed(visibility=Visibility.INVITED, title="For three firms", value=pounds(9))
    (one,) = changes_between(BEFORE, invited)
    assert (one.kind, one.before, one.after) == (ChangeKind.WITHDRAWN, None, None)
    assert changes_between(invited, replace(invited, title="Again")) == ()


def test_an_award_that_was_known_is_not_told_again() -> None:
    awarded = replace(BEFORE, awarded_at=in_days(1))
    assert changes_between(awarded, replace(awarded, awarded_at=in_days(2), source=LATER)) == ()


@pytest.mark.parametrize(
    "facts", [{}, {"description": "Longer."}, {"cpv": cpv("45000000")}, {"contact": None}]
)
def test_what_changes_nothing_for_an_owner_is_not_told(facts: dict[str, Any]) -> None:
    assert kinds(changed(**facts)) == []


@given(st.sampled_from([None, in_days(1), in_days(9)]), st.sampled_from(["a", "b"]))
def test_the_same_change_worked_out_twice_is_equal(deadline: Any, title: str) -> None:
    after = changed(deadline=deadline, title=title)
    assert changes_between(BEFORE, after) == changes_between(BEFORE, after)
    assert changes_between(after, after) == ()
