"""Words that point back are read as such, and ordinary words are left alone."""

from __future__ import annotations

import pytest

from bot.domain.looking_back import Back, instead, pointed_back


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("go back to the first list", Back.FIRST_LIST),
        ("can you show me the first list again please", Back.FIRST_LIST),
        ("back to the original search", Back.FIRST_LIST),
        ("the first ones you showed me", Back.FIRST_LIST),
        ("go back", Back.LIST_BEFORE),
        ("no, go back", Back.LIST_BEFORE),
        ("undo that", Back.LIST_BEFORE),
        ("the list before", Back.LIST_BEFORE),
        ("show me the previous list", Back.LIST_BEFORE),
        ("the last list you gave me", Back.LIST_BEFORE),
        ("back to the list", Back.THIS_LIST),
        ("show me that list again", Back.THIS_LIST),
        ("what was the first one you showed me?", Back.FIRST_SHOWN),
        ("What was the very first job you showed me", Back.FIRST_SHOWN),
        ("what did you show me first", Back.FIRST_SHOWN),
        ("go back to the first one you showed me", Back.FIRST_SHOWN),
        ("not that one, the other one", Back.OTHER_ONE),
        ("no the other one", Back.OTHER_ONE),
        ("I meant the other one", Back.OTHER_ONE),
        ("the one before", Back.ONE_BEFORE),
        ("what about the previous one?", Back.ONE_BEFORE),
        ("the next one", Back.ONE_AFTER),
    ],
)
def test_what_points_back_is_known(text: str, back: Back) -> None:
    assert pointed_back(text) is back


@pytest.mark.parametrize(
    "text",
    [
        "tell me about the first one",
        "the first one",
        "the last one",
        "show me more",
        "show me the list of buyers",
        "back garden fencing",
        "I want jobs on the other side of town",
        "when do the next ones close?",
        "go back to the catering ones",
        "the next one after Christmas",
    ],
)
def test_ordinary_words_point_nowhere(text: str) -> None:
    assert pointed_back(text) is None


def test_what_is_meant_instead_is_what_follows() -> None:
    assert instead("not that one, the third one") == "the third one"
    assert instead("No not this, number 2") == "number 2"
    assert instead("not for me") is None
