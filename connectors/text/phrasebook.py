"""The Phrases from YAML files: one flat mapping of keys to sentences a file."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import yaml

from bot.domain.errors import SettingsError


class Phrasebook:
    """Every phrase under a folder; a key that stands twice stops the start."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def phrases(self) -> dict[str, str]:
        """All phrases by key."""
        found: dict[str, str] = {}
        for file in sorted(self._folder.glob("*.yml")):
            for key, sentence in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
                if key in found:
                    raise SettingsError(f"The phrase {key} stands twice, once in {file.name}.")
                found[key] = str(sentence).strip()
        return found

    def say(self, key: str, **facts: object) -> str:
        """The sentence for the key with its facts filled in; KeyError if there is none."""
        return self.phrases[key].format(**facts)
