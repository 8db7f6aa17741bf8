"""Days and times as people write them; what may mean another day is refused."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.notices.lists import days
from connectors.notices.lists.cells import UnreadableCellError
from tests.connectors.notices.lists.making import reason_of

DAYS = st.dates(date(days.FIRST_YEAR, 1, 1), date(days.LAST_YEAR, 12, 31))
FORMS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%A %d %B %Y"]


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_is_read_in_every_usual_form(on: date, form: str) -> None:
    assert days.day(on.strftime(form)) == on


@given(DAYS, st.times())
def test_a_date_cell_is_its_day(on: date, at: time) -> None:
    assert days.day(datetime.combine(on, at)) == on


@pytest.mark.parametrize(
    "written", ["1st March 2027", "1 Mar. 2027", "1/3/2027", "1 of March 2027"]
)
def test_other_ways_of_the_same_day(written: str) -> None:
    assert days.day(written) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31/02/2026", "is not a date"),
        ("12/31/2026", "is not a date"),
        ("soon", "is not a date"),
        ("1/3-2026", "is not a date"),
        ("01/03/26", "may mean several days"),
        ("1 March 26", "may mean several days"),
        ("1 March", "has no year"),
        ("March 1, 2027", "has the month first"),
        ("46012", "is a number"),
        ("46012.5", "is a number"),
        ("Monday 3 March 2027", "another weekday"),
        ("01/03/0027", "a year that no contract has"),
        ("31/12/9999", "a year that no contract has"),
    ],
)
def test_what_may_be_another_day_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(UnreadableCellError, match=reason) as refused:
        days.day(written)
    assert written in str(refused.value)


@pytest.mark.parametrize(
    "written", ["31/12/2026 14:30", "2026-12-31T14:30:00", "31/12/2026 2.30pm"]
)
def test_a_time_may_stand_behind_the_day(written: str) -> None:
    assert days.day(written) == date(2026, 12, 31)
    assert days.time_within(written) == time(14, 30)


def test_a_date_cell_without_a_time_has_none() -> None:
    assert days.time_within(datetime.combine(date(2026, 12, 31), time())) is None
    assert days.time_within("31/12/2026") is None


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("12:00", time(12)),
        ("9.15", time(9, 15)),
        ("17:00:00", time(17)),
        ("5pm", time(17)),
        ("2.30 PM", time(14, 30)),
        ("11 a.m.", time(11)),
        ("Noon", time(12)),
        (time(16), time(16)),
        (datetime.combine(date(1899, 12, 30), time(16)), time(16)),
    ],
)
def test_a_time_is_read_as_people_write_it(written: str | time | datetime, at: time) -> None:
    assert days.clock(written) == at


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("midnight", "can begin or end a day"),
        ("12am", "noon or midnight"),
        ("12", "is not a time"),
        ("24:00", "is not a time"),
        ("13pm", "is not a time"),
        ("0am", "is not a time"),
        ("close of business", "is not a time"),
    ],
)
def test_what_may_be_another_time_is_refused(written: str, reason: str) -> None:
    with pytest.raises(UnreadableCellError, match=reason):
        days.clock(written)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    for read in (days.day, days.clock, days.time_within):
        assert reason_of(read, text).isprintable()
