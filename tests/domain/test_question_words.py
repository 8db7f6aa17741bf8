"""The question to a buyer is found in the message that wishes it asked."""

from __future__ import annotations

import pytest

from bot.domain.question_words import question_in, wants_answers


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
        ("ask number 1 do you need a DBS", "Do you need a DBS?"),
        ("can you ask the first one if there is parking", "Can you tell us if there is parking?"),
        ("ask the buyer of the first one how many meals", "How many meals?"),
        ("ask em is it stairs?", "Is it stairs?"),
        ("question for them is: do you want it weekly", "Do you want it weekly?"),
        ("I want to ask the council something", ""),
        ("I have a question", ""),
        ("pls ask is halal ok", ""),
    ],
)
def test_it_is_found_or_asked_for(said: str, question: str) -> None:
    assert question_in(said) == question


@pytest.mark.parametrize(
    ("said", "looks"),
    [
        ("have they answered my question?", True),
        ("any answer to my question?", True),
        ("what questions did others ask?", True),
        ("what did the other firms ask", True),
        ("show me the questions and answers", True),
        ("ask them to answer question 5", False),
        ("did they get my price?", False),
        ("ask the buyer how to answer", False),
    ],
)
def test_who_looks_for_an_answer_asks_nothing(said: str, looks: bool) -> None:
    assert wants_answers(said) is looks
