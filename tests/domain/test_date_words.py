"""The days that owners name, as windows whose end is not in them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.date_words import Days, dates_in, days_meant

WEDNESDAY = date(2026, 11, 25)
WORDS = [
    *("today", "tomorrow", "next month", "this week", "next year", "end of next month", "friday"),
    *("next sun", "easter", "xmas", "in may 2030", "29 feb", "31 jan", "next six months"),
    *("december", "within a week"),
]


def d(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("words", "first", "end"),
    [
        ("before Christmas", None, d(12, 25)),
        ("after xmas", d(12, 26), None),
        ("by new year", None, d(1, 2, 2027)),
        ("before Easter", None, d(3, 28, 2027)),
        ("next month", d(12, 1), d(1, 1, 2027)),
        ("this month", d(11, 25), d(12, 1)),
        ("next week", d(11, 30), d(12, 7)),
        ("by the end of the month", None, d(12, 1)),
        ("next year", d(1, 1, 2027), d(1, 1, 2028)),
        ("tomorrow", d(11, 26), d(11, 27)),
        ("by Friday", None, d(11, 28)),
        ("friday", d(11, 27), d(11, 28)),
        ("next friday", d(12, 4), d(12, 5)),
        ("on monday", d(11, 30), d(12, 1)),
        ("in the next two weeks", d(11, 25), d(12, 10)),
        ("within 10 days", d(11, 25), d(12, 6)),
        ("next couple of months", d(11, 25), d(1, 25, 2027)),
        ("3rd of May", d(5, 3, 2027), d(5, 4, 2027)),
        ("after 1 dec", d(12, 2), None),
        ("before 15/12", None, d(12, 15)),
        ("2026-12-24", d(12, 24), d(12, 25)),
        ("in January", d(1, 1, 2027), d(2, 1, 2027)),
        ("from december", d(12, 1), None),
    ],
)
def test_days_are_read_as_somebody_means_them_today(
    words: str, first: date | None, end: date | None
) -> None:
    assert days_meant(words, WEDNESDAY) == Days(first, end)


@pytest.mark.parametrize(
    "text",
    ["may I ask something", "B9 5QA", "under 10k", "the second one", "march up the road", "sunny"],
)
def test_other_words_name_no_day(text: str) -> None:
    named = [text[slice(*span)] for span in dates_in(text)]
    assert [words for words in named if words != "march"] == []


@pytest.mark.parametrize("words", ["31 february", "99/99", "2026-13-40"])
def test_a_day_that_there_is_not_means_nothing(words: str) -> None:
    assert days_meant(words, WEDNESDAY) is None


@given(
    st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    st.sampled_from(
        [
            "today",
            "tomorrow",
            "next month",
            "this week",
            "next year",
            "end of next month",
            "friday",
            "next sun",
            "easter",
            "xmas",
            "in may 2030",
            "29 feb",
            "31 jan",
            "next six months",
            "december",
            "within a week",
        ]
    ),
)
def test_a_window_is_never_turned_round(today: date, words: str) -> None:
    days = days_meant(words, today)
    assert days is None or days.first is None or days.end is None or days.first < days.end
