"""Lays out mails: words by one template, a page by another through MJML, from the same letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import mrml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.domain.errors import DoNotTryAgainError
from bot.domain.letter import Block, Button, Card, LaidOut, Letter, Link, Links

TEMPLATES = Path(__file__).parent / "templates"
_ADDRESS = re.compile(r"https?://[!#-;=?-~]+")
_NOT_FOR_PAPER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MANY_EMPTY_LINES = re.compile(r"\n{3,}")


class MjmlLayout:
    """The MailLayout on Jinja and mrml."""

    def __init__(self, templates: Path = TEMPLATES) -> None:
        environment = Environment(
            loader=FileSystemLoader(templates),
            # Words are no page: signs stand in them as they are.
            autoescape=select_autoescape(enabled_extensions=("mjml.j2",)),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._words = environment.get_template("letter.txt.j2")
        self._page = environment.get_template("letter.mjml.j2")

    def lay_out(self, letter: Letter) -> LaidOut:
        """The letter as words and as a page."""
        for link in _links(letter):
            if not _ADDRESS.fullmatch(link.address):
                raise DoNotTryAgainError("A link of a mail is no web address.")
        facts = {"letter": letter, "kinds": [type(one).__name__ for one in letter.blocks]}
        words = _MANY_EMPTY_LINES.sub("\n\n", self._words.render(facts)).strip() + "\n"
        page = mrml.to_html(_NOT_FOR_PAPER.sub("", self._page.render(facts)))
        return LaidOut(_NOT_FOR_PAPER.sub("", words), page.content)


def _links(letter: Letter) -> Iterator[Link]:
    if letter.stop:
        yield letter.stop
    for block in letter.blocks:
        yield from _links_of(block)


def _links_of(block: Block) -> tuple[Link, ...]:
    match block:
        case Button(link):
            return (link,)
        case Links(links) | Card(links=links):
            return links
        case _:
            return ()
