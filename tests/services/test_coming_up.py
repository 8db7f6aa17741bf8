"""What is planned or forecast, told apart from what is open."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.conversation import Criteria
from bot.domain.opportunity import Kind
from tests.examples import ALUM_ROCK, NOW, cpv, opportunity
from tests.services.desk import TALK, Desk, ids

CLEANING = Criteria(trades=("cleaning",))
NEXT_YEAR = NOW.date() + timedelta(days=200)
OPEN = opportunity("open")
PLANNED = opportunity("planned", kind=Kind.PLANNED, deadline=None)
FORECAST = opportunity("forecast", kind=Kind.RE_LET, deadline=None, ends_on=NEXT_YEAR)
KITCHEN = opportunity(
    "kitchen",
    kind=Kind.PLANNED,
    deadline=None,
    title="Catering",
    description="Food.",
    cpv=cpv("55520000"),
)


def a_desk() -> Desk:
    """One of each."""
    return Desk(OPEN, PLANNED, FORECAST, KITCHEN)


def test_only_what_is_not_open_yet_comes_up() -> None:
    assert ids(a_desk().find.coming_up(TALK, CLEANING)) == ["planned", "forecast"]


def test_the_work_and_the_place_last_named_are_kept() -> None:
    desk = a_desk()
    desk.find.find(TALK, Criteria(trades=("catering",), place=ALUM_ROCK))
    page = desk.find.coming_up(TALK, Criteria(words="contracts ending soon"))
    assert ids(page) == ["kitchen"]
    assert page.criteria.place == ALUM_ROCK


def test_a_new_search_afterwards_is_for_what_is_open_too() -> None:
    desk = a_desk()
    desk.find.coming_up(TALK, CLEANING)
    assert "open" in ids(desk.find.find(TALK, CLEANING))


def test_what_is_open_comes_before_what_must_be_waited_for() -> None:
    assert ids(a_desk().find.find(TALK, CLEANING)) == ["open", "planned", "forecast"]


def test_more_of_what_comes_up_is_not_open_either() -> None:
    plans = [opportunity(f"p{n}", kind=Kind.PLANNED, deadline=None) for n in range(5)]
    desk = Desk(OPEN, *plans)
    desk.find.coming_up(TALK, CLEANING)
    more = desk.find.more(TALK)
    assert more
    assert len(ids(more)) == 2
    assert "open" not in ids(more)


def test_where_nothing_comes_up_the_last_list_still_stands() -> None:
    desk = Desk(OPEN)
    desk.find.find(TALK, CLEANING)
    assert desk.find.coming_up(TALK, CLEANING).total == 0
    with desk.storage.transaction() as work:
        last = work.searches.latest(TALK)
    assert last
    assert last.ranked == (OPEN.id,)
