"""Seeing quickly that a text is sound gives what the whole repair would give."""

from __future__ import annotations

import ftfy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.notices.repair import WHOLE_REPAIR, repaired

PIECES = st.sampled_from(
    [
        *("Cleaning", " ", "A & B", "£", "\u2013", "\u2019", "\u201c", "\u2022", "\xa0", "\u2026"),
        *("&amp;", "&#039;", "&#13;", "&amp;amp;", "&pound;", "&nbsp;", "<b>", "&lt;", "&x;"),
        *("\r\n", "\r", "\n", "\t", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", "\ufb01", "\uff21"),
        *("â€™", "Â£", "Ã©", "é", "e\u0301", "\ud83d\ude00", "ƒ", "œ ", "à", "\u00c2 ", "™"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join) | st.text(max_size=30)


@settings(max_examples=400)
@given(TEXTS)
@example("£\u201cfifty\u201d")
@example("&#38;pound;")
def test_every_text_comes_out_as_the_whole_repair_gives_it(text: str) -> None:
    assert repaired(text) == ftfy.fix_text(text, WHOLE_REPAIR)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Two rooms.\r\nTwice a week.", "Two rooms.\nTwice a week."),
        ("Parks &amp; gardens", "Parks & gardens"),
        ("Parks & gardens", "Parks & gardens"),
        ("the buyerâ€™s hall", "the buyer\u2019s hall"),
        ("the buyer\u2019s hall \u2013 £5", "the buyer\u2019s hall \u2013 £5"),
    ],
)
def test_a_text_reads_as_its_writer_meant_it(said: str, meant: str) -> None:
    assert repaired(said) == meant
