"""All that is said of the law: sourced, dated, within its length, plain, and nothing unverified."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from bot.bootstrap import CONTENT
from bot.domain.demand_patterns import Asked
from bot.domain.guidance import (
    MOST_WORDS,
    MOST_WORDS_OF_MORE,
    Guidance,
    holes_in,
    in_force,
    words_in,
)
from bot.domain.guidance_figures import figures_on
from bot.domain.jargon import filled_term
from bot.domain.threshold_table import ACT_IN_FORCE, LegalSource
from connectors.text.guidance_files import GuidanceFiles
from connectors.text.phrasebook import Phrasebook
from connectors.text.vocabulary import load_jargon
from tests.readability import reading_age
from tests.repository.house import SHARED, text_of, yaml_of

SHELF = GuidanceFiles(CONTENT)
ALL = SHELF.guidance()
CHANGES = SHELF.law_log().changes
TERMS = load_jargon(CONTENT)
RESPONSES = {
    name: said[0]["text"]
    for file in ("explaining", "guidance")
    for name, said in yaml_of(f"data/responses/{file}.yml")["responses"].items()
}
DAYS = (ACT_IN_FORCE, date(2025, 11, 8), date(2026, 1, 1), date(2026, 11, 25), date(2028, 1, 1))
OLDEST_READER = 11
STEPS = ["What to prepare", "How long it takes", "What it costs", "What you can do now"]
GOALS = [
    "threshold",
    "process",
    "eligibility",
    "jargon",
    "documents",
    "payment",
    "registration",
    "social_value",
    "reserved_contracts",
    "lost_bid",
    "innovation_routes",
    "joint_bid",
    "anchor_institutions",
    "what_buyer_buys",
    "worth_it",
]
BARRIERS = {
    "lack of market engagement",
    "not aware of opportunities",
    "complex process",
    "unconscious bias",
    "too specific or vague requirements",
    "unachievable financial thresholds",
    "short timescales",
    "resource-heavy",
    "lacks innovation",
    "unnecessary risk allocation",
    "complex terms",
    "lack of constructive feedback",
}
UNVERIFIED = {
    "2023/1348": "Provider Selection Regime",
    "One Login": "One Login",
    "PPN 006": "PPN 006",
    "Carbon Reduction": "Carbon Reduction Plans",
    "net-zero": "net-zero",
    "net zero": "net-zero",
    "base rate": "base rate",
    "statutory interest": "statutory interest",
    "S.I. 2026/94": "S.I. number **[NF]**",
    "SBRI": "SBRI",
    "Contracts for Innovation": "Contracts for Innovation",
    "Procurement Review Unit": "Procurement Review Unit",
    "Sport Birmingham": "Sport Birmingham",
    "seventh": "seventh",
    "In-Tend": "In-Tend is what 2026 notices use",
    "three quotes": "three quotes",
    "Atamis": "Atamis",
    "[NF]": "[NF]",
    "[M]": "[M]",
}
"""What the facts that the rules rest on mark as not verified, and where that is said of it."""

NUMBER = re.compile(r"\d")
CITED_SECTION = re.compile(r"section (\d+)")


def held_on(day: date) -> list[Guidance]:
    """The guidance of that day with its figures."""
    return list(in_force(ALL, day, figures_on(day)).values())


EVER_HELD = [pytest.param(one, id=f"{one.topic} {day}") for day in DAYS for one in held_on(day)]


def everything_said() -> dict[str, str]:
    """Every text of guidance by where it stands, figures filled in."""
    said: dict[str, str] = {}
    for day in DAYS:
        for one in held_on(day):
            more = " ".join(f"{step.about} {step.text}" for step in one.more)
            said[f"{one.topic} {day}"] = f"{one.title} {one.asks} {' '.join(one.short)} {more}"
    said |= {one.title: one.said for one in CHANGES}
    said |= {one.name: one.plain for one in TERMS}
    said |= {one.name: f"{one.get} {one.takes or ''}" for one in SHELF.papers()}
    return said | RESPONSES | phrases_of_guidance()


def phrases_of_guidance() -> dict[str, str]:
    book = Phrasebook(CONTENT / "phrases").phrases
    return {key: told for key, told in book.items() if key.startswith(("guidance.", "threshold."))}


def is_cited_well(source: LegalSource) -> bool:
    return bool(source.title and source.section and urlsplit(source.url).scheme == "https")


def test_each_goal_of_explaining_has_its_answer_once_its_rules_have_begun() -> None:
    for day in DAYS[1:]:
        assert {one.topic for one in held_on(day) if one.is_of_its_goal} == set(GOALS)
    assert {one.topic for one in held_on(ACT_IN_FORCE)} >= set(GOALS) - {"social_value"}


def test_each_barrier_that_keeps_small_firms_away_has_an_answer_with_something_to_do() -> None:
    for day in DAYS:
        answered = [one for one in held_on(day) if one.barriers]
        assert {barrier for one in answered for barrier in one.barriers} == BARRIERS
        assert all(one.more[-1].about == STEPS[-1] and one.more[-1].text for one in answered)


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.topic} {one.valid_from}")
def test_each_has_sources_and_the_days_from_which_it_holds_and_was_checked(one: Guidance) -> None:
    assert one.sources
    assert all(is_cited_well(source) for source in one.sources)
    assert one.valid_from >= ACT_IN_FORCE
    assert one.reviewed_on >= ACT_IN_FORCE


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.topic} {one.valid_from}")
def test_each_figure_is_one_of_the_tables_and_none_is_typed(one: Guidance) -> None:
    assert holes_in(one) == set(one.figures)
    assert set(one.figures) <= set(figures_on(max(one.valid_from, DAYS[-1])))
    sections = {n for source in one.sources for n in re.findall(r"\d+", source.section)}
    for text in (*one.short, *(step.text for step in one.more), one.title, one.asks):
        assert set(CITED_SECTION.findall(text)) <= sections
        assert not NUMBER.search(re.sub(r"\{\w+\}|section \d+", "", text)), text


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.topic} {one.valid_from}")
def test_each_leads_on_to_answers_that_there_are(one: Guidance) -> None:
    topics = {other.topic for other in ALL}
    assert set(one.then) <= topics - {one.topic}
    assert one.then


@pytest.mark.parametrize("one", EVER_HELD)
def test_each_is_short_then_in_steps(one: Guidance) -> None:
    assert words_in(one.short) <= MOST_WORDS
    assert [step.about for step in one.more] == STEPS
    assert words_in(f"{step.about} {step.text}" for step in one.more) <= MOST_WORDS_OF_MORE


@pytest.mark.parametrize("one", EVER_HELD)
def test_a_child_of_eleven_can_read_each(one: Guidance) -> None:
    assert reading_age(" ".join(one.short)) <= OLDEST_READER
    assert reading_age(" ".join(step.text for step in one.more)) <= OLDEST_READER


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.title)
def test_each_change_of_the_law_is_plain_sourced_and_dated(change: object) -> None:
    one = next(each for each in CHANGES if each is change)
    assert is_cited_well(one.source)
    assert reading_age(one.said) <= OLDEST_READER
    assert not NUMBER.search(re.sub(r"\{\w+\}", "", one.plain))


def test_the_changes_are_told_the_latest_first() -> None:
    days = [one.effective for one in CHANGES]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("term", TERMS, ids=lambda one: one.name)
@pytest.mark.parametrize("day", DAYS[1:])
def test_a_word_of_the_trade_is_explained_short_and_plain(term: object, day: date) -> None:
    one = next(each for each in TERMS if each is term)
    plain = filled_term(one, figures_on(day)).plain
    assert len(plain.split()) <= MOST_WORDS
    stands_for, _, rest = plain.partition(". ")
    ages = [reading_age(text) for text in (plain, rest) if text]
    # What an abbreviation stands for is not ours to make easy.
    assert (min(ages) if one.name.isupper() else ages[0]) <= OLDEST_READER, stands_for


@pytest.mark.parametrize(
    "word",
    [
        "ITQ",
        "PQQ",
        "CPV",
        "PPON",
        "TUPE",
        "CIS",
        "DBS",
        "RAMS",
        "SQ",
        "ITT",
        "RFQ",
        "DPS",
        "SME",
        "VCSE",
        "public liability insurance",
        "social value",
        "framework",
        "lot",
        "method statement",
    ],
)
def test_the_words_that_notices_use_are_there(word: str) -> None:
    assert word in {one.name for one in TERMS}


def test_no_sum_in_a_word_is_typed() -> None:
    assert [one.name for one in TERMS if "£" in one.plain or "%" in one.plain] == []


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_an_answer_on_the_limits_is_short_and_plain(name: str) -> None:
    text = RESPONSES[name].split("\n\nSource")[0]
    filled = re.sub(r"\{(sub_central|central|value|threshold)\}", "£207,720", text)
    lines = phrases_of_guidance()["threshold.lines.two"]
    filled = filled.replace("{note}", "").replace("{lines}", lines)
    own_words = re.sub(r"\{(\w+)\}", "it", filled)
    assert len(own_words.split()) <= MOST_WORDS
    if len(own_words.split()) > len(STEPS):
        assert reading_age(own_words) <= OLDEST_READER


@pytest.mark.parametrize("unverified", UNVERIFIED)
def test_nothing_that_is_unverified_is_told(unverified: str) -> None:
    said = everything_said()
    assert [where for where, text in said.items() if unverified.lower() in text.lower()] == []


def test_what_is_held_to_be_unverified_is_marked_so_where_the_facts_are_kept() -> None:
    facts = SHARED / "domain" / "PROCUREMENT.md"
    if not facts.exists():
        assert UNVERIFIED  # a copy of the repository by itself goes by this list alone
        return
    marked = [
        line
        for line in facts.read_text(encoding="utf-8").splitlines()
        if "[NF]" in line or "[M]" in line or "[M]" in line.replace("**", "")
    ]
    known = "\n".join(marked).lower()
    others = {"three quotes"}  # of a fire service, which is no buyer of the register
    assert [w for w in UNVERIFIED.values() if w.lower() not in known and w not in others] == []


def test_each_kind_of_paper_that_a_notice_asks_for_says_where_to_get_it() -> None:
    kinds = {one.kind for one in SHELF.papers()}
    assert kinds == {Asked.INSURANCE, Asked.CHECK, Asked.PAPERS, Asked.BOND, Asked.WAGE}
    for one in SHELF.papers():
        assert one.get.endswith(".")
        assert one.takes is None or one.source is not None, one.name


def test_no_phrase_leads_to_two_answers() -> None:
    said = [w.lower() for one in held_on(DAYS[-1]) for w in one.words]
    said += [w.lower() for w in SHELF.law_log().words]
    assert len(said) == len(set(said))


def test_the_folder_says_how_to_write_guidance() -> None:
    assert "## Short answer" in text_of("docs/guidance.md")
