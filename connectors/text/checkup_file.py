"""From when on a check-up speaks up, from the file in which an operator sets it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import yaml

from bot.domain.checkup import CheckupLimits
from bot.domain.errors import SettingsError

_UNREADABLE = (OSError, KeyError, TypeError, ValueError, yaml.YAMLError)


def load_limits(content: Path) -> CheckupLimits:
    """`checkup.yml` of the content folder; SettingsError where it has not its form."""
    try:
        text = (content / "checkup.yml").read_text(encoding="utf-8")
        stated = yaml.load(text, Loader=yaml.CSafeLoader)
        return CheckupLimits(**{one.name: int(stated[one.name]) for one in fields(CheckupLimits)})
    except _UNREADABLE as fault:
        raise SettingsError(f"checkup.yml cannot be read: {fault!r}.") from fault
