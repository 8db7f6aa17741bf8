"""Marks cards with what their owner says of them, and takes away the buttons that asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.conversation import Reply, Turn
from bot.domain.feedback import Verdict
from bot.domain.opportunity import OpportunityId


def as_judged(turn: Turn, verdicts: Mapping[OpportunityId, Verdict]) -> Turn:
    """The turn as it is read again: each card's verdict is the one that stands now, or none."""
    return replace(turn, replies=tuple(_judged(reply, verdicts) for reply in turn.replies))


def marked(card: Mapping[str, Any], verdicts: Mapping[OpportunityId, Verdict]) -> dict[str, Any]:
    """The card with the verdict that stands on its opportunity, in place of any it had."""
    verdict = verdicts.get(OpportunityId(str(card["id"])))
    if verdict is None and card.get("verdict") is None:
        return dict(card)
    return {**card, "verdict": verdict.value if verdict else None}


def _judged(reply: Reply, verdicts: Mapping[OpportunityId, Verdict]) -> Reply:
    return replace(
        reply,
        cards=tuple(marked(card, verdicts) for card in reply.cards),
        choices=tuple(one for one in reply.choices if one.about not in verdicts),
    )
