"""A word of several trades means what the rest of the sentence speaks for."""

from __future__ import annotations

import pytest

from bot.domain.shared_word import SharedWord
from bot.domain.trade import READ_ANEW, Trade, Trades

KITCHENS = SharedWord(
    ("kitchens", "kitchen"),
    ("fitting", "cooking"),
    {
        "fitting": ("worktops", "fit", "plumber"),
        "cooking": ("chef", "meals", "in kitchens"),
    },
)
BUILDING = Trade("building", ("45000000",), ("builder", "plastering"), ())
TRADES = Trades(
    [
        BUILDING,
        Trade("fitting", ("45421151",), ("kitchens", "bathrooms"), (), broader="building"),
        Trade("cooking", ("55500000",), ("cook", "kitchen porter"), ()),
    ],
    [KITCHENS],
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kitchens", ["fitting", "cooking"]),  # nothing tells
        ("kitchens, I fit worktops", ["fitting"]),
        ("chef in your kitchen", ["cooking"]),
        ("I do everything in kitchens", ["cooking"]),  # a phrase with the word itself
        ("meals and worktops, fit, kitchens", ["fitting", "cooking"]),  # better spoken for
        ("Kitchens. I was a chef once", ["cooking"]),  # no help in its sentence, so the whole text
        ("I fit kitchens. I was a chef once", ["fitting"]),  # its own sentence first
        ("I cook. Kitchens too", ["cooking"]),  # a trade named otherwise
        ("plastering, kitchens", ["building", "fitting"]),  # a relative named otherwise
        ("kitchen porter", ["cooking"]),  # a longer phrase of one trade
        ("garden", []),
        ("", []),
    ],
)
def test_its_company_tells_which_trades_it_brings(text: str, names: list[str]) -> None:
    assert [trade.name for trade in TRADES.found_in(text)] == names


def test_a_mention_of_two_trades_stands_at_one_place() -> None:
    mentions = TRADES.mentions("My Kitchens!")
    assert [(m.trade.name, m.start, m.end) for m in mentions] == [
        ("fitting", 3, 11),
        ("cooking", 3, 11),
    ]


def test_a_word_that_is_said_very_often_is_read_anew_only_a_few_times() -> None:
    text = "kitchens. " * READ_ANEW + "I cook in kitchens. " + "kitchens " * 5_000
    assert [trade.name for trade in TRADES.found_in(text)][-1] == "cooking"


def test_in_a_notice_a_phrase_that_means_something_else_is_none() -> None:
    video = Trade("video", (), ("film",), (), but_not=("body worn video",))
    trades = Trades([video])
    assert trades.found_in("Body-worn video cameras") == ()
    assert trades.found_in("A video about body worn video") == (video,)


def test_accents_and_apostrophes_may_be_left_off_or_put_on() -> None:
    trades = Trades([Trade("cleaning", (), ("sprzątanie", "curățenie"), ())])
    for text in ("sprzątanie", "SPRZATANIE", "curatenie", "curăţenie"):
        assert trades.found_in(text), text
