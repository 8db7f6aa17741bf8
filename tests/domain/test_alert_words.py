"""What people say of how they want to be told, as rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from bot.domain.alert_words import Said, SaidTrade, with_what_is_said
from bot.domain.person import PersonId
from bot.domain.reaching import Means
from bot.domain.rhythm_words import often_meant
from bot.domain.subscription import EVERY_DAY, Often, Rhythm, Subscription, SubscriptionId, Wishes
from bot.domain.supplier import SupplierId

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)  # a Thursday
FEASTS = {
    "eid": [(date(2027, 3, 9), date(2027, 3, 11)), (date(2027, 5, 16), date(2027, 5, 19))],
    "ramadan": [(date(2027, 2, 8), date(2027, 3, 8))],
}
BEFORE = Subscription(
    SubscriptionId("s"),
    PersonId("p"),
    SupplierId("f"),
    Means.TEXT,
    datetime(2026, 11, 1, tzinfo=UTC),
)
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def after(text: str, before: Subscription = BEFORE, trades: Sequence[str] = ()) -> Said:
    named = [SaidTrade(one, text.index(one)) for one in trades]
    return with_what_is_said(text, before, named, FEASTS, NOW)


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("only mondays", {MON}),
        ("just on Monday please", {MON}),
        ("mondays and thursdays only", {MON, THU}),
        ("text me on tues, weds & fri", {TUE, WED, FRI}),
        ("not on fridays", EVERY_DAY - {FRI}),
        ("never on a sunday", EVERY_DAY - {SUN}),
        ("don't text me on saturdays or sundays", EVERY_DAY - {SAT, SUN}),
        ("weekdays only", {MON, TUE, WED, THU, FRI}),
        ("not at the weekend", {MON, TUE, WED, THU, FRI}),
        ("only at weekends", {SAT, SUN}),
    ],
)
def test_days_are_read(text: str, days: set[int]) -> None:
    said = after(text)
    assert said.subscription.rhythm.days == days
    assert "days" in said.changed


def test_only_mondays_is_a_text_a_week_on_mondays() -> None:
    rhythm = after("only mondays").subscription.rhythm
    assert (rhythm.often, rhythm.weekday) == (Often.WEEKLY, MON)


def test_any_day_takes_a_choice_of_days_back() -> None:
    chosen = after("only mondays").subscription
    assert after("any day is fine", chosen).subscription.rhythm.days == EVERY_DAY


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("straight away", Often.AT_ONCE),
        ("as soon as they come", Often.AT_ONCE),
        ("asap", Often.AT_ONCE),
        ("once a day", Often.DAILY),
        ("every morning", Often.DAILY),
        ("daily is fine", Often.DAILY),
        ("once a week", Often.WEEKLY),
        ("weekly", Often.WEEKLY),
        ("every friday", Often.WEEKLY),
        ("I do roofing", None),
    ],
)
def test_how_often_is_read(text: str, often: Often | None) -> None:
    assert often_meant(text) is often


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("no more than 2 a week", 2),
        ("max 3 texts a week", 3),
        ("at most one a week", 1),
        ("twice a week", 2),
        ("up to ten messages per week", 10),
        ("less", 2),
        ("too many texts", 2),
        ("send fewer", 2),
        ("more often please", 10),
    ],
)
def test_how_many_a_week_is_read(text: str, cap: int) -> None:
    assert after(text).subscription.rhythm.weekly_cap == cap


def test_less_than_one_a_week_at_once_is_a_weekly_text() -> None:
    few = replace(BEFORE, rhythm=Rhythm(weekly_cap=1))
    assert after("less", few).subscription.rhythm.often is Often.WEEKLY


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("not after 6pm", (time(8), time(18))),
        ("nothing after 6", (time(8), time(18))),
        ("not before 10", (time(10), time(20))),
        ("between 9 and 5", (time(9), time(17))),
        ("between 7.30am and 12 noon", (time(7, 30), time(12))),
        ("mornings only", (time(8), time(12))),
        ("only in the afternoon", (time(12), time(20))),
    ],
)
def test_hours_are_read(text: str, hours: tuple[time, time]) -> None:
    rhythm = after(text).subscription.rhythm
    assert (rhythm.opens, rhythm.closes) == hours


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("pause for 2 weeks", midnight(2026, 12, 10)),
        ("pause for a fortnight", midnight(2026, 12, 10)),
        ("pause till after eid", midnight(2027, 3, 13)),
        ("nothing until eid", midnight(2027, 3, 9)),
        ("pause for ramadan", midnight(2027, 3, 10)),
        ("pause until after christmas", midnight(2026, 12, 26)),
        ("hold them until 5 January", midnight(2027, 1, 5)),
        ("I'm on holiday until monday", midnight(2026, 11, 30)),
        ("stop texting me until next month", midnight(2026, 12, 1)),
        ("snooze", midnight(2026, 12, 10)),
        ("pause for 900 days", midnight(2027, 11, 27)),
    ],
)
def test_a_pause_is_read(text: str, until: datetime) -> None:
    said = after(text)
    assert said.subscription.paused_until == until
    assert said.changed == ("pause",)


def test_a_pause_that_ends_in_summer_ends_at_midnight_in_london() -> None:
    ends = after("pause until 1 July").subscription.paused_until
    assert ends == datetime(2027, 6, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize("text", ["resume", "start texting me again", "unpause please"])
def test_a_pause_can_be_ended(text: str) -> None:
    paused = replace(BEFORE, paused_until=midnight(2027, 1, 1))
    assert after(text, paused).subscription.paused_until is None


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("only over £500", Wishes(least=Decimal(500))),
        ("nothing under 1k", Wishes(least=Decimal(1000))),
        ("only under five grand", Wishes(most=Decimal(5000))),
        ("between £500 and £5,000", Wishes(least=Decimal(500), most=Decimal(5000))),
        ("within 3 miles", Wishes(within_miles=3)),
        ("no more than ten miles away", Wishes(within_miles=10)),
    ],
)
def test_wishes_are_read(text: str, wishes: Wishes) -> None:
    assert after(text).subscription.wishes == wishes


@pytest.mark.parametrize(
    ("text", "trades", "without"),
    [
        ("not cleaning", ["cleaning"], {"cleaning"}),
        ("no more catering please", ["catering"], {"catering"}),
        (
            "don't send me any cleaning or catering",
            ["cleaning", "catering"],
            {"cleaning", "catering"},
        ),
        ("stop sending me the gardening", ["gardening"], {"gardening"}),
        ("cleaning is fine", ["cleaning"], set()),
    ],
)
def test_trades_that_are_not_wanted_are_read(
    text: str, trades: list[str], without: set[str]
) -> None:
    assert after(text, trades=trades).subscription.wishes.without == without


def test_a_trade_can_be_wanted_again() -> None:
    before = replace(BEFORE, wishes=Wishes(without=frozenset({"cleaning"})))
    said = after("also cleaning", before, ["cleaning"])
    assert said.subscription.wishes.without == frozenset()


def test_near_misses_can_be_refused() -> None:
    assert not after("don't send near misses").subscription.near_misses


def test_two_wishes_in_one_message_are_both_read() -> None:
    said = after("only mondays and only over £500")
    assert said.subscription.rhythm.days == {MON}
    assert said.subscription.wishes.least == Decimal(500)


@pytest.mark.parametrize("text", ["", "hello", "what do you do?", "5 people", "thanks mate"])
def test_what_says_nothing_of_it_changes_nothing(text: str) -> None:
    assert after(text) == Said(BEFORE, ())
