"""Which opportunity a question is about, without guessing."""

from __future__ import annotations

from bot.domain.conversation import Criteria, Search
from bot.domain.opportunity import OpportunityId
from bot.services.opportunity_at_hand import LAST, AtHand, OpportunityAtHand
from tests.examples import NOW, opportunity
from tests.services.desk import OTHER, TALK, Desk

ONE, TWO = opportunity("one"), opportunity("two")


def shown(*ids: str, focus: str | None = None) -> OpportunityAtHand:
    """A conversation in which these were shown and that one was spoken of."""
    desk = Desk(ONE, TWO)
    page = tuple(OpportunityId(name) for name in ids)
    spoken_of = OpportunityId(focus) if focus else None
    with desk.storage.transaction() as work:
        work.searches.save(Search(TALK, Criteria(), page, len(page), NOW, page, focus=spoken_of))
    return OpportunityAtHand(desk.storage)


def test_among_several_none_is_at_hand() -> None:
    assert shown("one", "two").of(TALK) == AtHand(None, 2)


def test_the_only_one_is_at_hand() -> None:
    assert shown("one").of(TALK) == AtHand(ONE, 1)


def test_the_one_last_spoken_of_is_at_hand() -> None:
    assert shown("one", "two", focus="two").of(TALK).opportunity == TWO


def test_one_that_is_pointed_at_stays_the_one_spoken_of() -> None:
    at_hand = shown("one", "two")
    assert at_hand.of(TALK, ordinal=LAST).opportunity == TWO
    assert at_hand.of(TALK).opportunity == TWO
    assert at_hand.of(TALK, ordinal=1).opportunity == ONE
    assert at_hand.of(TALK, opportunity_id=OpportunityId("two")).opportunity == TWO


def test_a_number_that_is_not_there_points_at_none() -> None:
    for number in (0, 3, -2):
        assert shown("one", "two").of(TALK, ordinal=number).opportunity is None


def test_where_nothing_was_shown_none_is_at_hand() -> None:
    assert shown("one").of(OTHER) == AtHand(None, 0)
    assert shown("one").of(OTHER, ordinal=1) == AtHand(None, 0)
