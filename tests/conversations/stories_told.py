"""Conversations written down beforehand: what is said, and what a good answer must say or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "forty"


@dataclass(frozen=True)
class Turn:
    """One message, and loose checks of its answer; what is not named is not checked.

    `says` must all stand in the answer whatever their capitals, of `says_one_of` one, of `never`
    none; `responses` are those that it may begin with, `cards` whether it shows any.
    """

    say: str
    says: Sequence[str] = ()
    says_one_of: Sequence[str] = ()
    never: Sequence[str] = ()
    responses: Sequence[str] = ()
    cards: bool | None = None


@dataclass(frozen=True)
class Story:
    """One owner's conversation."""

    file: str
    who: str
    turns: Sequence[Turn] = field(default_factory=tuple)
    wanders: bool = False


def stories() -> list[Story]:
    """All that are written down, file by file."""
    return [
        Story(file.stem, one["who"], tuple(map(_turn, one["turns"])), one.get("wanders", False))
        for file in sorted(FOLDER.glob("*.yml"))
        for one in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def _turn(entry: dict[str, Any]) -> Turn:
    known = {"say", "is", "says", "says_one_of", "never", "cards"}
    strangers = set(entry) - known
    assert not strangers, f"There is no check called {strangers} in “{entry['say']}”"
    said = {key: value for key, value in entry.items() if key not in {"is", "say"}}
    return Turn(str(entry["say"]), responses=tuple(entry.get("is", ())), **said)
