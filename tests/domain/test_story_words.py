"""What an owner wants with stories of work that they won, in their own words."""

from __future__ import annotations

import pytest

from bot.domain.story_words import StoryWish, read_story_wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("STORY", StoryWish.TELL),
        ("tell my story", StoryWish.TELL),
        ("I'd like to tell you my story", StoryWish.TELL),
        ("case study", StoryWish.TELL),
        ("let's write another case study", StoryWish.TELL),
        ("show my stories", StoryWish.SHOW),
        ("where is our story?", StoryWish.SHOW),
        ("take my story down", StoryWish.HIDE),
        ("take down the story", StoryWish.HIDE),
        ("please remove that case study", StoryWish.HIDE),
        ("don't show my story any more", StoryWish.HIDE),
        ("delete my stories", StoryWish.HIDE),
    ],
)
def test_a_wish_about_stories_is_heard(text: str, wish: StoryWish) -> None:
    assert read_story_wish(text) is wish


@pytest.mark.parametrize(
    "text",
    [
        "long story short, we clean offices in Saltley",
        "we do two storey extensions",
        "hide me from buyers",
        "delete my data",
        "take me to the list",
        "we fit shelves for a history museum",
        "is there work for a story teller",
    ],
)
def test_other_words_are_left_to_the_dialogue(text: str) -> None:
    assert read_story_wish(text) is None
