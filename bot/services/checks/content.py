"""Looks whether what is said of the law and of data still holds, and was checked of late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from zoneinfo import ZoneInfo

from bot.domain.checkup import CheckupLimits, Diagnosis
from bot.domain.checkup_of_contents import of_figures, of_law, of_reviews
from bot.domain.statement import Statement
from bot.ports import Clock
from bot.ports.guidance import GuidanceShelf

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class GuidanceCheck:
    """Guidance and statements, by the day on which somebody last held each against its sources."""

    shelf: GuidanceShelf
    statements: Sequence[Statement]
    clock: Clock
    limits: CheckupLimits
    name: str = "guidance"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """Which of them are due."""
        guidance = ((one.title, one.reviewed_on) for one in self.shelf.guidance())
        stated = ((one.title, one.reviewed_on) for one in self.statements)
        today = self.clock.now().astimezone(LONDON).date()
        return of_reviews(chain(guidance, stated), today, self.limits)


@dataclass(frozen=True, slots=True)
class LawCheck:
    """The dated figures and the log of changes."""

    shelf: GuidanceShelf
    clock: Clock
    limits: CheckupLimits
    name: str = "law"
    needs_database: bool = False

    def look(self) -> Iterable[Diagnosis]:
        """What changes next."""
        today = self.clock.now().astimezone(LONDON).date()
        changes = self.shelf.law_log().changes
        return chain(of_figures(today, self.limits), of_law(changes, today, self.limits))
