"""A capability statement: one page of what a firm says of itself, ready to be handed over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One fact: what it is, what the firm says, and that the firm says so, and when."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class StatementStory:
    """Work that the firm won and said may be shown: heading, paragraphs, and when it was told."""

    heading: str
    lines: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The page in words. Facts that were not said have no line.

    `heading` is the firm's name, or the words that stand for it; `says` tells that nothing was
    checked, `foot` who made the page and when; `letters_note` is for a form of the page that
    cannot show all letters. `stories` are only those that the firm agreed to.
    """

    heading: str
    kind: str
    work: str
    work_label: str
    lines: tuple[StatementLine, ...]
    says: str
    foot: str
    letters_note: str
    stories_label: str = ""
    stories: tuple[StatementStory, ...] = ()
