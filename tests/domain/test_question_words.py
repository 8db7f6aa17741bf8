"""The question to a buyer is found in the message that wishes it asked."""

from __future__ import annotations

import pytest

from bot.domain.question_words import question_in


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("can you ask them if parking is provided", "Can you tell us if parking is provided?"),
        (
            "ask the buyer whether the meat has got to be halal",
            "Can you tell us whether the meat has got to be halal?",
        ),
        ("ask the school do they want nut free", "Do they want nut free?"),
        ("query for buyer: is the 4k inc or ex vat", "Is the 4k inc or ex vat?"),
        ("send this to them: what flooring is there now?", "What flooring is there now?"),
        ("I want to ask the council something", ""),
        ("I have a question", ""),
        ("pls ask is halal ok", ""),
    ],
)
def test_it_is_found_or_asked_for(said: str, question: str) -> None:
    assert question_in(said) == question
