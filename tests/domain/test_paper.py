"""What an owner says of their papers, held against what a notice asks for."""

from __future__ import annotations

import pytest

from bot.domain.demand_patterns import Asked
from bot.domain.demands import demands_in
from bot.domain.paper import Have, Paper, compare, paper_asked_about, speaks_of_papers

LIABILITY = Paper("public liability", Asked.INSURANCE, ("public liability", "PLI"), "Ask a broker.")
EMPLOYERS = Paper("employers' liability", Asked.INSURANCE, ("employers' liability",), "Ask.")
DBS = Paper("a DBS check", Asked.CHECK, ("DBS",), "Ask the buyer.")
PAPERS = (LIABILITY, EMPLOYERS, DBS)
NOTICE = (
    "You must hold public liability insurance of £5 million. An enhanced DBS check is required."
)
ASKED = demands_in("Cleaning", NOTICE)


def have(said: str) -> dict[str, Have]:
    return {one.paper.name: one.have for one in compare(said, ASKED, PAPERS) if one.paper}


def test_the_notice_asks_for_two_things() -> None:
    assert [one.kind for one in ASKED] == [Asked.INSURANCE, Asked.CHECK]


@pytest.mark.parametrize(
    ("said", "cover", "check"),
    [
        ("I have £5m public liability and a DBS", Have.MET, Have.MET),
        ("I've got 10 million public liability", Have.MET, Have.MISSING),
        ("I have £2m public liability", Have.SHORT, Have.MISSING),
        ("I have £4,999,999 public liability", Have.SHORT, Have.MISSING),
        ("we have public liability", Have.UNSURE, Have.MISSING),
        ("I have no public liability but we are DBS checked", Have.MISSING, Have.MET),
        ("I haven't got a DBS", Have.MISSING, Have.MISSING),
        ("do I need public liability of £5m?", Have.MISSING, Have.MISSING),
        ("my public liability has expired, it was £5m", Have.MISSING, Have.MISSING),
        ("", Have.MISSING, Have.MISSING),
    ],
)
def test_only_what_is_said_to_be_there_counts(said: str, cover: Have, check: Have) -> None:
    assert have(said) == {"public liability": cover, "a DBS check": check}


def test_cover_of_another_sort_does_not_count() -> None:
    assert have("I have £5m employers' liability")["public liability"] is Have.MISSING


def test_a_sum_of_one_clause_is_not_taken_for_that_of_another() -> None:
    said = "I have public liability of £1m, and employers' liability of £10m"
    assert have(said)["public liability"] is Have.SHORT


@pytest.mark.parametrize(
    ("said", "speaks"),
    [
        ("I have £2m public liability, can I go for it?", True),
        ("we have no DBS", True),
        ("what insurance do I need?", False),
        ("do I need a DBS?", False),
        ("can I go for this?", False),
    ],
)
def test_a_question_says_nothing_of_what_is_there(said: str, speaks: bool) -> None:
    assert speaks_of_papers(said, PAPERS) is speaks


def test_what_no_paper_is_known_of_is_missing() -> None:
    demands = demands_in("Repairs", "FORS silver membership is required.")
    (only,) = compare("I have FORS silver", demands, PAPERS)
    assert only.paper is None
    assert only.have is Have.MISSING


@pytest.mark.parametrize(
    ("said", "paper"),
    [
        ("where do I get a DBS check?", DBS),
        ("how long does a DBS take", DBS),
        ("what does public liability cost?", LIABILITY),
        ("how do I apply for a DBS", DBS),
        ("do they want a DBS?", None),
        ("I have public liability, where do I send it?", None),
        ("how long have I got?", None),
    ],
)
def test_a_question_on_getting_one_paper_names_it(said: str, paper: Paper | None) -> None:
    assert paper_asked_about(said, PAPERS) == paper
