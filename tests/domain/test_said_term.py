"""Whether a sum is for a year or in all, and for how long, in the words of owners."""

from __future__ import annotations

import pytest

from bot.domain.said_term import SaidTerm, read_term, read_term_answer

IN_ALL = SaidTerm(is_in_all=True)


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("£2,000 a month for 2 years", SaidTerm(12, months=24)),
        ("£500 a week for 36 months", SaidTerm(52, months=36)),
        ("60k a year for 3 years plus 2", SaidTerm(1, months=36, extension_months=24)),
        ("a 2+1+1 contract at 30k a year", SaidTerm(1, months=24, extension_months=24)),
        ("£60,000 over three years", SaidTerm(months=36)),
        ("20k plus vat and 2 vans", SaidTerm()),
        ("within 5 miles for 3 jobs", SaidTerm()),
    ],
)
def test_the_term_is_read_from_a_question(said: str, term: SaidTerm) -> None:
    assert read_term(said) == term


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("in all", IN_ALL),
        ("that's the total", IN_ALL),
        ("in all, plus vat", IN_ALL),
        ("it's a year", SaidTerm(1)),
        ("a year, for 3 years plus 2", SaidTerm(1, months=36, extension_months=24)),
        ("per annum for two years", SaidTerm(1, months=24)),
        ("3 years", SaidTerm(months=36)),
        ("3", SaidTerm(months=36)),
        ("I think five years", SaidTerm(months=60)),
        ("3+2", SaidTerm(months=36, extension_months=24)),
        ("36 months", SaidTerm(months=36)),
        ("for five years with an option of 2 more", SaidTerm(months=60, extension_months=24)),
    ],
)
def test_an_answer_is_read_by_itself(said: str, term: SaidTerm) -> None:
    assert read_term_answer(said) == term


@pytest.mark.parametrize(
    "said",
    ["cleaning in B9", "5 miles", "the second one", "show me 3", "yes", "more", "thanks", "10k",
     "2 more", "2 or 3 years", "what does a year of it pay?", "", "2026"],
)  # fmt: skip
def test_what_says_anything_else_is_no_answer(said: str) -> None:
    assert read_term_answer(said) is None
