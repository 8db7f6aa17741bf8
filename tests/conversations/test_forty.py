"""Forty conversations as strangers would have them, each answer held to what a good one says."""

from __future__ import annotations

import pytest

from bot.domain.guidance import MOST_WORDS
from tests.client import Chat, Reply
from tests.conversations.answers import is_answer
from tests.conversations.stories_told import Story, Turn, stories

STORIES = stories()
EXPLAINING = (
    "utter_guidance",
    "utter_threshold_ruling",
    "utter_threshold_change",
    "utter_jargon_sourced",
    "utter_threshold_depends",
    "utter_threshold_below_for_all",
    "utter_threshold_covered_for_all",
)
NEVER = (
    "definitely reserved",
    "definitely yours",
    "you qualify",
    "you should sue",
    "guaranteed",
    "reserved for East Birmingham",
    "reserved for you",
    "{",
)
"""What no answer may say, to anybody."""

FEWEST, FEWEST_THAT_WANDER, SUBJECTS = 40, 10, 6


def test_there_are_forty_and_ten_of_them_wander() -> None:
    assert len(STORIES) >= FEWEST
    wandering = [story for story in STORIES if story.wanders]
    assert len(wandering) >= FEWEST_THAT_WANDER
    assert all(len(story.turns) >= SUBJECTS for story in wandering)
    assert len({story.who for story in STORIES}) == len(STORIES)


@pytest.mark.parametrize("story", STORIES, ids=lambda one: f"{one.file}: {one.who}")
def test_each_answer_says_what_a_good_one_says(chat: Chat, story: Story) -> None:
    for turn in story.turns:
        reply = chat.say(turn.say)
        wrong = faults(turn, reply)
        assert not wrong, f"“{turn.say}”: {wrong}\n\n{reply.text}"


def faults(turn: Turn, reply: Reply) -> list[str]:
    """What is wrong with the answer, in words."""
    text = reply.text.casefold()
    found = [f"does not say “{one}”" for one in turn.says if one.casefold() not in text]
    if turn.says_one_of and not any(one.casefold() in text for one in turn.says_one_of):
        found.append(f"says none of {turn.says_one_of}")
    found += [f"says “{one}”" for one in turn.never if one.casefold() in text]
    found += [f"says “{one}”" for one in NEVER if one in reply.text]
    if turn.responses and not is_answer(reply, *turn.responses):
        found.append(f"is none of {turn.responses}")
    if turn.cards is not None and bool(reply.cards) is not turn.cards:
        found.append("shows cards" if reply.cards else "shows no cards")
    return found + _faults_of_law(reply)


def _faults_of_law(reply: Reply) -> list[str]:
    """An answer on the law names its source and the day; a first one has at most eighty words."""
    if not is_answer(reply, *EXPLAINING) or "\nWhat to prepare: " in reply.text:
        return []
    said, _, source = reply.text.partition("\n\nSource: ")
    found = [] if ", from " in source else ["names no source with its day"]
    return found + ([] if len(said.split()) <= MOST_WORDS else ["is too long"])
