"""What a profile fills in where a search leaves it unsaid."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.conversation import Criteria
from bot.domain.place import Coverage, Place
from bot.domain.profile_facts import JobSize, Part, Travel
from tests.examples import BORDESLEY, LEEDS, cpv, opportunity, pounds
from tests.services.profile_talk import TALK, Owner

FACTS = {
    Part.TRADES: ("cleaning",),
    Part.PLACE: "B9 4AA",
    Part.TRAVEL: Travel(5),
    Part.SIZE: JobSize(Decimal(500), Decimal(5_000)),
}
NEAR = Coverage("B9 4AA", BORDESLEY.point)


@pytest.fixture
def owner() -> Owner:
    """A cleaner with a profile, among jobs near and far, small and large."""
    made = Owner(
        opportunity("near", value=pounds(4_000), coverage=NEAR),
        opportunity("large", value=pounds(40_000), coverage=NEAR),
        opportunity("far", value=pounds(4_000), coverage=Coverage("LS1", LEEDS)),
        opportunity("wide", value=pounds(4_000), coverage=Coverage(regions=("West Midlands",))),
        opportunity(
            "food",
            title="Catering",
            description="Food.",
            cpv=cpv("55520000"),
            value=pounds(4_000),
            coverage=NEAR,
        ),
    )
    made.desk.keep.note(TALK, FACTS)
    return made


def found(owner: Owner, criteria: Criteria) -> set[str]:
    page = owner.find.find(TALK, criteria, owner.desk.usual.of(TALK))
    return {match.opportunity.id for match in page.matches}


def test_a_search_without_words_of_its_own_uses_the_profile(owner: Owner) -> None:
    assert found(owner, Criteria()) == {"near", "wide"}


def test_the_answer_says_what_was_filled_in(owner: Owner) -> None:
    page = owner.find.find(TALK, Criteria(), owner.desk.usual.of(TALK))
    told = owner.desk.usual.told(page.criteria)
    assert told == "trade cleaning; based in B9 4AA; travel up to 5 miles; jobs up to £5,000"
    page = owner.find.find(TALK, Criteria(trades=("catering",)), owner.desk.usual.of(TALK))
    assert "trade" not in owner.desk.usual.told(page.criteria)


def test_another_trade_keeps_the_place_and_the_size_of_the_profile(owner: Owner) -> None:
    assert found(owner, Criteria(trades=("catering",))) == {"food"}


def test_what_is_said_goes_before_the_profile(owner: Owner) -> None:
    assert "large" in found(owner, Criteria(max_value=Decimal(50_000)))


def test_a_place_that_was_said_goes_on_and_one_that_was_filled_in_does_not(owner: Owner) -> None:
    owner.find.find(TALK, Criteria(place=Place("Solihull", None)), owner.desk.usual.of(TALK))
    page = owner.find.find(TALK, Criteria(), owner.desk.usual.of(TALK))
    assert page.criteria.place == Place("Solihull", None)
    assert "place" not in page.criteria.by_profile
    other = Owner()
    other.desk.keep.note(TALK, FACTS)
    other.find.find(TALK, Criteria(), other.desk.usual.of(TALK))
    other.change("we moved to B33")
    page = other.find.find(TALK, Criteria(), other.desk.usual.of(TALK))
    assert page.criteria.place is not None
    assert page.criteria.place.name == "B33"


def test_the_distance_counts_from_the_profiles_place_alone(owner: Owner) -> None:
    asked = Criteria(place=Place("Leeds", LEEDS))
    assert owner.find.find(TALK, asked, owner.desk.usual.of(TALK)).criteria.goes_miles is None


def test_without_a_profile_nothing_is_filled_in() -> None:
    owner = Owner()
    assert owner.desk.usual.of(TALK) == Criteria()
    assert Criteria().filled_in(Criteria()) == Criteria()


def test_a_place_that_nobody_knows_is_far_away(owner: Owner) -> None:
    owner.desk.keep.note(TALK, {Part.PLACE: "Glasgow"})
    assert owner.desk.usual.of(TALK).place == Place("Glasgow", None)


def test_work_in_own_words_is_searched_by_its_words() -> None:
    owner = Owner()
    owner.desk.keep.note(TALK, {Part.WORK: "we do tarot reading", Part.TRADES: ()})
    assert owner.desk.usual.of(TALK).words == "tarot reading"
