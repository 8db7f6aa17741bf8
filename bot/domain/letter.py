"""What a mail says, in blocks: the same for its words and for its page."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_PAGE = 100_000
"""Bytes of a page that Gmail shows whole: past 102 kB it cuts it off."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where one tap leads: the words of the link, and its http or https address."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `is_quiet` for what is of less weight."""

    text: str
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """Begins a part of a mail."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Figures to be typed elsewhere, shown large."""

    figures: str


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing to do next."""

    link: Link


@dataclass(frozen=True, slots=True)
class Links:
    """Several things that can be done, each with its own tap."""

    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing of several, such as a lead: what it is, facts of it, points, and what can be done.

    `facts` are pairs of a label and what holds.
    """

    title: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody said, as in a conversation: who, when, and the words with their lines."""

    who: str
    when: str
    text: str


Block = Paragraph | Subheading | Points | Code | Button | Links | Card | Spoken


@dataclass(frozen=True, slots=True)
class Letter:
    """All that a mail says.

    heading   what it is about
    blocks    what stands in it, in order
    preview   a line that lists of mails show beside the subject; empty for the first words
    foot      who sends it, why it came, and how to end such mails: a paragraph each
    stop      where one tap ends such mails, if there is such a place
    """

    heading: str
    blocks: tuple[Block, ...]
    foot: tuple[str, ...]
    preview: str = ""
    stop: Link | None = None


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A letter as words alone, and as a page of its own."""

    words: str
    html: str
