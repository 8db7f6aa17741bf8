"""Statements as they stand in files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import SettingsError
from bot.domain.statement import Block, BlockKind, Kept, Piece, Section
from connectors.text.statement_files import load_statement

FRONT = """---
title: "What we keep"
reviewed_on: 2026-11-26
kept:
  - what: "Your words"
    why: "to answer"
    until: "You erase them."
    tables: [turns]
---
"""
WHOLE = f"""{FRONT}
## Who

{{operator}}

They answer
for it.

## What

{{kept}}

- A copy
- See [the form](/complaints), please
"""


def written(folder: Path, text: str) -> Path:
    (folder / "statements").mkdir()
    (folder / "statements" / "some.md").write_text(text, encoding="utf-8")
    return folder


def test_a_statement_is_read_with_its_sections_and_what_is_kept(tmp_path: Path) -> None:
    read = load_statement(written(tmp_path, WHOLE), "some")
    assert (read.title, read.reviewed_on) == ("What we keep", date(2026, 11, 26))
    assert read.kept == (Kept("Your words", "to answer", "You erase them.", ("turns",)),)
    paragraph = Block(BlockKind.PARAGRAPH, ((Piece("They answer for it."),),))
    points = (
        (Piece("A copy"),),
        (Piece("See "), Piece("the form", "/complaints"), Piece(", please")),
    )
    assert read.sections == (
        Section("Who", (Block(BlockKind.OPERATOR), paragraph)),
        Section("What", (Block(BlockKind.KEPT), Block(BlockKind.POINTS, points))),
    )


def test_points_are_read_out_as_sentences(tmp_path: Path) -> None:
    read = load_statement(written(tmp_path, WHOLE), "some")
    assert read.sections[1].text == "A copy. See the form, please."
    assert read.tables == {"turns"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## Who\n\nNo front matter.",
        FRONT,
        f"{FRONT}\nWords without a heading.",
        FRONT.replace("title", "name") + "\n## Who\n\nThey.",
        f"{FRONT}\n## Who\n\n[A link](javascript:alert)",
        f"{FRONT}\n## Who\n\n[A link](complaints)",
    ],
)
def test_a_file_without_its_form_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"some\.md"):
        load_statement(written(tmp_path, text), "some")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"some\.md"):
        load_statement(tmp_path, "some")
