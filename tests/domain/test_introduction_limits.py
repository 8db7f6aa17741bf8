"""A buyer is not flooded, a "not now" counts, and what waits is chased and closed in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.introduction import By, Introduction, IntroductionState, Step, Why, moved
from bot.domain.introduction_limits import (
    MOST_A_WEEK,
    Chase,
    Refused,
    after_working_days,
    chase_of,
    gives_up_at,
    refusal_of,
)
from bot.domain.opportunity import OpportunityId
from tests.examples import NOW, in_days
from tests.introductions import introduction, step

S = IntroductionState
ONE = OpportunityId("one")
BUYER = "Eastside Council"
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


def declined(
    why: Why = Why.OTHER_WORK, until: datetime | None = None, **changes: object
) -> Introduction:
    sent = introduction("one", S.SENT, **changes)
    return moved(sent, Step(S.DECLINED, in_days(2), By.BUYER, why=why, until=until))


def test_one_that_is_live_is_the_same() -> None:
    refused = refusal_of([introduction()], "The Eastside Council", ONE, in_days(1))
    assert refused is not None
    assert refused.why is Refused.SAME


def test_for_another_opportunity_or_another_buyer_it_is_another() -> None:
    assert refusal_of([introduction()], BUYER, OpportunityId("two"), in_days(1)) is None
    assert refusal_of([introduction()], "Westside College", None, in_days(1)) is None
    assert refusal_of([introduction()], BUYER, None, in_days(1)) is None


def test_what_a_buyer_refused_is_not_sent_twice_for_the_same_opportunity() -> None:
    refused = refusal_of([declined()], BUYER, ONE, in_days(300))
    assert refused is not None
    assert (refused.why, refused.again_at) == (Refused.ANSWERED, None)


def test_a_note_that_was_refused_may_be_sent_anew_after_some_months() -> None:
    note = declined(opportunity=None)
    assert refusal_of([note], BUYER, None, in_days(60)) is not None
    assert refusal_of([note], BUYER, None, in_days(93)) is None


def test_not_now_keeps_notes_away_until_its_time() -> None:
    later = declined(Why.NOT_NOW, until=in_days(40))
    refused = refusal_of([later], BUYER, None, in_days(39))
    assert refused is not None
    assert (refused.why, refused.again_at) == (Refused.NOT_NOW, in_days(40))
    assert refusal_of([later], BUYER, None, in_days(40)) is None
    assert refusal_of([later], BUYER, ONE, in_days(39)) is not None
    assert refusal_of([later], BUYER, ONE, in_days(41)) is None


def test_what_was_withdrawn_makes_room() -> None:
    taken_back = moved(introduction(), step(S.WITHDRAWN, in_days(1)))
    assert refusal_of([taken_back], BUYER, ONE, in_days(2)) is None


def test_a_firm_reaches_a_buyer_so_many_times_a_week_and_no_more() -> None:
    several = [
        introduction(str(n), opportunity=OpportunityId(str(n)), history=(_asked(n),))
        for n in range(MOST_A_WEEK)
    ]
    refused = refusal_of(several, BUYER, ONE, in_days(3))
    assert refused is not None
    assert (refused.why, refused.again_at) == (Refused.TOO_MANY, in_days(7))
    assert refusal_of(several, BUYER, ONE, in_days(7)) is None
    assert refusal_of(several[:-1], BUYER, ONE, in_days(3)) is None


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (datetime(2026, 11, 23, 9, tzinfo=UTC), 5, datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (datetime(2026, 12, 24, 9, tzinfo=UTC), 1, datetime(2026, 12, 29, 9, tzinfo=UTC)),
        (datetime(2026, 11, 28, 9, tzinfo=UTC), 1, datetime(2026, 11, 30, 9, tzinfo=UTC)),
        (datetime(2027, 3, 26, 9, tzinfo=UTC), 1, datetime(2027, 3, 29, 8, tzinfo=UTC)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays_and_heed_the_clocks(
    start: datetime, days: int, end: datetime
) -> None:
    assert after_working_days(start, days, CHRISTMAS) == end


def test_it_is_reminded_of_once_and_then_closed_honestly() -> None:
    sent = replace(introduction("one", S.SENT), answer_by=in_days(8))
    assert _due(sent, in_days(7)) is None
    assert _due(sent, in_days(8)) is Chase.NUDGE
    nudged = replace(sent, nudged_at=in_days(8))
    assert _due(nudged, in_days(9)) is None
    assert _due(nudged, in_days(15)) is Chase.SILENT
    assert _due(introduction("one", S.SENT, S.INVITED), in_days(99)) is None


def test_without_a_promise_the_usual_days_count() -> None:
    sent = introduction("one", S.SENT)
    assert _due(sent, in_days(7)) is None
    assert _due(sent, in_days(8)) is Chase.NUDGE


@pytest.mark.parametrize("states", [(), (S.SENT,), (S.SENT, S.SEEN)])
def test_a_notice_that_closes_while_it_waits_closes_it(states: tuple[S, ...]) -> None:
    waiting = introduction("one", *states)
    assert (
        chase_of(waiting, in_days(3), is_open=False, has_mailbox=True, days=5, holidays=frozenset())
        is Chase.CLOSED
    )


def test_one_that_finds_no_mailbox_is_not_left_for_ever() -> None:
    assert _due(introduction(), in_days(29)) is None
    assert _due(introduction(), in_days(30)) is Chase.NOT_SENT


def test_one_that_came_back_waits_two_weeks_where_no_mailbox_is_left() -> None:
    wrong = Step(S.REQUESTED, in_days(2), By.BUYER, "contact", Why.WRONG_PERSON)
    back = moved(introduction("one", S.SENT), wrong)
    assert _due(back, in_days(15), has_mailbox=False) is None
    assert _due(back, in_days(16), has_mailbox=False) is Chase.NO_MAILBOX
    assert _due(back, in_days(31), has_mailbox=True) is None
    assert _due(back, in_days(32), has_mailbox=True) is Chase.NOT_SENT
    assert gives_up_at(back) == in_days(16)


def _due(one: Introduction, now: datetime, *, has_mailbox: bool = True) -> Chase | None:
    return chase_of(one, now, is_open=True, has_mailbox=has_mailbox, days=5, holidays=frozenset())


def _asked(days: int) -> Step:
    return Step(S.REQUESTED, NOW + timedelta(days=days), By.OWNER)
