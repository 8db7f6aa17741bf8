"""When a firm works, in owners' words."""

from __future__ import annotations

from datetime import time

import pytest

from bot.domain.hours_words import read_hours
from bot.domain.profile_facts import Day, Hours, TimeOfDay

WEEK = tuple(Day)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("mornings only, not fridays", Hours((), (Day.FRIDAY,), (TimeOfDay.MORNINGS,))),
        ("mon to thurs 9-5", Hours(WEEK[:4], (), (), time(9), time(17))),
        ("weekdays", Hours(WEEK[:5])),
        ("evenings and weekends", Hours(WEEK[5:], (), (TimeOfDay.EVENINGS,))),
        ("every day but sunday", Hours(WEEK[:6], (Day.SUNDAY,))),
        ("can't do mondays but I can do weekends", Hours(WEEK[5:], (Day.MONDAY,))),
        ("mon-fri 8am to 6.30pm", Hours(WEEK[:5], (), (), time(8), time(18, 30))),
        ("6 to 10pm", Hours((), (), (), time(18), time(22))),
        ("after 3", Hours((), (), (), time(15))),
        ("until 2pm", Hours((), (), (), None, time(14))),
        ("whenever", Hours(any_time=True)),
        ("24/7", Hours(any_time=True)),
    ],
)
def test_days_and_times_are_read_and_nothing_is_added(said: str, hours: Hours) -> None:
    assert read_hours(said, asked=True) == hours


@pytest.mark.parametrize("said", ["it closes on friday", "up to 5-10k", "5 to 10 miles", "any"])
def test_unasked_a_day_counts_only_where_working_is_spoken_of(said: str) -> None:
    assert read_hours(said) is None


def test_what_is_ruled_out_unasked_is_read() -> None:
    assert read_hours("I can't do Fridays") == Hours((), (Day.FRIDAY,))


def test_what_names_no_time_is_none() -> None:
    assert read_hours("term time", asked=True) is None
