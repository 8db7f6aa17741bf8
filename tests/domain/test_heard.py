"""Questions are told from answers, and corrections from names."""

from __future__ import annotations

import pytest

from bot.domain.heard import Heard, unpacked


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("when do they pay?", True),
        ("what is a pqq", True),
        ("hang on, how long does it take", True),
        ("do you need my postcode", True),
        ("Clean Sweep", False),
        ("Whatever Works Ltd", False),
        ("Dough & Co", False),
        ("we are called Isla's", False),
        ("B9 4AA", False),
    ],
)
def test_a_question_is_known_by_its_form(text: str, asks: bool) -> None:
    assert Heard(text).asks is asks


def test_a_question_is_known_by_a_sure_goal_too() -> None:
    assert Heard("the insurance thing", "ask_documents", 0.9).asks
    assert not Heard("the insurance thing", "ask_documents", 0.4).asks
    assert not Heard("", "ask_documents", 0.9, option="yes").asks


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("no, B9", "B9"),
        ("No B9", "B9"),
        ("sorry I meant Saltley", "Saltley"),
        ("no sorry, I mean B33", "B33"),
        ("actually it's Alum Rock", "Alum Rock"),
        ("oops, make that 20k", "20k"),
        ("it should be B8", "B8"),
        ("B9", None),
        ("no", None),
        ("nothing like that", None),
    ],
)
def test_what_is_put_right_is_read_without_the_words_around_it(text: str, rest: str | None) -> None:
    mended = Heard(text).mends
    assert (mended.text if mended else None) == rest


@pytest.mark.parametrize("name", ["No Limits Cleaning", "Make It Clean Ltd", "Actually Fresh"])
def test_a_name_may_look_like_a_correction(name: str) -> None:
    assert not Heard(name).mends_plainly


@pytest.mark.parametrize(
    "text", ["sorry, I meant Clean Sweep", "no, Clean Sweep", "my mistake, B9"]
)
def test_a_correction_beyond_doubt_is_one(text: str) -> None:
    assert Heard(text).mends_plainly


def test_what_is_packed_comes_back() -> None:
    heard = Heard("“no, B9”\n{}", "deny", 0.5, {"place": ("B9", "B8"), "ordinal": (2,)}, "")
    assert unpacked(heard.packed()) == heard
