"""The log of what changed in the law, each with the day from which it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.guidance_figures import HOLE, figures_on
from bot.domain.threshold_table import LegalSource


@dataclass(frozen=True, slots=True)
class LawChange:
    """One change: what it is called, what it means for a small firm, its source.

    `plain` has places for figures; they are those of the day on which it took effect, and names
    that end in `_before` are those of the day before.
    """

    title: str
    plain: str
    source: LegalSource

    @property
    def effective(self) -> date:
        """The first day on which it holds."""
        return self.source.valid_from

    @property
    def said(self) -> str:
        """What it means, its figures filled in; KeyError for a figure that is not known."""
        return HOLE.sub(lambda hole: self._figure(hole[1]), self.plain)

    def _figure(self, name: str) -> str:
        day = self.effective
        if name.endswith("_before"):
            day = date.fromordinal(day.toordinal() - 1)
        return figures_on(day)[name.removesuffix("_before")].said


@dataclass(frozen=True, slots=True)
class LawLog:
    """All changes, the latest first, and the phrases by which somebody asks for them."""

    words: tuple[str, ...]
    changes: tuple[LawChange, ...]


def changes_until(changes: Iterable[LawChange], day: date, most: int) -> list[LawChange]:
    """The last so many that hold on that day, the latest first."""
    begun = sorted(
        (one for one in changes if one.effective <= day),
        key=lambda one: one.effective,
        reverse=True,
    )
    return begun[:most]
