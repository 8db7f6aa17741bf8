"""Ranks every notice for a profile in its owner's own words, and says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from bot.domain.circumstances import circumstances, is_over
from bot.domain.fit import FitModel, Numbers, behind
from bot.domain.opportunity import Opportunity
from bot.domain.place import Place, Reach
from bot.domain.profile import Profile
from bot.ports import Gazetteer
from bot.services.explain_fit import ExplainFit, Question, Said
from bot.services.present_opportunity import PresentOpportunity
from bot.services.work_index import WorkIndex

Explanation = Callable[[Opportunity, int, Question], Said]


@dataclass(frozen=True, slots=True)
class RankedNotice:
    """A notice at its place in a ranking, best first; the score is in [0, 1]."""

    notice_id: str
    rank: int
    score: float
    reasons: list[str]
    against: list[str]


class MatchProfiles:
    """Ranks a fixed set of opportunities, given by the ids of their notices."""

    def __init__(  # noqa: PLR0913, PLR0917 - its collaborators
        self,
        opportunities: Mapping[str, Opportunity],
        index: WorkIndex,
        model: FitModel,
        gazetteer: Gazetteer,
        explain: ExplainFit,
        present: PresentOpportunity,
    ) -> None:
        self._ids = list(opportunities)
        self._opportunities = list(opportunities.values())
        self._index = index
        self._model = model
        self._gazetteer = gazetteer
        self._explain = explain
        self._present = present

    def by_fit(self, profile: Profile, top: int, now: datetime) -> list[RankedNotice]:
        """The best `top` notices by trade and scale alone, whatever their place, time and status.

        Ranks run from 1 without a gap, scores never rise, and equals stand in the notices' order.
        """
        question = Question(profile, self._index.ask(profile.text), None, now)
        scores = self._index.fits(question.asked, self._model)
        return self._ranked(scores, top, question, self._explain.of_work_and_size)

    def by_everything(self, profile: Profile, top: int, now: datetime) -> list[RankedNotice]:
        """As `by_fit`, with place, time, limit and reservation; what is over comes last."""
        question = Question(profile, self._index.ask(profile.text), self.place_of(profile), now)
        scores = self._index.fits(question.asked, self._model) * self._circumstances(question)
        over = np.array([is_over(one, now) for one in self._opportunities], dtype=bool)
        return self._ranked(behind(scores, over), top, question, self._explain.of_everything)

    def place_of(self, profile: Profile) -> Place | None:
        """Where the firm is; None where its postcode is none that distances are known from."""
        place = self._gazetteer.find(profile.postcode) if profile.postcode else None
        return place if place and place.point else None

    def _ranked(
        self, scores: Numbers, top: int, question: Question, explain: Explanation
    ) -> list[RankedNotice]:
        ranked = []
        for rank, at in enumerate(np.argsort(-scores, kind="stable")[:top].tolist(), start=1):
            said = explain(self._opportunities[at], at, question)
            told = self._present.said(said.reasons), self._present.said(said.against)
            ranked.append(RankedNotice(self._ids[at], rank, float(scores[at]), *told))
        return ranked

    def _circumstances(self, question: Question) -> Numbers:
        place, limit, now = question.place, question.profile.max_value, question.now

        def reach(one: Opportunity) -> Reach | None:
            return self._gazetteer.reach(one.coverage, place)[0] if place else None

        return np.array([circumstances(o, reach(o), limit, now) for o in self._opportunities])
