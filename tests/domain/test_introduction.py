"""Introductions move only as they may, and say who moved them and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.after_winning import due_days
from bot.domain.errors import InvalidInputError
from bot.domain.introduction import (
    LIVE,
    LONGEST_WORDS,
    WAITING,
    By,
    IntroductionState,
    Step,
    Why,
    may_move,
    moved,
)
from tests.examples import NOW, in_days
from tests.introductions import introduction, step

S = IntroductionState


@pytest.mark.parametrize(
    ("state", "to", "by"),
    [
        (S.REQUESTED, S.SENT, By.SERVICE),
        (S.REQUESTED, S.WITHDRAWN, By.OWNER),
        (S.REQUESTED, S.WON, By.OWNER),
        (S.REQUESTED, S.NO_ANSWER, By.SERVICE),
        (S.SENT, S.SEEN, By.BUYER),
        (S.SENT, S.INVITED, By.BUYER),
        (S.SENT, S.REQUESTED, By.BUYER),
        (S.SEEN, S.DECLINED, By.BUYER),
        (S.SEEN, S.NO_ANSWER, By.SERVICE),
        (S.NO_ANSWER, S.INVITED, By.BUYER),
        (S.DECLINED, S.INVITED, By.BUYER),
        (S.INVITED, S.QUOTED, By.OWNER),
        (S.QUOTED, S.WON, By.OWNER),
        (S.QUOTED, S.LOST, By.BUYER),
        (S.LOST, S.WON, By.OWNER),
        (S.SENT, S.NO_ANSWER, By.COORDINATOR),
        (S.QUOTED, S.WITHDRAWN, By.COORDINATOR),
    ],
)
def test_a_move_that_comes_about_is_allowed(
    state: IntroductionState, to: IntroductionState, by: By
) -> None:
    assert may_move(state, to, by)


@pytest.mark.parametrize(
    ("state", "to", "by"),
    [
        (S.REQUESTED, S.SENT, By.BUYER),
        (S.REQUESTED, S.INVITED, By.BUYER),
        (S.SENT, S.INVITED, By.OWNER),
        (S.SENT, S.DECLINED, By.SERVICE),
        (S.SENT, S.WITHDRAWN, By.BUYER),
        (S.INVITED, S.SEEN, By.BUYER),
        (S.QUOTED, S.NO_ANSWER, By.SERVICE),
        (S.WON, S.WITHDRAWN, By.OWNER),
        (S.SENT, S.SENT, By.SERVICE),
    ],
)
def test_a_move_that_is_nobodys_is_refused(
    state: IntroductionState, to: IntroductionState, by: By
) -> None:
    assert not may_move(state, to, by)


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("to", list(S))
def test_what_was_withdrawn_stays_so_whoever_moves_it(to: IntroductionState, by: By) -> None:
    assert not may_move(S.WITHDRAWN, to, by)


def test_what_waits_for_a_buyer_is_live_and_what_has_ended_is_not() -> None:
    assert WAITING < LIVE
    assert not LIVE & {S.DECLINED, S.NO_ANSWER, S.WON, S.LOST, S.WITHDRAWN}


def test_the_history_tells_who_moved_it_when_and_why() -> None:
    one = introduction("one", S.SENT)
    no = Step(S.DECLINED, in_days(2), By.BUYER, "mailbox", Why.PAPERS, words="No DBS.")
    told = moved(one, no)
    assert [(s.state, s.by) for s in told.history] == [
        (S.REQUESTED, By.OWNER),
        (S.SENT, By.SERVICE),
        (S.DECLINED, By.BUYER),
    ]
    assert told.last is no
    assert not told.is_live
    assert told.was_shared
    assert told.requested_at == NOW


def test_one_may_not_be_moved_as_it_may_not() -> None:
    with pytest.raises(InvalidInputError):
        moved(introduction(), step(S.INVITED, in_days(1)))


def test_a_no_has_a_reason_and_a_not_now_has_its_time() -> None:
    with pytest.raises(InvalidInputError):
        Step(S.DECLINED, NOW, By.BUYER)
    with pytest.raises(InvalidInputError):
        Step(S.DECLINED, NOW, By.BUYER, why=Why.SILENT)
    with pytest.raises(InvalidInputError):
        Step(S.DECLINED, NOW, By.BUYER, why=Why.NOT_NOW)
    with pytest.raises(InvalidInputError):
        Step(S.DECLINED, NOW, By.BUYER, why=Why.FILLED, until=in_days(3))
    assert Step(S.DECLINED, NOW, By.BUYER, why=Why.NOT_NOW, until=in_days(3)).until == in_days(3)


def test_words_without_end_are_not_kept() -> None:
    with pytest.raises(InvalidInputError):
        Step(S.SEEN, NOW, By.BUYER, words="x" * (LONGEST_WORDS + 1))


def test_the_same_is_the_firm_with_the_opportunity_or_else_with_the_buyer() -> None:
    note = introduction(opportunity=None)
    assert note.same == replace(note, buyer="THE EASTSIDE COUNCIL").same
    assert note.same != introduction().same
    assert introduction(buyer="—").buyer_key == "—"


def test_one_that_goes_out_anew_has_reminded_nobody() -> None:
    one = replace(introduction("one", S.SENT), nudged_at=in_days(2))
    back = moved(one, step(S.REQUESTED, in_days(3), by=By.BUYER, why=Why.WRONG_PERSON))
    assert back.nudged_at == in_days(2)
    assert moved(back, step(S.SENT, in_days(4))).nudged_at is None


@pytest.mark.parametrize(
    ("days", "due"), [(29, []), (30, [30]), (43, [30]), (44, []), (90, [90]), (120, [])]
)
def test_both_sides_are_asked_after_thirty_and_ninety_days(days: int, due: list[int]) -> None:
    assert due_days(NOW, NOW + timedelta(days=days)) == due
