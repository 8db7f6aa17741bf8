"""Statements: what whoever runs it owes everybody to say, such as what is kept about people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """What a part of a section is; the last two stand for what the page itself knows."""

    PARAGRAPH = "paragraph"
    POINTS = "points"
    OPERATOR = "operator"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and where they lead: a path of this site, an outside address, or nowhere."""

    text: str
    leads_to: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, which has one line, or a list of points."""

    kind: BlockKind
    lines: tuple[tuple[Piece, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Its words as somebody reads them, each point ending as a sentence does."""
        lines = (line for block in self.blocks for line in block.lines)
        return " ".join(_as_sentence("".join(piece.text for piece in line)) for line in lines)


@dataclass(frozen=True, slots=True)
class Kept:
    """One sort of thing that is kept: in plain words, why, until when, and in which tables."""

    what: str
    why: str
    until: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole statement, and the day on which somebody last held it against the product."""

    title: str
    reviewed_on: date
    sections: tuple[Section, ...]
    kept: tuple[Kept, ...] = ()

    @property
    def tables(self) -> frozenset[str]:
        """Every table that it tells of."""
        return frozenset(table for one in self.kept for table in one.tables)

    def pieces(self) -> Iterator[Piece]:
        """All its words with their links, in order."""
        for section in self.sections:
            for block in section.blocks:
                for line in block.lines:
                    yield from line


def _as_sentence(line: str) -> str:
    return line if line.endswith((".", "?", "!", ":")) else f"{line}."
