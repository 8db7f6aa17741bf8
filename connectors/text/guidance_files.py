"""The GuidanceShelf that is files: Markdown with front matter, which an officer can edit."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.domain.demand_patterns import Asked
from bot.domain.errors import SettingsError
from bot.domain.guidance import Guidance, Step
from bot.domain.law_change import LawChange, LawLog
from bot.domain.paper import Paper
from bot.domain.threshold_table import LegalSource

_PARTS = re.compile(
    r"\A---\n(?P<front>.*?)\n---\n"
    r"\s*## Short answer\n(?P<short>.*?)\n## Tell me more\n(?P<more>.*)\Z",
    re.DOTALL,
)
_STEP = re.compile(
    r"^- \*\*(?P<about>[^*]+):\*\*\s*(?P<text>.*?)(?=^- \*\*|\Z)", re.MULTILINE | re.DOTALL
)
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError)


class GuidanceFiles:
    """`guidance/*.md`, `law_changes.yml` and `papers.yml` of the content folder, read once."""

    def __init__(self, content: Path) -> None:
        self._content = content

    def guidance(self) -> tuple[Guidance, ...]:
        """Every answer; SettingsError names a file that cannot be read, and why."""
        return self._guidance

    def law_log(self) -> LawLog:
        """What changed in the law, the latest first."""
        return self._law_log

    def papers(self) -> tuple[Paper, ...]:
        """The papers that buyers ask for."""
        return self._papers

    @cached_property
    def _guidance(self) -> tuple[Guidance, ...]:
        files = sorted((self._content / "guidance").glob("*.md"))
        return tuple(read_guidance(file) for file in files)

    @cached_property
    def _law_log(self) -> LawLog:
        log = self._read("law_changes.yml")
        read = [
            LawChange(
                entry["title"], _flat(entry["plain"]), _source(entry["source"], entry["effective"])
            )
            for entry in log["changes"]
        ]
        latest_first = sorted(read, key=lambda one: one.effective, reverse=True)
        return LawLog(tuple(log["words"]), tuple(latest_first))

    @cached_property
    def _papers(self) -> tuple[Paper, ...]:
        return tuple(
            Paper(
                entry["name"],
                Asked(entry["kind"]),
                tuple(entry["words"]),
                _flat(entry["get"]),
                _flat(entry["takes"]) if entry["takes"] else None,
                _source(entry["source"], entry["valid_from"]) if entry["source"] else None,
            )
            for entry in self._read("papers.yml")
        )

    def _read(self, name: str) -> Any:
        text = (self._content / name).read_text(encoding="utf-8")
        return yaml.load(text, Loader=yaml.CSafeLoader)


def read_guidance(file: Path) -> Guidance:
    """The guidance in one file; SettingsError where it has not its form."""
    parts = _PARTS.match(file.read_text(encoding="utf-8"))
    if parts is None:
        raise SettingsError(
            f"{file.name} needs front matter, “## Short answer” and “## Tell me more”, in order."
        )
    try:
        return _guidance(yaml.load(parts["front"], Loader=yaml.CSafeLoader), parts)
    except _UNREADABLE as fault:
        raise SettingsError(f"{file.name} cannot be read: {fault!r}.") from fault


def _guidance(front: dict[str, Any], parts: re.Match[str]) -> Guidance:
    valid_from: date = front["valid_from"]
    steps = _STEP.finditer(parts["more"])
    return Guidance(
        topic=front["topic"],
        goal=front["goal"],
        title=front["title"],
        asks=front["asks"],
        short=tuple(_flat(one) for one in parts["short"].split("\n\n") if one.strip()),
        more=tuple(Step(step["about"].strip(), _flat(step["text"])) for step in steps),
        sources=tuple(_source(one, valid_from) for one in front["sources"]),
        valid_from=valid_from,
        reviewed_on=front["reviewed_on"],
        figures=tuple(front["figures"]),
        words=tuple(front["words"]),
        then=tuple(front["then"]),
        barriers=tuple(front["barriers"]),
    )


def _source(stated: dict[str, Any], valid_from: date) -> LegalSource:
    since = stated.get("valid_from", valid_from)
    return LegalSource(stated["title"], stated["section"], stated["url"], since)


def _flat(text: str) -> str:
    return " ".join(text.split())
