"""Looks at how an installation was set up, and whether somebody answers for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.checkup import Diagnosis
from bot.domain.checkup_of_installation import of_operator, of_settings
from bot.domain.operator import Operator


@dataclass(frozen=True, slots=True)
class SettingsCheck:
    """Settings that are right by themselves: the host, the public address, the fixed moment."""

    host: str
    public_url: str
    now: datetime | None
    name: str = "settings"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """What they come to together."""
        return of_settings(self.host, self.public_url, self.now)


@dataclass(frozen=True, slots=True)
class OperatorCheck:
    """Who runs it."""

    operator: Operator
    name: str = "operator"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """Which parts are missing."""
        return of_operator(self.operator)
