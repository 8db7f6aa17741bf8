"""More of one opportunity, whichever way the owner points at it."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Criteria
from bot.domain.opportunity import OpportunityId
from bot.domain.place import Coverage
from bot.services.describe_opportunity import LAST
from tests.examples import cpv, in_days, opportunity, pounds
from tests.services.desk import OTHER, TALK, Desk

CLEANING = Criteria(trades=("cleaning",))


def searched(count: int = 4) -> Desk:
    """A desk at which the first three of so many jobs were shown, the nearest first."""
    titles = ["Cleaning of a school", "Window cleaning", "Office cleaning", "Cleaning of cars"]
    wide, here = Coverage(regions=("West Midlands",)), opportunity().coverage
    where = [here, wide, wide, Coverage()]
    worth = [pounds(20_000), pounds(200_000), pounds(300_000), pounds(300_000)]
    desk = Desk(
        *(
            opportunity(
                f"n{n}",
                title=titles[n],
                coverage=where[n],
                value=worth[n],
                deadline=in_days(10 + n),
            )
            for n in range(count)
        )
    )
    desk.find.find(TALK, CLEANING)
    return desk


def described(desk: Desk, **pointing: object) -> tuple[str, bool] | None:
    """Which one was meant, and whether it had to be guessed."""
    found = desk.describe.describe(TALK, **pointing)  # type: ignore[arg-type]
    return (str(found.opportunity.id), found.guessed) if found else None


@pytest.mark.parametrize(("ordinal", "one"), [(1, "n0"), (2, "n1"), (3, "n2"), (LAST, "n2")])
def test_a_place_in_the_list_is_that_of_the_list_shown(ordinal: int, one: str) -> None:
    assert described(searched(), ordinal=ordinal) == (one, False)


@pytest.mark.parametrize("ordinal", [0, 4, 99, -2])
def test_a_place_that_the_list_does_not_have_is_nobody(ordinal: int) -> None:
    assert described(searched(), ordinal=ordinal) is None


def test_after_more_the_places_are_those_of_the_new_page() -> None:
    desk = searched()
    desk.find.more(TALK)
    assert described(desk, ordinal=1) == ("n3", False)
    assert described(desk, ordinal=2) is None


def test_after_the_last_page_the_places_stay_those_last_shown() -> None:
    desk = searched(3)
    desk.find.more(TALK)
    assert described(desk, ordinal=2) == ("n1", False)


def test_a_trade_picks_the_one_whose_title_names_it() -> None:
    assert described(searched(), trade="window cleaning") == ("n1", False)


def test_a_trade_that_fits_several_is_guessed() -> None:
    assert described(searched(), trade="cleaning") == ("n0", True)


def test_a_trade_that_fits_none_falls_back_on_what_was_last_spoken_of() -> None:
    desk = searched()
    desk.describe.describe(TALK, ordinal=2)
    assert described(desk, trade="catering") == ("n1", False)


def test_without_pointing_the_first_is_guessed() -> None:
    assert described(searched()) == ("n0", True)


def test_the_only_one_need_not_be_guessed() -> None:
    assert described(searched(1)) == ("n0", False)


def test_what_was_last_spoken_of_is_meant_until_another_is() -> None:
    desk = searched()
    desk.describe.describe(TALK, ordinal=3)
    assert described(desk) == ("n2", False)
    desk.describe.describe(TALK, ordinal=2)
    assert described(desk) == ("n1", False)


def test_a_new_list_is_a_new_start() -> None:
    desk = searched()
    desk.describe.describe(TALK, ordinal=3)
    desk.find.find(TALK, CLEANING)
    assert described(desk) == ("n0", True)


def test_an_id_is_found_whatever_was_shown() -> None:
    desk = searched()
    food = opportunity("food", title="Catering", description="", cpv=cpv("55520000"))
    desk.store(food)
    found = desk.describe.describe(TALK, opportunity_id=OpportunityId("food"))
    assert found is not None
    assert found.opportunity.id == "food"
    assert found.match is None, "it does not match a search for cleaning"


def test_an_id_that_is_none_is_nobody() -> None:
    assert described(searched(), opportunity_id=OpportunityId("nobody")) is None


def test_nothing_can_be_told_before_anything_was_shown() -> None:
    desk = Desk(opportunity("one"))
    assert described(desk) is None
    assert described(desk, ordinal=1) is None
    desk.find.find(OTHER, CLEANING)
    assert described(desk, ordinal=LAST) is None


def test_it_is_told_how_it_matches_the_search() -> None:
    found = searched().describe.describe(TALK, ordinal=2)
    assert found is not None
    assert found.match is not None
    assert found.match.opportunity == found.opportunity
    assert found.match.reasons


def test_what_has_closed_since_can_still_be_told() -> None:
    desk = searched()
    desk.clock.pass_by(days=10)
    found = desk.describe.describe(TALK, ordinal=1)
    assert found is not None
    assert (found.opportunity.id, found.match) == ("n0", None)


def test_what_is_asked_about_from_its_own_page_is_the_one_spoken_of() -> None:
    desk = searched()
    assert desk.describe.put_at_hand(TALK, OpportunityId("n3"), desk.clock.now())
    assert described(desk) == ("n3", False)
    assert desk.describe.put_at_hand(OTHER, OpportunityId("n1"), desk.clock.now())
    search = desk.find.more(OTHER)
    assert search is not None


def test_what_is_not_there_is_not_put_at_hand() -> None:
    desk = searched()
    assert not desk.describe.put_at_hand(TALK, OpportunityId("nothing"), desk.clock.now())
    assert described(desk) == ("n0", True)
