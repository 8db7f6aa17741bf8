"""The phrases of content/phrases and the pages' templates: each used, each fact known."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, meta, nodes

from bot.bootstrap import CONTENT, make_phrases, make_samples
from bot.clock import SystemClock
from bot.domain import usefulness
from bot.domain.consent import Answer, Channel
from bot.domain.feedback import FAULTS, KEPT, Verdict, Why
from bot.domain.money import Basis, Vat
from bot.domain.near_miss import Giving
from bot.domain.opportunity import BUYER_LIST, POSTED_HERE, Contact, Kind
from bot.services.present_opportunity import PresentOpportunity
from connectors.notices.ocds_release import FEEDS_BY_PREFIX
from connectors.text.phrasebook import Phrasebook
from connectors.web import problems
from tests.repository.house import (
    ROOT,
    facts_given,
    holes_in,
    python_files,
    tree_of,
    words_in,
)

PHRASES = Phrasebook(CONTENT / "phrases").phrases
SPACES = {key.split(".", maxsplit=1)[0] for key in PHRASES}
A_KEY = re.compile(r"[a-z_]+(\.(\w+|\{\}))+")
A_WORD = re.compile(r"[a-z]\w*(\{\})?")
LAW = sorted((ROOT / "bot" / "domain").glob("threshold*.py"))
"""A note's facts come from wherever among these they are worked out."""
SENDERS = [ROOT / "bot" / "services" / "message_words.py"]
"""Here every message's sender is filled in."""
WRITTEN_TO_PEOPLE = "message."
NAMED_BY_NOTES = "rules.note."
SHORT_NOTES = "threshold.short."
TEMPLATES = Path(problems.__file__).parent / "templates"
PAGE_FACTS = {"has_samples", "as_of", "operator", "title", "detail", "o"}
PAGE_FACTS |= {"q", "needed", "welcome"}
PAGE_FACTS |= {"buyers", "others", "floors", "buyer"}
PAGE_FACTS |= {"guidance", "changes", "statement", "cards"}
PAGE_FACTS |= {"complaint", "written", "faults", "promise"}
PAGE_FACTS |= {
    "phones",
    "mails",
    "for_this_machine",
    "problem",
    "number",
    "words",
    "once",
    "longest",
}
PAGE_FACTS |= {"me"}
PAGE_FACTS |= {"hours", "since", "smallest", "told"}
PAGE_FACTS |= {"b", "data", "questions", "about"}
PAGE_FACTS |= {"quote"}
PAGE_FACTS |= {"contact", "lead", "after"}
PAGE_FACTS |= {"portal_text", "link", "file_name"}
ADDED_BY_THE_PAGE = {"value_text", "deadline_text", "days", "kind_text", "status_text", "over"}
ADDED_BY_THE_PAGE |= {"is_open", "can_be_answered", "address", "payment_days", "phases", "codes"}
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)


@cache
def keys_said(file: Path) -> frozenset[str]:
    """The phrase keys that a file says; {} stands for what it fills in."""
    said = set(words_in(tree_of(file)))
    keys = {w for w in said if A_KEY.fullmatch(w) and w.split(".", maxsplit=1)[0] in SPACES}
    keys -= {key for key in keys if key.endswith(".html")}
    if notes_made_in(file):
        keys |= {f"{NAMED_BY_NOTES}{word}" for word in said if names_a_note(word)}
    return frozenset(keys)


def notes_made_in(file: Path) -> list[ast.Call]:
    """The calls that make a note of the law: its key there lacks what stands before each."""
    calls = [n for n in ast.walk(tree_of(file)) if isinstance(n, ast.Call) and n.args]
    return [call for call in calls if ast.unparse(call.func) == "Note"]


def names_a_note(word: str) -> bool:
    """Whether the word, {} standing for any ending, is the name of a note."""
    if not A_WORD.fullmatch(word):
        return False
    start, _, filled_in = word.partition("{")
    notes = keys_under(NAMED_BY_NOTES)
    return any(note.startswith(start) for note in notes) if filled_in else word in notes


def is_said_by(key: str, file: Path) -> bool:
    return any(
        re.fullmatch(re.escape(said).replace(r"\{\}", r"[\w.]+"), key) for said in keys_said(file)
    )


def users_of(key: str) -> list[Path]:
    """The files that say the phrase, those that name it whole before those that fill in."""
    whole = [file for file in python_files() if key in keys_said(file)]
    return whole or [file for file in python_files() if is_said_by(key, file)]


def test_every_phrase_that_is_said_exists() -> None:
    said = {key for file in python_files() for key in keys_said(file) if "{}" not in key}
    assert said <= set(PHRASES)


def test_every_note_of_the_law_has_words() -> None:
    named = [call.args[0] for file in python_files(["bot"]) for call in notes_made_in(file)]
    chosen = [one for arg in named if isinstance(arg, ast.IfExp) for one in (arg.body, arg.orelse)]
    keys = {one.value for one in [*named, *chosen] if isinstance(one, ast.Constant)}
    assert keys != set()
    assert keys <= keys_under(NAMED_BY_NOTES)


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_every_phrase_is_used(key: str) -> None:
    assert users_of(key) != []


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_a_phrase_asks_only_for_facts_that_the_code_gives(key: str) -> None:
    sources = LAW if key.startswith((NAMED_BY_NOTES, SHORT_NOTES)) else users_of(key)
    sources = [*sources, *(SENDERS if key.startswith(WRITTEN_TO_PEOPLE) else ())]
    given = {fact for file in sources for fact in facts_given(tree_of(file))}
    assert holes_in(PHRASES[key]) <= given


def keys_under(space: str) -> set[str]:
    return {key.removeprefix(space) for key in PHRASES if key.startswith(space)}


def test_each_way_to_agree_and_each_answer_has_words_for_the_page_about_oneself() -> None:
    assert keys_under("consent_channel.") == set(Channel)
    assert keys_under("consent_answer.") == set(Answer)


def test_there_is_a_phrase_for_each_kind_of_opportunity_and_for_no_other() -> None:
    assert keys_under("respond.") == {*Kind, "search", BUYER_LIST}


def test_there_is_a_phrase_for_each_source_and_for_no_other() -> None:
    feeds = {*FEEDS_BY_PREFIX.values(), "ocds", "contracts_finder_csv", "contracts_finder_v2"}
    assert keys_under("source_page.") == feeds - {"ocds"}
    assert keys_under("where.") == {*feeds, "sample", BUYER_LIST, POSTED_HERE}
    assert keys_under("source.") == {*feeds, "sample", BUYER_LIST, POSTED_HERE}


def test_each_remark_has_its_place_in_the_order_of_use_and_no_other_has() -> None:
    file = CONTENT / "phrases" / "reasons.yml"
    written = list(yaml.safe_load(file.read_text(encoding="utf-8")))
    reasons = {key.removeprefix("reason.") for key in written if key.startswith("reason.")}
    against = {key.removeprefix("against.") for key in written if key.startswith("against.")}
    assert reasons == set(usefulness.FOR)
    assert against == set(usefulness.AGAINST)


def test_there_are_words_for_each_thing_that_could_give() -> None:
    assert keys_under("near_miss.any.") == set(Giving) - {Giving.DISTANCE}
    assert keys_under("near_miss.choice.") == {"trade", Giving.MAX_VALUE}
    apart = ("any.", "choice.")
    limits = {key for key in keys_under("near_miss.") if not key.startswith(apart)}
    assert limits == {Giving.MAX_VALUE, Giving.DISTANCE}


def test_there_are_words_for_each_reading_of_a_value() -> None:
    assert keys_under("value.vat.") == set(Vat)
    assert keys_under("value.basis.") == set(Basis)


def test_there_are_words_for_each_problem_and_for_no_other() -> None:
    known = {key for _, _, key in problems.STATUSES} | set(problems.HTTP_KEYS.values())
    assert keys_under("problem.") == {f"{k}.{part}" for k in known for part in ("title", "detail")}


def test_there_are_words_for_each_verdict_and_reason_that_owners_are_offered() -> None:
    assert keys_under("choice.verdict.") == {*KEPT, Verdict.NOT_FOR_ME}
    assert keys_under("choice.why.") == set(Why) - FAULTS
    told = {key for key in keys_under("effect.") if not key.startswith("none.")}
    assert told == set(Why) - FAULTS - {Why.OTHER}
    assert keys_under("effect.none.") == set(Why) - FAULTS


def test_a_question_of_consent_whose_words_changed_has_a_new_version() -> None:
    """Whoever changes the words writes their new version here and there."""
    words, version = PHRASES["consent.learning.question"], PHRASES["consent.learning.version"]
    stood = "May we keep this, without your name or words, to make matches better?"
    assert (words, version) == (stood, "2026-11-25")


def test_the_question_whether_buyers_may_see_a_firm_keeps_its_words_with_its_version() -> None:
    words, version = PHRASES["consent.shown.question"], PHRASES["consent.shown.version"]
    stood = (
        "May public buyers see your profile, also in their weekly mail of new firms: name, trade, "
        "own words, postcode, size of job? They may keep a copy that I can't take back. You can "
        "say no, and still use all the rest."
    )
    assert (words, version) == (stood, "2026-11-26-2")


@pytest.mark.parametrize("door", ["lead", "note"])
def test_before_a_firm_is_put_forward_it_is_told_that_the_buyer_may_keep_a_copy(door: str) -> None:
    told, _, asked = PHRASES[f"introduction.ask.{door}"].partition("Shall I send it?")
    assert "may keep a copy that I can't take back" in told
    assert asked


def test_a_consent_to_texts_whose_words_changed_has_a_new_version() -> None:
    """The words of STOP's answer are what START agrees to."""
    stood = (
        "{sender}: may we text you about small public contracts that fit your work? Reply YES to "
        "agree. STOP ends it at any time. If you did not ask, do nothing."
    )
    assert (PHRASES["message.confirm_alerts"], PHRASES["consent.alerts.version"]) == (
        stood,
        "2026-11-25",
    )
    after_stop = "{sender}: you will get no more texts from us. To get them again, reply START."
    assert (PHRASES["message.stopped"], PHRASES["consent.start.version"]) == (
        after_stop,
        "2026-11-25",
    )


@pytest.mark.parametrize("key", sorted(k for k in PHRASES if k.startswith(WRITTEN_TO_PEOPLE)))
def test_every_message_names_its_sender(key: str) -> None:
    assert "{sender}" in PHRASES[key]


def test_no_phrase_is_empty_but_those_for_an_unknown_basis() -> None:
    empty = {key for key, said in PHRASES.items() if not said}
    assert empty == {"value.basis.unknown", "sms.basis.unknown", "request.law.change"}


@pytest.mark.parametrize("file", sorted((TEMPLATES / "buying").glob("*.html")))
def test_a_page_for_buyers_asks_only_for_its_facts(file: Path) -> None:
    parsed = ENVIRONMENT.parse(file.read_text(encoding="utf-8"))
    stored = {one.name for one in parsed.find_all(nodes.Name) if one.ctx == "store"}
    asked = meta.find_undeclared_variables(parsed) - names_made_in(parsed) - stored
    assert asked <= {"b", "operator", "caller"}


@pytest.mark.parametrize("name", sorted(file.name for file in TEMPLATES.glob("*.html")))
def test_a_template_asks_only_for_facts_that_pages_give(name: str) -> None:
    parsed = ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    assert meta.find_undeclared_variables(parsed) - names_made_in(parsed) <= PAGE_FACTS


def test_the_opportunity_page_asks_only_for_what_an_opportunity_has() -> None:
    clock = SystemClock()
    samples = make_samples()(clock.now())
    page = PresentOpportunity(make_phrases(), "").page(next(iter(samples)), clock.now())
    parsed = ENVIRONMENT.parse((TEMPLATES / "opportunity.html").read_text(encoding="utf-8"))
    asked: dict[str, set[str]] = {}
    for node in parsed.find_all(nodes.Getattr):
        asked.setdefault(dotted(node.node), set()).add(node.attr)
    assert asked["o"] <= {*page, *ADDED_BY_THE_PAGE}
    assert asked["o.contact"] <= {field.name for field in fields(Contact)}


def names_made_in(parsed: nodes.Template) -> set[str]:
    """What the template sets for itself or takes from another; its blocks see it too."""
    made = [one.target for one in parsed.find_all(nodes.Assign)]
    macros = {one.name for one in parsed.find_all(nodes.Macro)}
    taken = {name for one in parsed.find_all(nodes.FromImport) for name in one.names}
    return macros | taken | {target.name for target in made if isinstance(target, nodes.Name)}


def dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""
