"""The page about a firm as Word and as PDF: one page, all its letters, only what was said."""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from bot.bootstrap import CONTENT
from bot.bootstrap.profile import make_statement_files
from bot.domain.errors import DoNotTryAgainError
from bot.domain.firm_page import Statement, StatementLine, StatementStory
from connectors.documents.joined_letters import as_seen, joined, runs_from_right
from connectors.documents.statement_files import StatementFiles

LINE = StatementLine("Based in", "B8 1DE", "Said by the firm, 26 November 2026")
PAGE = Statement(
    heading="Khan & Sons <Ltd>",
    kind="About our business",
    work="We clean {{ schools }} & offices.",
    work_label="What we do",
    lines=(LINE, StatementLine("People", "2 people", LINE.origin)),
    says="Nobody has checked it.",
    foot="Made with Doorstep",
    letters_note="Some letters are missing.",
)
FILES = make_statement_files()
STORY = StatementStory(
    "A hall {{ kind }} (Eastside Council)",
    ("What we did: we came at <five>", "What came of it: ż"),
    "Told by the firm, 26 November 2026",
)
WITH_STORY = replace(PAGE, stories_label="Work we have done", stories=(STORY,))


def words_of(file: bytes) -> str:
    """All words of a Word document, in its order."""
    document = Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def pages_of(file: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", file))


def letters_of(file: bytes) -> str:
    """Every letter that the fonts of a PDF are said to show, joined forms as plain letters."""
    found: set[str] = set()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL):
        try:
            text = zlib.decompress(stream)
        except zlib.error:
            text = stream
        for ends in re.findall(rb"<[0-9A-F]{4}> <([0-9A-Fa-f]{4,8})>", text):
            found.add(bytes.fromhex(ends.decode()).decode("utf-16-be"))
    return unicodedata.normalize("NFKC", "".join(sorted(found)))


def test_a_story_stands_below_the_facts_in_its_own_words() -> None:
    words = words_of(FILES.word(WITH_STORY))
    for said in ("Work we have done", STORY.heading, *STORY.lines, STORY.origin):
        assert said in words
    assert "Work we have done" not in words_of(FILES.word(PAGE))


def test_a_story_stands_in_the_pdf_too_which_stays_one_page() -> None:
    file = FILES.pdf(WITH_STORY)
    assert "ż" in letters_of(file)
    assert "ż" not in letters_of(FILES.pdf(PAGE))
    assert pages_of(file) == 1


class TestWord:
    def test_it_says_all_that_the_firm_said_and_marks_each_fact(self) -> None:
        words = words_of(FILES.word(PAGE))
        for said in (PAGE.heading, PAGE.work, PAGE.says, PAGE.foot, "B8 1DE", "2 people"):
            assert said in words
        assert words.count(LINE.origin) == 2

    def test_words_of_an_owner_are_words_and_no_template(self) -> None:
        assert "{{ schools }}" in words_of(FILES.word(PAGE))

    def test_what_was_not_said_has_no_place(self) -> None:
        bare = replace(PAGE, work="", lines=())
        words = words_of(FILES.word(bare))
        assert "What we do" not in words
        assert "{" not in words

    def test_a_template_that_cannot_be_read_is_said_to_be_so(self, tmp_path: Path) -> None:
        broken = tmp_path / "template.docx"
        broken.write_bytes(b"no document")
        with pytest.raises(DoNotTryAgainError):
            StatementFiles(broken, CONTENT / "fonts").word(PAGE)


class TestPdf:
    def test_it_is_one_page_however_much_is_said(self) -> None:
        long = replace(PAGE, work="We clean schools and offices. " * 33)
        assert pages_of(FILES.pdf(PAGE)) == 1
        assert pages_of(FILES.pdf(replace(long, lines=PAGE.lines * 5))) == 1

    @pytest.mark.parametrize(
        "name", ["Sprzątanie Żółć", "Ștefan", "Ελλάς", "Київ", "احمد اینڈ سنز"]
    )
    def test_a_name_in_its_own_letters_is_shown_in_them(self, name: str) -> None:
        shown = letters_of(FILES.pdf(replace(PAGE, heading=name)))
        assert set(name.replace(" ", "")) <= set(shown)

    def test_a_letter_that_cannot_be_shown_is_told_and_stands_in_the_word_file(self) -> None:
        bengali = replace(PAGE, heading="রহমান", letters_note="Zz")
        assert "z" in letters_of(FILES.pdf(bengali))
        assert "z" not in letters_of(FILES.pdf(replace(PAGE, letters_note="Zz")))
        assert "রহমান" in words_of(FILES.word(bengali))

    def test_fonts_that_are_not_there_are_said_to_be_so(self, tmp_path: Path) -> None:
        with pytest.raises(DoNotTryAgainError):
            StatementFiles(CONTENT / "statement" / "template.docx", tmp_path).pdf(PAGE)


class TestJoinedLetters:
    def test_letters_take_the_form_of_their_place(self) -> None:
        forms = [unicodedata.name(one).rsplit(" ", 2)[1] for one in joined("سلمب")]
        assert forms == ["INITIAL", "MEDIAL", "MEDIAL", "FINAL"]

    def test_lam_with_alef_is_one(self) -> None:
        assert joined("لا") == "\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}"

    def test_a_line_is_turned_round_but_not_its_numbers_nor_other_names(self) -> None:
        assert as_seen("אב 12 גד", from_right=True) == "דג 12 בא"
        assert as_seen("אב Khan", from_right=True) == "Khan בא"
        assert as_seen("Khan אב", from_right=False) == "Khan בא"

    def test_other_letters_are_left_as_they_are(self) -> None:
        assert joined("Żółć & Sons") == "Żółć & Sons"
        assert runs_from_right("Żółć") is None
        assert runs_from_right("Khan احمد") is False
        assert runs_from_right("احمد Khan") is True
