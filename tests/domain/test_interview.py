"""Each step of an interview moves it as told, and none loses an answer."""

from __future__ import annotations

import pytest

from bot.domain.conversation import ConversationId
from bot.domain.interview import LONG_AGO, Interview, State
from tests.examples import NOW

KEYS = ("name", "place", "size")
BEGUN = Interview(ConversationId("talk"), "page", NOW, NOW)


def test_questions_come_in_their_order_but_for_those_answered_or_skipped() -> None:
    assert BEGUN.next_of(KEYS) == "name"
    moved = BEGUN.taking({"place": "B9"}, NOW).skipping("name", NOW)
    assert moved.next_of(KEYS) == "size"
    assert moved.taking({"size": 3}, NOW).next_of(KEYS) is None


def test_back_goes_along_the_way_that_was_come() -> None:
    moved = BEGUN.taking({"place": "B9"}, NOW).taking({"name": "A"}, NOW)
    back = moved.back_from("size", NOW)
    assert back
    assert back.next_of(KEYS) == "name"
    again = back.back_from("name", NOW)
    assert again
    assert again.next_of(KEYS) == "place"
    assert again.back_from("place", NOW) is None


def test_an_answer_given_before_stays_until_another_takes_its_place() -> None:
    back = BEGUN.taking({"name": "A"}, NOW).back_from("place", NOW)
    assert back
    assert back.answers == {"name": "A"}
    assert back.skipping("name", NOW).answers == {"name": "A"}
    assert back.taking({"name": "B"}, NOW).answers == {"name": "B"}


def test_digressions_lead_from_the_question_to_doubt_to_rest() -> None:
    states = []
    moved = BEGUN
    for _ in range(3):
        moved = moved.digressed(NOW)
        states.append(moved.state)
    assert states == [State.OPEN, State.DOUBTED, State.RESTING]
    assert moved.listening(NOW).digressed(NOW).state is State.OPEN


@pytest.mark.parametrize(("over", "state"), [(-1, State.OPEN), (0, State.OPEN), (1, State.DOUBTED)])
def test_after_more_than_an_hour_one_digression_is_enough(over: int, state: State) -> None:
    later = NOW + LONG_AGO + over * LONG_AGO / 100
    assert BEGUN.digressed(later).state is state
