"""Whose what is held is, what is told of it, and what is left when it was erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.errors import InvalidInputError


class Whose(StrEnum):
    """What personal things hang on."""

    CONVERSATION = "conversation"
    SUPPLIER = "supplier"
    PERSON = "person"


@dataclass(frozen=True, slots=True, order=True)
class Holder:
    """One conversation, firm or person, by its id."""

    whose: Whose
    id: str

    def __str__(self) -> str:
        return f"{self.whose}/{self.id}"

    @classmethod
    def read(cls, text: str) -> Holder:
        """The holder that `str` wrote so; InvalidInputError for anything else."""
        whose, _, named = text.partition("/")
        if whose not in set(Whose) or not named:
            raise InvalidInputError("holder")
        return cls(Whose(whose), named)


Somebody = frozenset[Holder]
"""All that belongs to one person together: conversations, and a firm or a person where known."""


@dataclass(frozen=True, slots=True)
class HeldPart:
    """What is held of somebody in one place, under the key of its plain name; a row a mapping."""

    called: str
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page about somebody: a heading, paragraphs, and pages to go on to.

    A link is a label and a path; whatever it opens must know its visitor by itself.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure leaves: a number, when, how much of what, and who had a copy already.

    `hashes` recognise what was erased in a backup; only who has the installation's secret can make
    them. The pseudonym's key was destroyed, so nobody can tell whose it was.
    """

    number: str
    at: datetime
    removed: Mapping[str, int]
    buyers: tuple[str, ...] = ()
    pseudonym: str = ""
    hashes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class AskedErasure:
    """An erasure that was asked for and is still to be done, with its receipt's number."""

    holder: Holder
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ListedErasure:
    """What a list apart from the database knows of an erasure, to repeat it on a backup."""

    number: str
    at: datetime
    hashes: tuple[str, ...]
