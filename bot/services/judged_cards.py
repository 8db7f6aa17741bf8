"""Marks cards with what their owner says of them; gives and takes away the buttons that ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.conversation import Choice, Reply, Turn
from bot.domain.feedback import Verdict
from bot.domain.feedback_effect import Leaning
from bot.domain.opportunity import OpportunityId
from bot.domain.payloads import meaning
from bot.ports import Phrases


def as_judged(turn: Turn, verdicts: Mapping[OpportunityId, Verdict]) -> Turn:
    """The turn as it is read again: each card's verdict is the one that stands now, or none."""
    return replace(turn, replies=tuple(_judged(reply, verdicts) for reply in turn.replies))


def marked(card: Mapping[str, Any], verdicts: Mapping[OpportunityId, Verdict]) -> dict[str, Any]:
    """The card with the verdict that stands on its opportunity, in place of any it had."""
    verdict = verdicts.get(OpportunityId(str(card["id"])))
    if verdict is None and card.get("verdict") is None:
        return dict(card)
    return {**card, "verdict": verdict.value if verdict else None}


def verdict_choices(
    phrases: Phrases, ids: Sequence[OpportunityId], leaning: Leaning
) -> tuple[Choice, ...]:
    """What may be said of each on its card: that it is liked, unless it was, and that it is not."""
    liked, not_for_me = Verdict.INTERESTED, Verdict.NOT_FOR_ME
    return tuple(
        Choice("", phrases.say(f"choice.verdict.{verdict}"), meaning(goal, opportunity_id=one), one)
        for one in ids
        for goal, verdict in (("save_opportunity", liked), ("report_opportunity", not_for_me))
        if verdict is not_for_me or one not in leaning.marks
    )


def _judged(reply: Reply, verdicts: Mapping[OpportunityId, Verdict]) -> Reply:
    return replace(
        reply,
        cards=tuple(marked(card, verdicts) for card in reply.cards),
        choices=tuple(one for one in reply.choices if one.about not in verdicts),
    )
