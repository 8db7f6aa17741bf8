"""Reads statements: Markdown with front matter, which an officer can edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import SettingsError
from bot.domain.statement import Block, BlockKind, Kept, Piece, Section, Statement

_PARTS = re.compile(r"\A---\n(?P<front>.*?)\n---\n\s*(?=## )(?P<body>.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_STANDS_FOR = {"{operator}": BlockKind.OPERATOR, "{kept}": BlockKind.KEPT}
_WHOLE_ADDRESS = re.compile(r"(?:https?://|mailto:|/)\S+")
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError)


def load_statement(content: Path, name: str) -> Statement:
    """The statement `statements/<name>.md` of the content folder.

    Raises SettingsError that names the file where it is not there or has not its form.
    """
    file = content / "statements" / f"{name}.md"
    try:
        parts = _PARTS.match(file.read_text(encoding="utf-8"))
        if parts is None:
            raise ValueError("it needs front matter between --- lines, then sections with ## each")
        return _statement(yaml.load(parts["front"], Loader=yaml.CSafeLoader), parts["body"])
    except (*_UNREADABLE, OSError) as fault:
        raise SettingsError(f"{file.name} cannot be read: {fault!r}.") from fault


def _statement(front: dict[str, Any], body: str) -> Statement:
    _before, *headed = _HEADING.split(body)
    titles, texts = headed[::2], headed[1::2]
    return Statement(
        title=front["title"],
        reviewed_on=front["reviewed_on"],
        sections=tuple(
            Section(title.strip(), tuple(_blocks(text)))
            for title, text in zip(titles, texts, strict=True)
        ),
        kept=tuple(
            Kept(one["what"], one["why"], one["until"], tuple(one["tables"]))
            for one in front.get("kept", ())
        ),
    )


def _blocks(text: str) -> Iterator[Block]:
    """Paragraphs stand between empty lines; one whose lines begin with "- " is a list."""
    for chunk in re.split(r"\n\s*\n", text.strip()):
        if chunk.strip() in _STANDS_FOR:
            yield Block(_STANDS_FOR[chunk.strip()])
        elif chunk.startswith("- "):
            points = re.split(r"^- ", chunk, flags=re.MULTILINE)[1:]
            yield Block(BlockKind.POINTS, tuple(_pieces(point) for point in points))
        elif chunk:
            yield Block(BlockKind.PARAGRAPH, (_pieces(chunk),))


def _pieces(text: str) -> tuple[Piece, ...]:
    """The words, links apart; ValueError for a link that leads to no address."""
    words = _LINK.split(" ".join(text.split()))
    found = [Piece(words[0])]
    for said, address, after in zip(words[1::3], words[2::3], words[3::3], strict=True):
        if not _WHOLE_ADDRESS.fullmatch(address):
            raise ValueError(f"the link to {address!r} must begin with /, https:// or mailto:")
        found += [Piece(said, address), Piece(after)]
    return tuple(piece for piece in found if piece.text)
