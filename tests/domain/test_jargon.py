"""Which term a message names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.jargon import Term, find_term

ITT = Term("invitation to tender", ("ITT",), "The papers.", None)
TENDER = Term("tender", ("tendering",), "An offer.", "Act")
DPS = Term("dynamic market", ("DPS", "dynamic purchasing system (old)"), "A list.", None)
TERMS = (TENDER, ITT, DPS)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("what is a Tender?", TENDER),
        ("what's an invitation to tender", ITT),
        ("itt?", ITT),
        ("DPS or tendering", TENDER),
        ("dynamic purchasing system (old)", DPS),
        ("tenderness", None),
        ("", None),
    ],
)
def test_the_longest_spelling_in_the_message_decides(text: str, term: Term | None) -> None:
    assert find_term(text, TERMS) == term


@given(st.permutations(TERMS))
def test_the_order_of_the_terms_does_not_matter_to_the_longest(terms: list[Term]) -> None:
    assert find_term("an invitation to tender for a DPS", terms) == ITT


def test_without_terms_nothing_is_found() -> None:
    assert find_term("tender", ()) is None
