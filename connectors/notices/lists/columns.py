"""The columns of a buyer's own list, defined once for reading it, for its template and its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

_NOT_LETTERS = re.compile(r"[\W_]+")


def plainly(words: str) -> str:
    """Words without capitals, spaces and signs: "Value (£)" and "VALUE" are the same."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", words).casefold())


@dataclass(frozen=True)
class Column:
    """One column: its header, what else it may be called, and what stands in it.

    `choices` are the words for each of the values that it may have; empty where any text goes.
    """

    key: str
    name: str
    about: str
    examples: tuple[str, ...]
    also: tuple[str, ...] = ()
    required: bool = False
    choices: Mapping[str, tuple[str, ...]] | None = None

    @property
    def offered(self) -> tuple[str, ...]:
        """What the template offers to choose from."""
        return tuple(words[0] for words in (self.choices or {}).values())

    def chosen(self, word: str) -> str | None:
        """The value that a word stands for, or None if it is none of the choices."""
        return self._values.get(plainly(word))

    @cached_property
    def _values(self) -> dict[str, str]:
        choices = (self.choices or {}).items()
        return {plainly(word): value for value, words in choices for word in words}


@dataclass(frozen=True)
class ListColumns:
    """All columns, in the template's order, and the words of the template around them."""

    columns: tuple[Column, ...]
    sheet: str
    help_sheet: str
    help_headers: tuple[str, ...]
    needed: str
    not_needed: str
    example_reference: str

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, key: str) -> Column:
        return self._by_key[key]

    def named(self, header: str) -> Column | None:
        """The column that a header means, or None."""
        return self._by_header.get(plainly(header))

    def missing_in(self, keys: Sequence[str]) -> list[str]:
        """The names of the required columns that are not among the keys."""
        return [one.name for one in self.columns if one.required and one.key not in keys]

    @cached_property
    def _by_key(self) -> dict[str, Column]:
        return {one.key: one for one in self.columns}

    @cached_property
    def _by_header(self) -> dict[str, Column]:
        return {plainly(said): one for one in self.columns for said in (one.name, *one.also)}


def load_columns(content: Path) -> ListColumns:
    """The columns as the content folder defines them."""
    read = yaml.safe_load((content / "lists" / "columns.yml").read_text(encoding="utf-8"))
    columns = tuple(_column(entry) for entry in read.pop("columns"))
    return ListColumns(columns, help_headers=tuple(read.pop("help_headers")), **read)


def _column(entry: Mapping[str, Any]) -> Column:
    choices = entry.get("choices")
    return Column(
        key=entry["key"],
        name=entry["name"],
        about=entry["about"],
        examples=tuple(entry["examples"]),
        also=tuple(entry.get("also", ())),
        required=entry.get("required", False),
        choices={value: tuple(words) for value, words in choices.items()} if choices else None,
    )
