"""What the public statements say: plain, whole, and the same as the documents say."""

from __future__ import annotations

import re

import pytest

from bot.bootstrap import CONTENT
from bot.bootstrap.checkup import STATEMENTS
from bot.domain.statement import Kept, Section
from connectors.text.statement_files import load_statement
from tests.readability import reading_age
from tests.repository.house import text_of

PRIVACY, ACCESSIBILITY = (load_statement(CONTENT, one) for one in STATEMENTS)
OLDEST_READER = 11
TABLE = re.compile(r"`([a-z_]+)`")
ELSEWHERE_TOLD = ("Your browser keeps a key", "A task of ours that is under way")
IN_THE_BROWSER = "the browser's own storage"


def documented() -> dict[str, set[str]]:
    """The tables of each row of the document's list of what is kept."""
    rows = text_of("docs/data-protection.md").split("## What is kept")[1].split("\n\n")[1]
    cells = [row.split("|")[1:-1] for row in rows.splitlines()[2:]]
    return {what.strip(): set(TABLE.findall(where)) for what, where, *_ in cells}


def test_each_table_that_the_document_tells_of_is_told_of_in_public_and_no_other() -> None:
    told = {table for tables in documented().values() for table in tables}
    assert len(told) > 10
    assert told - PRIVACY.tables == set(), "content/statements/privacy.md leaves them out"
    assert PRIVACY.tables - told == set(), "docs/data-protection.md leaves them out"


def test_what_the_document_keeps_elsewhere_than_in_tables_is_told_of_too() -> None:
    without = [what for what, tables in documented().items() if not tables]
    assert len(without) == len(ELSEWHERE_TOLD), without
    assert IN_THE_BROWSER in text_of("docs/data-protection.md")
    for told in ELSEWHERE_TOLD:
        assert any(told in one.text for one in PRIVACY.sections), told


@pytest.mark.parametrize(
    "section", [*PRIVACY.sections, *ACCESSIBILITY.sections], ids=lambda one: one.title
)
def test_a_section_can_be_read_at_eleven(section: Section) -> None:
    if section.text:
        assert reading_age(section.text) <= OLDEST_READER


@pytest.mark.parametrize("kept", PRIVACY.kept, ids=lambda one: one.what)
def test_each_thing_kept_has_its_reason_and_its_end_in_plain_words(kept: Kept) -> None:
    assert reading_age(f"{kept.what}. {kept.why}. {kept.until}") <= OLDEST_READER
    assert kept.why
    assert not kept.why.endswith("."), "the page ends the sentence"
    assert kept.until.endswith(".")
    assert kept.tables


def test_it_says_who_is_responsible_and_where_to_complain() -> None:
    kinds = {block.kind for section in PRIVACY.sections for block in section.blocks}
    assert {"operator", "kept"} <= kinds
    links = {piece.leads_to for piece in PRIVACY.pieces()}
    assert "/complaints" in links
    assert "https://ico.org.uk/make-a-complaint/" in links


def test_every_statement_there_is_has_its_place_in_the_check_up() -> None:
    files = (CONTENT / "statements").glob("*.md")
    assert sorted(STATEMENTS) == sorted(file.stem for file in files)


def test_the_one_on_access_claims_no_more_than_is_tested() -> None:
    said = " ".join(one.text for one in ACCESSIBILITY.sections)
    tested = text_of("tests/browser/test_accessibility.py")
    for words, where in {
        "axe": "Axe()",
        "320 dots wide": "NARROWEST = (320, 568)",
        "with the keyboard alone": "test_the_keyboard_alone_is_enough",
        "who speaks": "test_answers_are_announced_and_say_who_speaks",
        "WCAG 2.2, level AA": "wcag22aa",
    }.items():
        assert words in said
        assert where in tested
    assert "we do not say that we meet the standard in full" in said
