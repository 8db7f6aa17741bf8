"""All guidance for the page of sources: what holds today, what came before, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.guidance import Guidance, in_force
from bot.domain.guidance_figures import GuidanceFigure, figures_on
from bot.domain.jargon import Term, filled_term
from bot.domain.law_change import LawChange
from bot.ports import Clock
from bot.ports.guidance import GuidanceShelf

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class ListedGuidance:
    """An answer with the figures of today, and each figure's own source."""

    guidance: Guidance
    figures: Sequence[GuidanceFigure]


@dataclass(frozen=True, slots=True)
class GuidanceList:
    """The page: answers that hold, those of goals first; changes, the latest first; words."""

    answers: Sequence[ListedGuidance]
    special: Sequence[ListedGuidance]
    changes: Sequence[LawChange]
    terms: Sequence[Term]
    day: date


class ListGuidance:
    """What stands on the shelf, as of today in London."""

    def __init__(self, shelf: GuidanceShelf, terms: Sequence[Term], clock: Clock) -> None:
        self._shelf = shelf
        self._terms = terms
        self._clock = clock

    def today(self) -> GuidanceList:
        """Everything that holds today; changes that are still to come are left out."""
        day = self._clock.now().astimezone(LONDON).date()
        figures = figures_on(day)
        held = in_force(self._shelf.guidance(), day, figures)
        listed = [_listed(one, figures) for one in held.values()]
        listed.sort(key=lambda one: one.guidance.title)
        return GuidanceList(
            [one for one in listed if one.guidance.is_of_its_goal],
            [one for one in listed if not one.guidance.is_of_its_goal],
            [one for one in self._shelf.law_log().changes if one.effective <= day],
            [filled_term(one, figures) for one in self._terms],
            day,
        )


def _listed(guidance: Guidance, figures: dict[str, GuidanceFigure]) -> ListedGuidance:
    return ListedGuidance(guidance, [figures[name] for name in guidance.figures])
