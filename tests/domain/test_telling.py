"""Whom news is told and when, over any stream of news: cap, peace, no repeats, fairness."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.change import Change, ChangeKind
from bot.domain.opportunity import OpportunityId
from bot.domain.person import PersonId
from bot.domain.reaching import Means
from bot.domain.subscription import Often, Rhythm, Subscription, SubscriptionId, Wishes
from bot.domain.supplier import SupplierId
from bot.domain.telling import (
    A_WEEK,
    NEW,
    SILENCE,
    TIME_TO_ANSWER,
    Decision,
    History,
    Kind,
    News,
    NotTold,
    Reason,
    TellAt,
    Told,
    decide,
    decide_change,
    decide_near_miss,
    event_of,
    in_fair_order,
)
from bot.domain.telling_time import LONDON, is_quiet, next_round
from bot.domain.working_days import working_days_until

THURSDAY = datetime(2026, 11, 26, 10, tzinfo=UTC)
HOLIDAYS = frozenset(
    {
        date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26),
        date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30),
    }
)  # fmt: skip
WANTS = Subscription(
    SubscriptionId("s"),
    PersonId("p"),
    SupplierId("f"),
    Means.TEXT,
    datetime(2026, 11, 1, tzinfo=UTC),
)
JOB = OpportunityId("job")
NEWS = News(JOB, 0.9, THURSDAY + timedelta(days=14), Decimal(4200), frozenset({"cleaning"}), 2.0)


def told(opportunity: str, at: datetime, kind: Kind = Kind.NEWS, event: str = NEW) -> Told:
    return Told(OpportunityId(opportunity), event, kind, f"{opportunity}-{at}", at)


def decided(
    news: News = NEWS,
    subscription: Subscription = WANTS,
    history: History | None = None,
    now: datetime = THURSDAY,
) -> Decision:
    return decide(news, subscription, history or History(), now, HOLIDAYS)


def by(rhythm: Rhythm) -> Subscription:
    return replace(WANTS, rhythm=rhythm)


def london(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def test_what_fits_is_told_at_once_to_whoever_wants_it_at_once() -> None:
    assert decided() == TellAt(THURSDAY)


def test_at_night_it_waits_for_the_morning() -> None:
    assert decided(now=london(2026, 11, 26, 23)) == TellAt(london(2026, 11, 27, 8))


def test_the_hour_at_which_peace_begins_is_quiet() -> None:
    assert decided(now=london(2026, 11, 26, 20)) == TellAt(london(2026, 11, 27, 8))


def test_a_bank_holiday_is_a_day_of_peace() -> None:
    news = replace(NEWS, deadline=london(2027, 1, 20, 12))
    assert decided(news, now=london(2026, 12, 25, 10)) == TellAt(london(2026, 12, 26, 8))


def test_whoever_wants_texts_on_bank_holidays_gets_them() -> None:
    news = replace(NEWS, deadline=london(2027, 1, 20, 12))
    now = london(2026, 12, 25, 10)
    assert decided(news, by(Rhythm(on_holidays=True)), now=now) == TellAt(now)


def test_a_daily_text_comes_the_next_morning() -> None:
    assert decided(subscription=by(Rhythm(Often.DAILY))) == TellAt(london(2026, 11, 27, 8))


def test_a_weekly_text_comes_on_its_day() -> None:
    assert decided(subscription=by(Rhythm(Often.WEEKLY))) == TellAt(london(2026, 11, 30, 8))


def test_a_weekly_text_whose_day_is_a_bank_holiday_comes_a_day_later() -> None:
    weekly, sunday = Rhythm(Often.WEEKLY), london(2027, 5, 2, 12)
    assert next_round(sunday, weekly, HOLIDAYS) == london(2027, 5, 4, 8)


def test_eight_in_the_morning_is_so_in_summer_and_in_winter() -> None:
    daily = Rhythm(Often.DAILY)
    before_summer = next_round(datetime(2027, 3, 28, 0, 30, tzinfo=UTC), daily, HOLIDAYS)
    before_winter = next_round(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), daily, HOLIDAYS)
    assert before_summer == datetime(2027, 3, 28, 7, tzinfo=UTC)
    assert before_winter == datetime(2026, 10, 25, 8, tzinfo=UTC)


def test_a_round_that_comes_late_is_not_put_off_to_the_next() -> None:
    weekly, due = by(Rhythm(Often.WEEKLY)), london(2026, 11, 30, 8)
    waited = replace(NEWS, since=due)
    late = london(2026, 11, 30, 9, 13)
    assert decided(waited, weekly, now=late) == TellAt(late)
    night = london(2026, 11, 30, 22)
    assert decided(waited, weekly, now=night) == TellAt(london(2026, 12, 1, 8))


def test_whoever_chose_a_slower_rhythm_meanwhile_is_told_by_that() -> None:
    waited = replace(NEWS, since=london(2026, 11, 27, 8))
    found = decided(waited, by(Rhythm(Often.WEEKLY)), now=london(2026, 11, 27, 8, 10))
    assert found == TellAt(london(2026, 11, 30, 8))


def test_a_pause_holds_news_back_until_it_ends() -> None:
    paused = replace(WANTS, paused_until=london(2026, 12, 1, 0))
    assert decided(subscription=paused) == TellAt(london(2026, 12, 1, 8))


@pytest.mark.parametrize(
    ("news", "subscription", "history", "reason"),
    [
        (NEWS, replace(WANTS, ended_at=THURSDAY), History(), Reason.ENDED),
        (NEWS, WANTS, History((told("job", THURSDAY - A_WEEK),)), Reason.TOLD_ALREADY),
        (NEWS, WANTS, History(hidden=frozenset({JOB})), Reason.NOT_FOR_THEM),
        (replace(NEWS, fit=0.43), WANTS, History(), Reason.BELOW_CUT_OFF),
        (NEWS, replace(WANTS, wishes=Wishes(least=Decimal(5000))), History(), Reason.TOO_SMALL),
        (NEWS, replace(WANTS, wishes=Wishes(most=Decimal(4000))), History(), Reason.TOO_BIG),
        (NEWS, replace(WANTS, wishes=Wishes(within_miles=1.5)), History(), Reason.TOO_FAR),
        (
            NEWS,
            replace(WANTS, wishes=Wishes(without=frozenset({"cleaning"}))),
            History(),
            Reason.NOT_THAT_TRADE,
        ),
        (
            replace(NEWS, deadline=london(2026, 11, 27, 17)),
            WANTS,
            History(),
            Reason.CLOSES_TOO_SOON,
        ),
    ],
)
def test_what_is_not_told_has_its_reason(
    news: News, subscription: Subscription, history: History, reason: Reason
) -> None:
    assert decided(news, subscription, history) == NotTold(reason)


def test_what_closes_before_a_weekly_text_could_be_answered_is_not_told_in_it() -> None:
    news = replace(NEWS, deadline=london(2026, 12, 1, 12))
    weekly = by(Rhythm(Often.WEEKLY))
    assert decided(news) == TellAt(THURSDAY)
    assert decided(news, weekly) == NotTold(Reason.CLOSES_TOO_SOON)


def test_what_a_notice_does_not_say_leaves_nothing_out() -> None:
    strict = Wishes(Decimal(500), Decimal(900), frozenset({"cleaning"}), 1)
    news = News(JOB, 0.9)
    assert decided(news, replace(WANTS, wishes=strict)) == TellAt(THURSDAY)


def test_one_unwanted_trade_among_several_does_not_leave_it_out() -> None:
    news = replace(NEWS, trades=frozenset({"cleaning", "window cleaning"}))
    wishes = Wishes(without=frozenset({"cleaning"}))
    assert decided(news, replace(WANTS, wishes=wishes)) == TellAt(THURSDAY)


def test_a_full_week_waits_until_it_has_room() -> None:
    first = THURSDAY - timedelta(days=6)
    sent = tuple(told(f"o{n}", first + timedelta(hours=n)) for n in range(5))
    assert decided(history=History(sent)) == TellAt(first + A_WEEK)


def test_a_change_is_told_only_to_whoever_was_told_of_it() -> None:
    change = Change(JOB, ChangeKind.CANCELLED, THURSDAY, None, "now")
    knows = History((told("job", THURSDAY - timedelta(days=1)),))
    assert decide_change(change, WANTS, knows, THURSDAY, HOLIDAYS) == TellAt(THURSDAY)
    stranger = decide_change(change, WANTS, History(), THURSDAY, HOLIDAYS)
    assert stranger == NotTold(Reason.NEVER_TOLD)


def test_a_change_is_told_even_in_a_full_week_and_to_weekly_readers() -> None:
    sent = tuple(told(f"o{n}", THURSDAY - timedelta(hours=n)) for n in range(5))
    knows = History((*sent, told("job", THURSDAY - timedelta(days=1))))
    change = Change(JOB, ChangeKind.DEADLINE_MOVED, THURSDAY, None, "later")
    weekly = by(Rhythm(Often.WEEKLY))
    assert decide_change(change, weekly, knows, THURSDAY, HOLIDAYS) == TellAt(THURSDAY)


def test_the_same_change_is_told_once_and_a_new_title_never() -> None:
    change = Change(JOB, ChangeKind.CANCELLED, THURSDAY, None, "now")
    known = told("job", THURSDAY - timedelta(days=1))
    again = told("job", THURSDAY, Kind.CHANGE, event_of(change))
    twice = decide_change(change, WANTS, History((known, again)), THURSDAY, HOLIDAYS)
    reworded = replace(change, kind=ChangeKind.REWORDED)
    assert twice == NotTold(Reason.TOLD_ALREADY)
    assert decide_change(reworded, WANTS, History((known,)), THURSDAY, HOLIDAYS) == NotTold(
        Reason.NO_MATTER
    )


def test_nothing_more_is_told_of_what_is_not_for_them() -> None:
    change = Change(JOB, ChangeKind.CANCELLED, THURSDAY, None, "now")
    knows = History((told("job", THURSDAY - timedelta(days=1)),), frozenset({JOB}))
    assert decide_change(change, WANTS, knows, THURSDAY, HOLIDAYS) == NotTold(Reason.NOT_FOR_THEM)


def test_a_near_miss_breaks_four_weeks_of_silence_and_no_shorter_one() -> None:
    near = replace(NEWS, fit=0.4, deadline=THURSDAY + timedelta(days=40))
    last = told("other", THURSDAY)
    for after, expected in (
        (SILENCE, TellAt(THURSDAY + SILENCE)),
        (SILENCE - timedelta(minutes=1), NotTold(Reason.SILENCE_TOO_SHORT)),
    ):
        found = decide_near_miss(near, WANTS, History((last,)), THURSDAY + after, HOLIDAYS)
        assert found == expected


def test_a_near_miss_is_not_told_to_whoever_does_not_want_it() -> None:
    found = decide_near_miss(
        replace(NEWS, fit=0.4),
        replace(WANTS, near_misses=False),
        History(),
        THURSDAY + SILENCE,
        HOLIDAYS,
    )
    assert found == NotTold(Reason.SILENCE_TOO_SHORT)


def test_the_order_of_those_told_prefers_nobody() -> None:
    people = [f"p{n}" for n in range(5)]
    firsts = Counter(in_fair_order(people, f"seed {n}")[0] for n in range(2000))
    assert sorted(firsts) == people
    assert max(firsts.values()) < 1.25 * min(firsts.values())


def test_the_order_comes_again_from_its_seed_whatever_order_they_came_in() -> None:
    people = [f"p{n}" for n in range(20)]
    assert in_fair_order(people, "x") == in_fair_order(reversed(people), "x")
    assert in_fair_order(people, "x") != in_fair_order(people, "y")


YEAR = datetime(2026, 10, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=364)).map(lambda later: YEAR + later)
RHYTHMS = st.builds(
    Rhythm,
    often=st.sampled_from(Often),
    weekday=st.integers(0, 6),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    opens=st.sampled_from([time(0), time(1, 30), time(8), time(11, 45)]),
    closes=st.sampled_from([time(12), time(20), time(23, 59)]),
    on_holidays=st.booleans(),
    weekly_cap=st.integers(1, 6),
)
STREAMS = st.lists(
    st.tuples(st.integers(0, 24 * 60), st.integers(0, 12), st.integers(0, 20)),
    min_size=1,
    max_size=40,
)


def lived_through(
    rhythm: Rhythm, start: datetime, stream: list[tuple[int, int, int]]
) -> tuple[list[Told], dict[OpportunityId, datetime]]:
    """Each news comes some minutes after the last; what waits is asked again when it is due."""
    subscription, now = by(rhythm), start
    waiting: dict[OpportunityId, tuple[datetime, News]] = {}
    sent: list[Told] = []
    deadlines: dict[OpportunityId, datetime] = {}

    def ask(news: News, at: datetime) -> None:
        decision = decide(news, subscription, History(tuple(sent)), at, HOLIDAYS)
        waiting.pop(news.opportunity, None)
        if isinstance(decision, TellAt) and decision.moment > at:
            waiting[news.opportunity] = (decision.moment, news)
        elif isinstance(decision, TellAt):
            sent.append(Told(news.opportunity, NEW, Kind.NEWS, str(at), at))

    def catch_up(until: datetime) -> None:
        while due := [(m, key) for key, (m, _n) in waiting.items() if m < until]:
            moment, key = min(due)
            ask(waiting[key][1], moment)

    for minutes, which, days in stream:
        now += timedelta(minutes=minutes)
        catch_up(now)
        key = OpportunityId(f"o{which}")
        deadlines.setdefault(key, now + timedelta(days=days))
        ask(News(key, 0.9, deadlines[key]), now)
    catch_up(now + timedelta(days=90))
    return sent, deadlines


@settings(max_examples=150, deadline=None)
@given(RHYTHMS, MOMENTS, STREAMS)
def test_no_stream_of_news_breaks_a_rule(
    rhythm: Rhythm, start: datetime, stream: list[tuple[int, int, int]]
) -> None:
    sent, deadlines = lived_through(rhythm, start, stream)
    for one in sent:
        assert not is_quiet(one.at, rhythm, HOLIDAYS)
        left = working_days_until(deadlines[one.opportunity], one.at, HOLIDAYS)
        assert left >= TIME_TO_ANSWER
        texts = {o.text for o in sent if one.at - A_WEEK < o.at <= one.at}
        assert len(texts) <= rhythm.weekly_cap
    assert len({one.opportunity for one in sent}) == len(sent)


@settings(max_examples=150, deadline=None)
@given(RHYTHMS, MOMENTS)
def test_a_round_is_never_quiet_and_never_before_the_news(rhythm: Rhythm, now: datetime) -> None:
    moment = next_round(now, rhythm, HOLIDAYS)
    assert moment >= now
    assert not is_quiet(moment, rhythm, HOLIDAYS)


@settings(max_examples=100, deadline=None)
@given(MOMENTS, st.lists(st.booleans(), min_size=2, max_size=8))
def test_all_who_chose_at_once_with_room_in_their_week_are_told_at_the_same_moment(
    now: datetime, had_some: list[bool]
) -> None:
    news = replace(NEWS, deadline=now + timedelta(days=30))
    moments = {
        decided(news, WANTS, History((told("x", now),) if some else ()), now) for some in had_some
    }
    assert len(moments) == 1
