"""A copy of what is held as people read it: labels, days and times, no ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.opportunity import LONDON
from bot.ports import Phrases
from bot.services.tell_held import Copy

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]\d\d:\d\d)")

_FOR_MACHINES = {"data", "cards", "choices", "key"}
"""Fields whose words stand beside them already; the copy for programs has them whole."""

Row = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReadablePart:
    """One part: its plain name, and each row as labels with words."""

    called: str
    title: str
    rows: list[Row]


def readable(copy: Copy) -> list[ReadablePart]:
    """The copy without ids and empty fields; moments are London's."""
    return [
        ReadablePart(part.called, part.title, [list(_fields(row)) for row in part.rows])
        for part in copy.parts
    ]


def as_text(copy: Copy, phrases: Phrases) -> str:
    """The copy as plain text, to be kept or printed."""
    lines = [phrases.say("copy.title", when=in_words(copy.made_at)), ""]
    for part in readable(copy):
        lines += [f"{part.title} ({len(part.rows)})", ""]
        for row in part.rows:
            lines += [f"  {label}: {words}" for label, words in row] + [""]
    return "\n".join(lines)


def in_words(moment: datetime) -> str:
    """Such as "25 November 2026, 23:45", in London."""
    here = moment.astimezone(LONDON)
    return f"{here.day} {here:%B %Y, %H:%M}"


def _fields(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        is_shown = name not in _FOR_MACHINES | {"id"} and not name.endswith("_id")
        if is_shown and (words := _words(value)):
            yield name.replace("_", " "), words


def _words(value: Any) -> str:
    match value:
        case None:
            return ""
        case str() if _MOMENT.fullmatch(value):
            return in_words(datetime.fromisoformat(value))
        case Mapping():
            return "; ".join(f"{label}: {words}" for label, words in _fields(value))
        case list() | tuple():
            return " | ".join(words for one in value if (words := _words(one)))
        case _:
            return str(value)
