"""All that answers on how public buying works, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.conversation import ConversationId
from bot.domain.guidance_figures import figures_on
from bot.domain.jargon import Term, filled_term, find_term
from bot.ports import Clock
from bot.services.explain_guidance import ExplainGuidance
from bot.services.finish_question import FinishQuestion
from bot.services.last_explained import LastExplained
from bot.services.list_guidance import ListGuidance
from bot.services.opportunity_at_hand import OpportunityAtHand
from bot.services.threshold_answer import cited

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class GuidanceDesk:
    """The services of guidance, and the words of the trade with the figures of the day."""

    explain: ExplainGuidance
    last: LastExplained
    finish_question: FinishQuestion
    listing: ListGuidance
    at_hand: OpportunityAtHand
    terms: Sequence[Term]
    clock: Clock

    def term(self, said: str) -> Term | None:
        """The term that a message names, the figures of today in it; None for none."""
        found = find_term(said, self.terms)
        return None if found is None else filled_term(found, figures_on(self._today()))

    def source_of(self, figure: str) -> str:
        """Where a figure of today stands, as an answer names it."""
        return cited(figures_on(self._today())[figure].source)

    def is_of_one(self, conversation: ConversationId, ordinal: int | None) -> bool:
        """Whether one opportunity is pointed at, was last spoken of, or is alone in the list."""
        return self.at_hand.of(conversation, ordinal=ordinal).opportunity is not None

    def _today(self) -> date:
        return self.clock.now().astimezone(LONDON).date()
