"""Names of files are harmless anywhere, and cells are words to a spreadsheet."""

from __future__ import annotations

import pytest

from bot.domain.quote_file import LONGEST_NAME, harmless_name
from bot.domain.safe_cells import safe_cell


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("quote.pdf", "quote.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\price.doc", "price.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("\u202egpj.exe", "gpj.pdf"),
        ("con.pdf", "file.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("\u0642\u06cc\u0645\u062a.pdf", "\u0642\u06cc\u0645\u062a.pdf"),
        ("<script>.pdf", "script.pdf"),
    ],
)
def test_a_name_is_harmless(written: str, name: str) -> None:
    assert harmless_name(written, "application/pdf") == name
    assert harmless_name(name, "application/pdf") == name


def test_a_long_name_is_cut() -> None:
    assert len(harmless_name("x" * 500 + ".pdf", "application/pdf")) == LONGEST_NAME


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@x", "\t=1", "\uff1d1"])
def test_a_formula_is_words(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(safe_cell(text)) == safe_cell(text)


def test_words_stay_as_they_are() -> None:
    assert safe_cell("1,450.00 plus VAT") == "1,450.00 plus VAT"
