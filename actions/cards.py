"""Cards as actions send them: marked with their owner's verdict, with buttons to say one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.bootstrap import Services
from bot.domain.feedback import Verdict
from bot.domain.feedback_effect import Leaning
from bot.domain.opportunity import Opportunity, OpportunityId
from bot.domain.payloads import meaning
from bot.domain.remarks import Match
from bot.services.judged_cards import marked

Choice = dict[str, Any]


def cards_of(
    services: Services, those: Sequence[Match | Opportunity], leaning: Leaning
) -> list[dict[str, Any]]:
    """A card for each, with reasons where it is a match."""
    now, present = services.clock.now(), services.present
    made = (
        present.match_card(one, now) if isinstance(one, Match) else present.card(one, now)
        for one in those
    )
    return [marked(card, leaning.marks) for card in made]


def choices_on(services: Services, ids: Sequence[OpportunityId], leaning: Leaning) -> list[Choice]:
    """What may be said of each on its card: that it is liked, unless it was, and that it is not."""
    liked = Verdict.INTERESTED
    return [
        choice
        for one in ids
        for choice in (
            *([] if one in leaning.marks else [_on(services, one, "save_opportunity", liked)]),
            _on(services, one, "report_opportunity", Verdict.NOT_FOR_ME),
        )
    ]


def _on(services: Services, one: OpportunityId, intent: str, verdict: Verdict) -> Choice:
    title = services.phrases.say(f"choice.verdict.{verdict}")
    return {"title": title, "payload": meaning(intent, opportunity_id=one), "about": one}
