"""A capability statement as a Word document and as a PDF: one page, and a second for stories."""

from __future__ import annotations

import io
from dataclasses import asdict, replace
from pathlib import Path
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from fpdf import FPDF
from fpdf.errors import FPDFException
from fpdf.fonts import TTFFont
from jinja2 import TemplateError

from bot.domain.errors import DoNotTryAgainError
from bot.domain.firm_page import Statement, StatementLine, StatementStory
from connectors.documents.joined_letters import as_seen, joined, runs_from_right

_FAMILY = "DejaVu"
_MISSING = "\u25a1"
"""Stands in a PDF for a letter that its font does not have; a note on the page says so."""

_INK, _QUIET, _BRAND, _LINE = (27, 27, 31), (82, 82, 91), (11, 79, 108), (212, 212, 216)
_MARGIN = 20
_LABEL, _ORIGIN = 42, 54
_LONGEST_WORK_SIZES = (11, 10, 9, 8)
_HEADING_SIZES = (24, 20, 16, 13)


class StatementFiles:
    """The StatementWriter on docxtpl and fpdf2; the template can be edited in Word."""

    def __init__(self, template: Path, fonts: Path) -> None:
        self._template = template
        self._fonts = fonts

    def word(self, statement: Statement) -> bytes:
        """The template filled in; DoNotTryAgainError where the template cannot be read."""
        try:
            document = DocxTemplate(io.BytesIO(self._template.read_bytes()))
            document.render(asdict(statement), autoescape=True)
        except (BadZipFile, TemplateError, KeyError, OSError) as fault:
            raise DoNotTryAgainError(
                "The template of the statement cannot be filled in."
            ) from fault
        document.core_properties.title = statement.heading
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()

    def pdf(self, statement: Statement) -> bytes:
        """The page with its fonts in it; smaller letters where there is much to say."""
        try:
            for size in _LONGEST_WORK_SIZES:
                page = _Page(self._fonts)
                page.write(statement, size)
                if page.pages_count == 1:
                    break
            return bytes(page.output())
        except (FPDFException, OSError) as fault:
            raise DoNotTryAgainError("The PDF of the statement cannot be made.") from fault


class _Page(FPDF):
    """One page in a font that has the letters of most names here."""

    def __init__(self, fonts: Path) -> None:
        super().__init__(format="A4")
        self.add_font(_FAMILY, "", fonts / "DejaVuSans.ttf")
        self.add_font(_FAMILY, "B", fonts / "DejaVuSans-Bold.ttf")
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN)
        self.set_lang("en-GB")
        self._has_missing = False

    def write(self, statement: Statement, size: int) -> None:  # type: ignore[override]
        """The whole page in letters of that size."""
        shown = self._shown(statement)
        self.set_title(statement.heading)
        self.add_page()
        self._say(shown.kind, 9, _QUIET, "B")
        self._heading(shown.heading)
        self.ln(3)
        if shown.work:
            self._say(shown.work_label, size + 1, _BRAND, "B")
            self._say(shown.work, size, _INK)
            self.ln(3)
        for line in shown.lines:
            self._fact(line, size)
        if shown.stories:
            self.ln(4)
            self._say(shown.stories_label, size + 1, _BRAND, "B")
        for story in shown.stories:
            self._story(story, size)
        self.ln(5)
        notes = [shown.says, shown.foot, *([shown.letters_note] if self._has_missing else [])]
        self._say("\n".join(notes), 8, _QUIET)

    def _story(self, story: StatementStory, size: int) -> None:
        """Heading, what was told, and when."""
        self.ln(2)
        self._say(story.heading, size, _INK, "B")
        self._say("\n".join(story.lines), size, _INK)
        self._say(story.origin, 7, _QUIET)

    def _heading(self, words: str) -> None:
        """In the largest letters in which it takes one line, else in the smallest."""
        for size in _HEADING_SIZES:
            self.set_font(_FAMILY, "B", size)
            if self.get_string_width(words) <= self.epw:
                break
        self._say(words, size, _BRAND, "B")

    def _say(self, words: str, size: float, colour: tuple[int, int, int], style: str = "") -> None:
        self.set_font(_FAMILY, style, size)
        self.set_text_color(*colour)
        self._put(words, self.epw, size * 0.5)

    def _put(self, words: str, width: float, height: float) -> None:
        """Words in lines of that width, each in the order in which it is looked at."""
        for text in words.split("\n"):
            told = self.multi_cell(width, height, text, dry_run=True, output="LINES", align="L")
            lines = told if isinstance(told, list) else []
            from_right, left = bool(runs_from_right(text)), self.x
            for line in lines:
                self.set_x(left)
                seen = as_seen(line, from_right=from_right)
                self.multi_cell(width, height, seen, new_x="LEFT", new_y="NEXT", align="L")

    def _fact(self, line: StatementLine, size: int) -> None:
        """Label, value and origin beside each other, and a rule below."""
        widths = (_LABEL, self.epw - _LABEL - _ORIGIN, _ORIGIN)
        looks = (("B", size, _INK), ("", size, _INK), ("", 7, _QUIET))
        top, lowest = self.get_y() + 2, self.get_y()
        left = self.l_margin
        for words, width, (style, letters, colour) in zip(
            (line.label, line.value, line.origin), widths, looks, strict=True
        ):
            self.set_xy(left, top)
            self.set_font(_FAMILY, style, letters)
            self.set_text_color(*colour)
            self._put(words, width - 3, size * 0.5)
            lowest, left = max(lowest, self.get_y()), left + width
        self.set_y(lowest + 2)
        self.set_draw_color(*_LINE)
        self.line(self.l_margin, self.get_y(), self.l_margin + self.epw, self.get_y())

    def _shown(self, statement: Statement) -> Statement:
        lines = tuple(
            StatementLine(self._letters(one.label), self._letters(one.value), one.origin)
            for one in statement.lines
        )
        heading, work = self._letters(statement.heading), self._letters(statement.work)
        stories = tuple(
            StatementStory(
                self._letters(one.heading), tuple(map(self._letters, one.lines)), one.origin
            )
            for one in statement.stories
        )
        return replace(statement, heading=heading, work=work, lines=lines, stories=stories)

    def _letters(self, words: str) -> str:
        """The words with letters joined, and a mark for each letter that the font does not have."""
        font = self.fonts[_FAMILY.lower()]
        assert isinstance(font, TTFFont)  # noqa: S101 - the only kind that this page adds
        shown = "\n".join(joined(line) for line in words.splitlines())
        kept = [one if one == "\n" or ord(one) in font.cmap else _MISSING for one in shown]
        self._has_missing = self._has_missing or _MISSING in kept
        return "".join(kept)
