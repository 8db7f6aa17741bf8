"""Work that was won is one, whoever told of it, and has one story."""

from __future__ import annotations

from bot.domain.opportunity import OpportunityId
from bot.domain.supplier import SupplierId
from bot.domain.won_work import WonWork, each_once, story_id
from tests.examples import NOW, in_days

FIRM = SupplierId("firm")
HALL = WonWork("Eastside Council", "A hall", OpportunityId("hall"), NOW)


def test_a_win_that_both_sides_told_is_one_and_the_last_comes_first() -> None:
    told_by_buyer = WonWork("Eastside Council", "The hall", OpportunityId("hall"), in_days(2))
    note = WonWork("Westside College", "", None, in_days(1))
    same = WonWork("The Westside College", "", None, NOW)
    assert each_once([HALL, note, told_by_buyer, same]) == [told_by_buyer, note]


def test_each_work_of_a_firm_has_one_story() -> None:
    later = WonWork("Eastside Council", "Renamed", OpportunityId("hall"), in_days(9))
    assert story_id(FIRM, HALL) == story_id(FIRM, later)
    assert story_id(FIRM, HALL) != story_id(SupplierId("other"), HALL)
    assert len(story_id(FIRM, HALL)) == 36
