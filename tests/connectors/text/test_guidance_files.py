"""Guidance as a procurement officer writes it: read whole, or refused by the file's name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import SettingsError
from bot.domain.threshold_table import LegalSource
from connectors.text.guidance_files import read_guidance

FILE = """---
title: "When you are paid"
topic: payment
goal: ask_payment
asks: "When am I paid?"
sources:
  - title: An Act
    section: section 1
    url: https://example.org/1
  - title: An older Act
    section: section 2
    url: https://example.org/2
    valid_from: 2024-01-01
valid_from: 2025-02-24
reviewed_on: 2026-11-25
figures: [payment_days]
words: [late payment]
then: [documents]
barriers: []
---

## Short answer

In {payment_days}
days.

Or sooner.

## Tell me more

- **What to prepare:** An invoice
  in two lines.
- **What it costs:** Nothing.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of guidance."""
    written = tmp_path / "payment.md"
    written.write_text(FILE, encoding="utf-8")
    return written


def test_paragraphs_and_steps_are_read_whatever_their_line_breaks(file: Path) -> None:
    read = read_guidance(file)
    assert read.short == ("In {payment_days} days.", "Or sooner.")
    assert [(step.about, step.text) for step in read.more] == [
        ("What to prepare", "An invoice in two lines."),
        ("What it costs", "Nothing."),
    ]


def test_a_source_holds_from_the_day_of_the_answer_unless_it_says_its_own(file: Path) -> None:
    first, second = read_guidance(file).sources
    assert first == LegalSource("An Act", "section 1", "https://example.org/1", date(2025, 2, 24))
    assert second.valid_from == date(2024, 1, 1)


@pytest.mark.parametrize(
    "broken",
    [
        FILE.replace("## Short answer", "## Answer"),
        FILE.replace("topic: payment\n", ""),
        FILE.replace("valid_from: 2025-02-24", "valid_from: [soon"),
        FILE.replace("sources:", "sauces:"),
        "no front matter",
        "",
    ],
)
def test_a_file_that_has_not_its_form_is_refused_by_name(file: Path, broken: str) -> None:
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"payment\.md"):
        read_guidance(file)
