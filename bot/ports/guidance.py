"""What the services need of the guidance that procurement officers write."""

from __future__ import annotations

from typing import Protocol

from bot.domain.guidance import Guidance
from bot.domain.law_change import LawLog
from bot.domain.paper import Paper


class GuidanceShelf(Protocol):
    """The guidance, the log of changes of the law, and where papers are got."""

    def guidance(self) -> tuple[Guidance, ...]:
        """Every answer, those that no longer or do not yet hold too; figures not filled in."""
        ...

    def law_log(self) -> LawLog:
        """What changed in the law, the latest first; figures not filled in."""
        ...

    def papers(self) -> tuple[Paper, ...]:
        """The papers that buyers ask for, and where each is got."""
        ...
